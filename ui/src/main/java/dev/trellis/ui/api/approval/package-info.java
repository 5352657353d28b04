/** Approvals over REST: previews, decisions, inbox. */
@NullMarked
package dev.trellis.ui.api.approval;

import org.jspecify.annotations.NullMarked;
