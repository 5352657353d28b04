/** The designer of roles, and who holds them. */
@NullMarked
package dev.trellis.ui.web.roles;

import org.jspecify.annotations.NullMarked;
