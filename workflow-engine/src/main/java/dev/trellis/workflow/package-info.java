@NullMarked
package dev.trellis.workflow;

import org.jspecify.annotations.NullMarked;
