/** Hands records over to be printed, as far as a role lets them be. */
@NullMarked
package dev.trellis.core.print;

import org.jspecify.annotations.NullMarked;
