package dev.trellis.workflow.lint;

import dev.trellis.core.problem.Problem;

/**
 * Something about a flow that its designer should look at.
 *
 * @param node the id of the node, empty for the flow as a whole
 * @param problem in the reader's words; its place is the one of the designer
 */
public record Finding(String node, Problem problem) {}
