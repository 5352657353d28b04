package dev.trellis.workflow.rule;

import dev.trellis.core.field.RecordId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run is to do; the payload of its job.
 *
 * @param cause what set it off
 * @param by whose action that was; null for the platform
 * @param depth how many rules set each other off before
 * @param from the step with which it begins
 */
record RuleWork(
        String rule,
        String entity,
        RecordId record,
        String cause,
        @Nullable RecordId by,
        int depth,
        int from) {

    private static final JsonMapper JSON = JsonMapper.shared();

    String write() {
        var json = JSON.createObjectNode()
                .put("rule", rule)
                .put("entity", entity)
                .put("record", record.toString())
                .put("cause", cause)
                .put("depth", depth)
                .put("from", from);
        if (by != null) {
            json.put("by", by.toString());
        }
        return json.toString();
    }

    static RuleWork read(String payload) {
        var json = JSON.readTree(payload);
        return new RuleWork(
                json.path("rule").stringValue(),
                json.path("entity").stringValue(),
                RecordId.of(json.path("record").stringValue()),
                json.path("cause").stringValue(),
                json.has("by") ? RecordId.of(json.path("by").stringValue()) : null,
                json.path("depth").asInt(),
                json.path("from").asInt());
    }

    /** The same about another record. */
    RuleWork about(String other, RecordId it) {
        return new RuleWork(rule, other, it, cause, by, depth, from);
    }

    RuleWork continuedAt(int step) {
        return new RuleWork(rule, entity, record, cause, by, depth, step);
    }
}
