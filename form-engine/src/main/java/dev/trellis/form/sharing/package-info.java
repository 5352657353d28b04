/** The logic of the designer of sharing rules: every edit makes a new draft. */
@NullMarked
package dev.trellis.form.sharing;

import org.jspecify.annotations.NullMarked;
