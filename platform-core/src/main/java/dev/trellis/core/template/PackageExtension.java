package dev.trellis.core.template;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lays what a package adds over a definition of another: elements with the same id are extended in their turn, others come
 * after those that are there.
 */
final class PackageExtension {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private PackageExtension() {}

    static ObjectNode over(ObjectNode definition, String extension) {
        extend(definition, (ObjectNode) JSON.readTree(extension));
        return definition;
    }

    private static void extend(ObjectNode definition, ObjectNode more) {
        more.properties().forEach(member -> {
            var there = definition.get(member.getKey());
            switch (member.getValue()) {
                case ObjectNode object when there instanceof ObjectNode known -> extend(known, object);
                case ArrayNode array when there instanceof ArrayNode known -> extend(known, array);
                default -> definition.set(member.getKey(), member.getValue());
            }
        });
    }

    private static void extend(ArrayNode elements, ArrayNode more) {
        for (var element : more) {
            var known =
                    elements.valueStream().filter(each -> isSame(each, element)).findFirst();
            if (known.isEmpty()) {
                elements.add(element);
            } else if (known.get() instanceof ObjectNode object && element instanceof ObjectNode extension) {
                extend(object, extension);
            }
        }
    }

    private static boolean isSame(JsonNode one, JsonNode other) {
        if (one.isString() || other.isString()) {
            return one.equals(other);
        }
        return isNamedAlike(one, other, "id") || isNamedAlike(one, other, "code");
    }

    private static boolean isNamedAlike(JsonNode one, JsonNode other, String name) {
        return one.path(name).isString() && one.path(name).equals(other.path(name));
    }
}
