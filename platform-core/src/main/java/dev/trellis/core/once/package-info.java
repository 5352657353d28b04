/** Calls that may come twice and must be carried out once. */
@NullMarked
package dev.trellis.core.once;

import org.jspecify.annotations.NullMarked;
