/** Exports: what an actor may see of a list, as a file that no program runs and that imports back to equal data. */
@NullMarked
package dev.trellis.core.export;

import org.jspecify.annotations.NullMarked;
