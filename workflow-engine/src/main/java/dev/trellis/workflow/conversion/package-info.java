/** Records that become others in one step. */
@NullMarked
package dev.trellis.workflow.conversion;

import org.jspecify.annotations.NullMarked;
