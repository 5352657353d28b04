/** The logic of the pool designer: edits of pools as pure functions over a draft. */
@NullMarked
package dev.trellis.form.pool;

import org.jspecify.annotations.NullMarked;
