/** Checking and evaluating expressions against what the caller may see. */
@NullMarked
package dev.trellis.ui.api.expression;

import org.jspecify.annotations.NullMarked;
