/** {@code /search}: finding records of all entities by what they say. */
@NullMarked
package dev.trellis.ui.api.search;

import org.jspecify.annotations.NullMarked;
