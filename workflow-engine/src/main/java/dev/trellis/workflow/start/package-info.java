/** What the start of a flow asks of whoever submits a record. */
@NullMarked
package dev.trellis.workflow.start;

import org.jspecify.annotations.NullMarked;
