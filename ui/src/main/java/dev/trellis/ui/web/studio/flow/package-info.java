/** The designer of approvals: the tree of steps, what can be set on each, and what keeps it from being published. */
@NullMarked
package dev.trellis.ui.web.studio.flow;

import org.jspecify.annotations.NullMarked;
