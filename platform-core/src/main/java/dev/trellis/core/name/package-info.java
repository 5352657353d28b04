/** Validated identifiers and texts by locale. */
@NullMarked
package dev.trellis.core.name;

import org.jspecify.annotations.NullMarked;
