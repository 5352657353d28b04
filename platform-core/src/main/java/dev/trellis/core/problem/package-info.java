/** Expected trouble as values: what is wrong, where, and what to do, in the reader's language. */
@NullMarked
package dev.trellis.core.problem;

import org.jspecify.annotations.NullMarked;
