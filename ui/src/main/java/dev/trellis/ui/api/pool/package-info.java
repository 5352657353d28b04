/** Pools by REST: what one may take, dealing out, and what happened. */
@NullMarked
package dev.trellis.ui.api.pool;

import org.jspecify.annotations.NullMarked;
