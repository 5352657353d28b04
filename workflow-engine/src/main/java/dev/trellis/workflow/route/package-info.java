/** The tree of a flow without an engine: which way conditions go, what comes next, what lies beside what. */
@NullMarked
package dev.trellis.workflow.route;

import org.jspecify.annotations.NullMarked;
