package dev.trellis.workflow.engine;

import dev.trellis.core.field.RecordId;

/**
 * What happens when a flow arrives somewhere. The engine calls it in the unit of work in which it was told to go on; what
 * it throws stops the flow and reaches whoever called the engine.
 */
public interface FlowSteps {

    /** What a condition answers where none of its branches holds. */
    int OTHERWISE = -1;

    /**
     * A node has begun to wait for a decision.
     *
     * @param task with which the engine will be told of the decision
     */
    void waits(RecordId instance, String node, String task);

    /** Returns the position of the branch that a condition takes, or {@link #OTHERWISE}. */
    int branch(RecordId instance, String node);

    /** A carbon copy is due. */
    void copies(RecordId instance, String node);

    void ends(RecordId instance, End end);

    /** How a flow ends by itself. */
    enum End {
        APPROVED,
        REJECTED
    }
}
