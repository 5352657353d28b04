/** Approvals: who decides next and why, what a decision does to the record, and the log of it all. */
@NullMarked
package dev.trellis.workflow.approval;

import org.jspecify.annotations.NullMarked;
