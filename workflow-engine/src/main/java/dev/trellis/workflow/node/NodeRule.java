package dev.trellis.workflow.node;

import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.core.metadata.ApproveOptions.Rejects;

/**
 * How a step comes to its outcome; fixed when a request enters it.
 *
 * @param percent of all votes that must agree, 1 to 100; 0 where {@code votes} says it. Only of a vote.
 * @param votes that must agree; 0 where {@code percent} says it
 * @param base how many people the threshold was computed of at first; added people do not raise it where
 *     {@code keepsThreshold}
 * @param depth how deep people may be added: 1 lets only those add whom the definition named
 */
public record NodeRule(
        Completion completion,
        Rejects rejects,
        int percent,
        int votes,
        int base,
        boolean keepsThreshold,
        boolean mayAbstain,
        int depth) {

    /** The longest chain of hand-overs of one task. */
    public static final int MAX_HANDED_OVER = 5;

    /** The rule of a completion with everything else as it is by default. */
    public static NodeRule of(Completion completion) {
        return new NodeRule(completion, Rejects.FIRST, 0, 0, 0, false, false, 1);
    }

    /** The rule of a step that so many people enter. */
    public static NodeRule of(Approve node, int people) {
        var options = node.options();
        return new NodeRule(
                node.completion(),
                options.rejects(),
                options.percent(),
                options.votes(),
                people,
                options.keepsThreshold(),
                options.mayAbstain(),
                options.addDepth());
    }

    NodeRule with(Rejects changed) {
        return new NodeRule(completion, changed, percent, votes, base, keepsThreshold, mayAbstain, depth);
    }

    /** Returns how many must agree of so many counted people. */
    int needed(int counted) {
        var people = keepsThreshold && base > 0 ? Math.min(base, counted) : counted;
        if (votes > 0) {
            return Math.min(votes, counted);
        }
        return percent == 0 ? counted : Math.max(1, Math.ceilDiv(percent * people, 100));
    }
}
