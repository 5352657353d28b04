/** What can be done with records beyond saving them: buttons, menus, dialogs, and the bar below a selection. */
@NullMarked
package dev.trellis.ui.web.action;

import org.jspecify.annotations.NullMarked;
