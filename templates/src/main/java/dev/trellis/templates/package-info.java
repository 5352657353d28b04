@NullMarked
package dev.trellis.templates;

import org.jspecify.annotations.NullMarked;
