/** Records over REST: every call is one call of the gate. */
@NullMarked
package dev.trellis.ui.api.record;

import org.jspecify.annotations.NullMarked;
