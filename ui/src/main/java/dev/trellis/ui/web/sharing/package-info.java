/** Sharing records on their pages, and why somebody may do what they may. */
@NullMarked
package dev.trellis.ui.web.sharing;

import org.jspecify.annotations.NullMarked;
