/** {@code /functions}: whether functions in JavaScript may run, trying and approving them. */
@NullMarked
package dev.trellis.ui.api.function;

import org.jspecify.annotations.NullMarked;
