package dev.trellis.workflow.engine;

import dev.trellis.core.field.RecordId;
import java.util.List;

/**
 * What happens when a flow arrives somewhere. The engine calls it in the unit of work in which it was told to go on; what
 * it throws stops the flow and reaches whoever called the engine.
 */
public interface FlowSteps {

    /**
     * A node has begun to wait: for people, for something outside, or for whoever told the engine to do what is due.
     *
     * @param task with which the engine will be told how it came out
     */
    void waits(RecordId instance, String node, String task);

    /** Returns the positions of the branches that a node takes; empty for its default. */
    List<Integer> branches(RecordId instance, String node);

    /** A carbon copy is due. */
    void copies(RecordId instance, String node);

    void ends(RecordId instance, End end);

    /** How a flow ends by itself. */
    enum End {
        APPROVED,
        REJECTED
    }
}
