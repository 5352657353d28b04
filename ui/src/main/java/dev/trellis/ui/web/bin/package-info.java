/** The recycle bin: what was deleted, by whom, and the way back. */
@NullMarked
package dev.trellis.ui.web.bin;

import org.jspecify.annotations.NullMarked;
