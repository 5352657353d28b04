/** Global search: an index on every node that follows the records, and what of it an actor may find. */
@NullMarked
package dev.trellis.core.search;

import org.jspecify.annotations.NullMarked;
