/** The page on which what somebody leaves is given to others. */
@NullMarked
package dev.trellis.ui.web.handover;

import org.jspecify.annotations.NullMarked;
