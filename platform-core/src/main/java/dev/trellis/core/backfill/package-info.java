/** Walks over the records that were there before, some per unit of work, and gives them what new ones get by a save. */
@NullMarked
package dev.trellis.core.backfill;

import org.jspecify.annotations.NullMarked;
