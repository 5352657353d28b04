package dev.trellis.form.rule;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The steps of a rule in the words of its definition, nested where a step holds others. Changes itself; made for one edit. */
final class RuleTree {

    /** The names of lists of steps. */
    static final List<String> LISTS = List.of("steps", "then", "otherwise");

    private final ObjectNode rule;

    RuleTree(ObjectNode rule) {
        this.rule = rule;
    }

    ObjectNode rule() {
        return rule;
    }

    /** Where a step stands. */
    record Place(ArrayNode among, int position, String owner, String list) {
        ObjectNode step() {
            return (ObjectNode) among.get(position);
        }
    }

    Optional<Place> step(String id) {
        return find(rule, RuleEdit.RULE, id);
    }

    Optional<ObjectNode> element(String id) {
        return id.equals(RuleEdit.RULE) ? Optional.of(rule) : step(id).map(Place::step);
    }

    private static Optional<Place> find(ObjectNode owner, String name, String id) {
        for (var list : LISTS) {
            if (owner.get(list) instanceof ArrayNode steps) {
                for (int i = 0; i < steps.size(); i++) {
                    var step = (ObjectNode) steps.get(i);
                    if (id(step).equals(id)) {
                        return Optional.of(new Place(steps, i, name, list));
                    }
                    var inside = find(step, id(step), id);
                    if (inside.isPresent()) {
                        return inside;
                    }
                }
            }
        }
        return Optional.empty();
    }

    static String id(JsonNode step) {
        return step.path("id").asString("");
    }

    /** Finds a list of steps, made where it was left out; empty where the owner has no list of that name. */
    Optional<ArrayNode> list(RuleEdit.Spot spot) {
        var lists = spot.owner().equals(RuleEdit.RULE)
                ? List.of("steps")
                : step(spot.owner())
                        .map(Place::step)
                        .flatMap(StepKind::of)
                        .map(StepKind::lists)
                        .orElse(List.of());
        return lists.contains(spot.list())
                ? element(spot.owner()).map(owner -> owner.withArray(spot.list()))
                : Optional.empty();
    }

    ArrayNode triggers() {
        return rule.withArray("triggers");
    }

    /** Tells whether a step is another one, or somewhere in it. */
    static boolean holds(ObjectNode step, String id) {
        return id(step).equals(id) || find(step, id(step), id).isPresent();
    }

    static void insert(ArrayNode list, ObjectNode element, int position) {
        list.insert(Math.clamp(position, 0, list.size()), element);
    }

    static void set(ObjectNode element, String property, @Nullable JsonNode value) {
        if (value == null) {
            element.remove(property);
        } else {
            element.set(property, value);
        }
    }
}
