/** The gate: every read and write of a record. */
@NullMarked
package dev.trellis.core.record;

import org.jspecify.annotations.NullMarked;
