package dev.trellis.form.flow;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tree of a flow in the words of its definition: a node may hold arms with ids ({@code branches}, {@code lanes}), each
 * with {@code nodes}, and a default arm ({@code otherwise}). So it knows where things are in every kind of node without
 * knowing the kinds. Changes itself; made for one edit.
 */
final class FlowTree {

    private static final String NODES = "nodes";
    private static final String OTHERWISE = "otherwise";
    private static final List<String> ARMS = List.of("branches", "lanes");

    private final ObjectNode flow;

    FlowTree(ObjectNode flow) {
        this.flow = flow;
    }

    ObjectNode flow() {
        return flow;
    }

    /** Where an element stands: the array that holds it, and the names of the node and the arm whose array it is. */
    record Place(ArrayNode among, int position, String owner, String arm) {
        ObjectNode element() {
            return (ObjectNode) among.get(position);
        }

        /** Tells whether it stands in the list of a spot. */
        boolean isIn(FlowEdit.Spot spot) {
            return owner.equals(spot.owner()) && arm.equals(spot.arm());
        }
    }

    /** A list of nodes with the name of its arm. */
    private record Lane(String arm, ArrayNode nodes) {}

    Optional<Place> node(String id) {
        return find(flow, FlowEdit.FLOW, id, false);
    }

    Optional<Place> arm(String id) {
        return find(flow, FlowEdit.FLOW, id, true);
    }

    /** Finds a node, an arm, or the flow itself. */
    Optional<ObjectNode> element(String id) {
        return id.equals(FlowEdit.FLOW)
                ? Optional.of(flow)
                : node(id).or(() -> arm(id)).map(Place::element);
    }

    /** Tells whether a node or an arm has an id. */
    boolean knows(String id) {
        return node(id).isPresent() || arm(id).isPresent();
    }

    private static Optional<Place> find(ObjectNode owner, String name, String id, boolean wantsArm) {
        for (var lane : lanes(owner).toList()) {
            for (int i = 0; i < lane.nodes().size(); i++) {
                var node = (ObjectNode) lane.nodes().get(i);
                if (!wantsArm && id(node).equals(id)) {
                    return Optional.of(new Place(lane.nodes(), i, name, lane.arm()));
                }
                var inside = find(node, id(node), id, wantsArm);
                if (inside.isPresent()) {
                    return inside;
                }
            }
        }
        return wantsArm ? ownArm(owner, id) : Optional.empty();
    }

    private static String id(ObjectNode element) {
        return element.path("id").asString();
    }

    private static Optional<Place> ownArm(ObjectNode owner, String id) {
        for (var name : ARMS) {
            if (owner.get(name) instanceof ArrayNode arms) {
                for (int i = 0; i < arms.size(); i++) {
                    if (arms.get(i).path("id").asString().equals(id)) {
                        return Optional.of(new Place(arms, i, id(owner), id));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The lists of nodes directly in a node or in the flow. */
    private static Stream<Lane> lanes(ObjectNode owner) {
        var own = Stream.of(NODES, OTHERWISE).map(owner::get).map(nodes -> new LaneOrNone(FlowEdit.DEFAULT, nodes));
        var ofArms = ARMS.stream()
                .map(owner::get)
                .filter(ArrayNode.class::isInstance)
                .flatMap(arms -> ((ArrayNode) arms).valueStream())
                .map(arm -> new LaneOrNone(arm.path("id").asString(), arm.get(NODES)));
        return Stream.concat(own, ofArms).flatMap(LaneOrNone::lane);
    }

    private record LaneOrNone(String arm, @Nullable JsonNode nodes) {
        Stream<Lane> lane() {
            return nodes instanceof ArrayNode array ? Stream.of(new Lane(arm, array)) : Stream.empty();
        }
    }

    /** Finds the list of nodes of an arm, made where it was left out; empty where there is no such arm. */
    Optional<ArrayNode> list(String owner, String arm) {
        if (owner.equals(FlowEdit.FLOW)) {
            return Optional.of(flow.withArray(NODES));
        }
        var node = node(owner).map(Place::element);
        if (arm.equals(FlowEdit.DEFAULT)) {
            return node.filter(FlowTree::hasDefault).map(found -> found.withArray(OTHERWISE));
        }
        return node.flatMap(found -> ownArm(found, arm))
                .map(place -> place.element().withArray(NODES));
    }

    private static boolean hasDefault(ObjectNode node) {
        return node.has(OTHERWISE)
                || node.has("branches")
                || node.path("kind").asString().equals("call");
    }

    /** Finds the array of a node's arms with ids. */
    static Optional<ArrayNode> arms(ObjectNode node) {
        return ARMS.stream()
                .map(node::get)
                .filter(ArrayNode.class::isInstance)
                .map(ArrayNode.class::cast)
                .findFirst();
    }

    /** Tells whether a node is another one, or somewhere in it. */
    static boolean holds(ObjectNode node, String id) {
        return id(node).equals(id) || find(node, id(node), id, false).isPresent();
    }

    static void insert(ArrayNode list, ObjectNode element, int position) {
        list.insert(Math.clamp(position, 0, list.size()), element);
    }

    /** Sets a property at the end of a path, or removes it; objects on the way are made where they are missing. */
    static void set(ObjectNode element, String property, @Nullable JsonNode value) {
        var steps = property.split("\\.");
        var at = element;
        for (int i = 0; i < steps.length - 1; i++) {
            var next = at.get(steps[i]);
            at = next instanceof ObjectNode object
                    ? object
                    : (ObjectNode) at.set(steps[i], JsonNodeFactory.instance.objectNode())
                            .get(steps[i]);
        }
        var last = steps[steps.length - 1];
        if (value == null) {
            at.remove(last);
        } else {
            at.set(last, value);
        }
    }
}
