/** The designer's logic: a draft as immutable values, edits with undo, property sheets, previews, what publishing says. */
@NullMarked
package dev.trellis.form.design;

import org.jspecify.annotations.NullMarked;
