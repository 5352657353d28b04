/** Puts texts in the order that people expect. */
@NullMarked
package dev.trellis.core.collation;

import org.jspecify.annotations.NullMarked;
