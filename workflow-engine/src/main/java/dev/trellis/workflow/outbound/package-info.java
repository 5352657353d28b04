/** Calls to other systems that never reach what only this machine or its network should see. */
@NullMarked
package dev.trellis.workflow.outbound;

import org.jspecify.annotations.NullMarked;
