/** The logic of the flow designer: edits of an approval's tree as pure functions over a draft. */
@NullMarked
package dev.trellis.form.flow;

import org.jspecify.annotations.NullMarked;
