/** Finds records that are the same thing in the world, merges two of them, and undoes that. */
@NullMarked
package dev.trellis.core.merge;

import org.jspecify.annotations.NullMarked;
