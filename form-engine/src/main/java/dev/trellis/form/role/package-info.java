/** The logic of the designer of roles: every edit makes a new draft. */
@NullMarked
package dev.trellis.form.role;

import org.jspecify.annotations.NullMarked;
