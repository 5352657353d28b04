package dev.trellis.core.metadata;

import dev.trellis.core.metadata.MetadataChange.How;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares two JSON trees whose elements have ids: an element that moved is the same element. */
final class PartDiff {

    private final MetadataDiff.Sink sink;

    private PartDiff(MetadataDiff.Sink sink) {
        this.sink = sink;
    }

    static void run(ObjectNode before, ObjectNode after, MetadataDiff.Sink sink) {
        new PartDiff(sink).compare(List.of(), before, after);
    }

    private void compare(List<String> path, JsonNode before, JsonNode after) {
        if (before.equals(after)) {
            return;
        }
        if (isElements(before) && isElements(after)) {
            elements(path, before, after);
        } else if (before instanceof ObjectNode && after instanceof ObjectNode && !isTexts(before, after)) {
            var names = new LinkedHashSet<>(before.propertyNames());
            names.addAll(after.propertyNames());
            names.forEach(name -> compare(plus(path, name), before.path(name), after.path(name)));
        } else if (isNames(before) && isNames(after)) {
            names(path, texts(before), texts(after));
        } else if (before instanceof MissingNode && isGroup(after)) {
            sink.part(path, How.ADDED, "", "");
        } else if (after instanceof MissingNode && isGroup(before)) {
            sink.part(path, How.REMOVED, "", "");
        } else {
            sink.part(path, How.CHANGED, shown(before), shown(after));
        }
    }

    private void elements(List<String> path, JsonNode before, JsonNode after) {
        var was = byId(before);
        var is = byId(after);
        is.forEach((id, element) -> {
            if (!was.containsKey(id)) {
                sink.part(plus(path, id), How.ADDED, "", "");
            }
        });
        was.forEach((id, element) -> {
            var now = is.get(id);
            if (now == null) {
                sink.part(plus(path, id), How.REMOVED, "", "");
            } else {
                compare(plus(path, id), element, now);
            }
        });
        var stayed = new ArrayList<>(was.keySet());
        stayed.retainAll(is.keySet());
        var order = new ArrayList<>(is.keySet());
        order.retainAll(was.keySet());
        if (!stayed.equals(order)) {
            sink.part(path, How.REORDERED, "", "");
        }
    }

    /** A list of names: each that comes or goes is a change of its own, so that long lists stay readable. */
    private void names(List<String> path, List<String> before, List<String> after) {
        after.stream()
                .filter(name -> !before.contains(name))
                .forEach(name -> sink.part(plus(path, name), How.ADDED, "", ""));
        before.stream()
                .filter(name -> !after.contains(name))
                .forEach(name -> sink.part(plus(path, name), How.REMOVED, "", ""));
        var stayed = before.stream().filter(after::contains).toList();
        if (!stayed.equals(after.stream().filter(before::contains).toList())) {
            sink.part(path, How.REORDERED, "", "");
        }
    }

    private static boolean isNames(JsonNode node) {
        return node instanceof MissingNode
                || (node instanceof ArrayNode array && array.valueStream().allMatch(JsonNode::isString));
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).distinct().toList();
    }

    /** Something with parts that have parts: what it holds is told by its name, not by its JSON. */
    private static boolean isGroup(JsonNode node) {
        return node instanceof ObjectNode object && !object.valueStream().allMatch(JsonNode::isString);
    }

    /** An array of things with ids, or none at all: an array that was left out is an empty one. */
    private static boolean isElements(JsonNode node) {
        if (node instanceof ArrayNode array) {
            return array.valueStream().allMatch(element -> element.path("id").isString());
        }
        return node instanceof MissingNode;
    }

    private static boolean isTexts(JsonNode before, JsonNode after) {
        return before.valueStream().allMatch(JsonNode::isString)
                && after.valueStream().allMatch(JsonNode::isString);
    }

    private static Map<String, JsonNode> byId(JsonNode array) {
        var byId = new LinkedHashMap<String, JsonNode>();
        array.forEach(element -> byId.put(element.path("id").asString(), element));
        return byId;
    }

    private static String shown(JsonNode node) {
        if (node instanceof MissingNode) {
            return "–";
        }
        if (node instanceof ArrayNode array && array.valueStream().allMatch(JsonNode::isString)) {
            return String.join(", ", array.valueStream().map(JsonNode::asString).toList());
        }
        if (node instanceof ObjectNode object && object.valueStream().allMatch(JsonNode::isString)) {
            return String.join(
                    " / ", object.valueStream().map(JsonNode::asString).toList());
        }
        return ElementPath.show(node);
    }

    private static List<String> plus(List<String> path, String step) {
        var longer = new ArrayList<>(path);
        longer.add(step);
        return List.copyOf(longer);
    }
}
