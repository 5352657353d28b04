package dev.trellis.core.handover;

import dev.trellis.core.field.RecordId;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who takes over what of somebody's.
 *
 * @param successors by part
 */
record HandOverPlan(RecordId from, Map<String, RecordId> successors, String reason) {

    private static final JsonMapper JSON = JsonMapper.shared();

    HandOverPlan {
        successors = new LinkedHashMap<>(successors);
    }

    String write() {
        var json = JSON.createObjectNode();
        json.put("from", from.toString()).put("reason", reason);
        var parts = json.putArray("parts");
        successors.forEach((part, to) -> parts.addObject().put("part", part).put("to", to.toString()));
        return JSON.writeValueAsString(json);
    }

    static HandOverPlan read(String text) {
        var json = JSON.readTree(text);
        var successors = new LinkedHashMap<String, RecordId>();
        json.path("parts")
                .forEach(part -> successors.put(
                        part.path("part").asString(),
                        RecordId.of(part.path("to").asString())));
        return new HandOverPlan(
                RecordId.of(json.path("from").asString()),
                successors,
                json.path("reason").asString());
    }
}
