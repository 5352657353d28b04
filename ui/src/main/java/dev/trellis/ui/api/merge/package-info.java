/** Duplicates and merges by the REST API. */
@NullMarked
package dev.trellis.ui.api.merge;

import org.jspecify.annotations.NullMarked;
