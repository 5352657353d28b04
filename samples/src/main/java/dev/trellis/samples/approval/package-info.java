/** Measures approvals: Trellis beside a Flowable process written by hand, on the same database server. */
@NullMarked
package dev.trellis.samples.approval;

import org.jspecify.annotations.NullMarked;
