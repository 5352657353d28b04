/** When two values name the same thing in the world, and the keys by which such records are found. */
@NullMarked
package dev.trellis.core.duplicate;

import org.jspecify.annotations.NullMarked;
