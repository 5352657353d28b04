package dev.trellis.core.metadata;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Writes a place inside a definition for people and the designer: elements by id, not by position. */
final class ElementPath {

    private static final int SHOWN = 60;

    private ElementPath() {}

    /** Turns the steps of a JSON pointer into {@code fields/total/default}. */
    static String of(List<?> steps, JsonNode root) {
        var out = new ArrayList<String>();
        var here = root;
        for (var step : steps) {
            if (step instanceof Integer index && here instanceof ArrayNode array) {
                here = array.path(index);
                var id = here.path("id");
                out.add(id.isString() && !id.asString().isEmpty() ? id.asString() : index.toString());
            } else {
                here = here.path(step.toString());
                out.add(step.toString());
            }
        }
        return String.join("/", out);
    }

    /** Joins steps with slashes, leaving out empty ones. */
    static String join(String... steps) {
        return Arrays.stream(steps).filter(step -> !step.isEmpty()).collect(Collectors.joining("/"));
    }

    /** Shows a given value briefly. */
    static String show(JsonNode node) {
        var text = node.isString() ? node.asString() : node.toString();
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
