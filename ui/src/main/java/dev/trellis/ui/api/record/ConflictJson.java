package dev.trellis.ui.api.record;

import dev.trellis.core.access.Actor;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.ui.api.ApiResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.JsonNodeFactory;

/** Tells, after somebody saved first, what stands there now beside what the caller wanted, field by field. */
final class ConflictJson {

    private final Records records;
    private final Actor.Person actor;

    ConflictJson(Records records, Actor.Person actor) {
        this.records = records;
        this.actor = actor;
    }

    /** @param changed the fields that others have changed since the version that the caller had seen */
    ApiResponse complete(ApiResponse refusal, Change.Update change, List<String> changed) {
        return switch (records.find(actor, change.entity(), change.id(), Set.of())) {
            case FindResult.Found(var current) -> refusal.withMember("differs", differs(current, change, changed));
            case FindResult.NotFound ignored -> refusal;
            case FindResult.Invalid ignored -> refusal;
        };
    }

    private Object differs(StoredRecord current, Change.Update change, List<String> changed) {
        var writer = new RecordJson(records.schema(actor));
        var theirs = writer.write(current);
        var list = JsonNodeFactory.instance.arrayNode();
        var fields = new TreeSet<>(changed);
        fields.addAll(change.values().keySet());
        for (var field : fields) {
            if (!theirs.path("values").has(field)) {
                continue;
            }
            var entry = list.addObject().put("field", field).put("changed", changed.contains(field));
            entry.set("theirs", theirs.path("values").path(field));
            if (theirs.path("labels").has(field)) {
                entry.set("theirsLabel", theirs.path("labels").path(field));
            }
            if (change.values().containsKey(field) && !(change.values().get(field) instanceof List<?>)) {
                entry.set(
                        "mine",
                        writer.value(change.entity(), field, change.values().get(field)));
            }
        }
        return list;
    }
}
