/** Files in and out: the way of an import from the upload to the undo, and the menu by which lists are exported. */
@NullMarked
package dev.trellis.ui.web.transfer;

import org.jspecify.annotations.NullMarked;
