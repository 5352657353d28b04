/** Saving without knowing a record's id or version, and many records in one call. */
@NullMarked
package dev.trellis.ui.api.many;

import org.jspecify.annotations.NullMarked;
