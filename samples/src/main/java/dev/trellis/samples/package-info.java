@NullMarked
package dev.trellis.samples;

import org.jspecify.annotations.NullMarked;
