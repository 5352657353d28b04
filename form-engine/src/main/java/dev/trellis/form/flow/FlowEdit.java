package dev.trellis.form.flow;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One change that a person makes to a flow. Elements are nodes, and the arms of nodes that branch: branches of a
 * condition, lanes of a block; all have ids of their own. Ids of new elements come with the edit, so that applying it is
 * pure.
 */
public sealed interface FlowEdit {

    /** Puts a new node somewhere. */
    record Insert(ObjectNode node, Spot spot) implements FlowEdit {}

    /** Moves a node with everything in it; the spot counts places as they are before the move. */
    record Move(String node, Spot spot) implements FlowEdit {}

    /** Removes a node with everything in it. */
    record Remove(String node) implements FlowEdit {}

    /** Gives a node that branches another arm, before its default. */
    record AddArm(String node, ObjectNode arm) implements FlowEdit {}

    /** Moves an arm of its node to a position. */
    record MoveArm(String arm, int position) implements FlowEdit {}

    /** Removes an arm with everything in it. */
    record RemoveArm(String arm) implements FlowEdit {}

    /**
     * Sets a property.
     *
     * @param element the id of a node or an arm, or {@link #FLOW}
     * @param property its name in the definition, dots between the steps: {@code options.nobody}
     * @param value as in the definition; null goes back to the default
     */
    record SetProperty(
            String element, String property, @Nullable JsonNode value) implements FlowEdit {}

    /** The flow itself. */
    String FLOW = "";

    /** The arm of a node that has no id: what happens otherwise; of the flow, its nodes. */
    String DEFAULT = "";

    /**
     * A place between nodes.
     *
     * @param owner the node whose arm it is, or {@link #FLOW}
     * @param arm the id of the arm, or {@link #DEFAULT}
     * @param position before which node, counted from 0; beyond the end is at the end
     */
    record Spot(String owner, String arm, int position) {}
}
