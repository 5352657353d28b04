/** What can be done with records beyond saving them, as routes. */
@NullMarked
package dev.trellis.ui.api.action;

import org.jspecify.annotations.NullMarked;
