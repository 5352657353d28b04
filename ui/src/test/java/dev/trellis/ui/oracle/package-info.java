/** Oracles that prove the gate from outside: what may be answered is worked out by an independent model. */
@NullMarked
package dev.trellis.ui.oracle;

import org.jspecify.annotations.NullMarked;
