package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.approval.ApprovalView.Changed;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Tells what has changed in a record between the last two times it was submitted or sent back. */
@Singleton
final class Changes {

    private final Records records;
    private final SnapshotStore snapshots;

    Changes(Records records, SnapshotStore snapshots) {
        this.records = records;
        this.snapshots = snapshots;
    }

    /** Only fields that the reader sees in the record today. */
    List<Changed> of(Actor actor, Instance instance) {
        var taken = snapshots.of(instance.id());
        if (taken.size() < 2
                || !(records.find(actor, instance.entity(), instance.record(), Set.of())
                        instanceof FindResult.Found(var seen))) {
            return List.of();
        }
        var before = taken.get(taken.size() - 2).content();
        var after = taken.getLast().content();
        var differing = SnapshotStore.differing(before, after);
        return records
                .schema(actor)
                .metadata()
                .entity(instance.entity())
                .map(EntityDefinition::fields)
                .orElse(List.of())
                .stream()
                .filter(field -> differing.contains(field.id()) && seen.values().containsKey(field.id()))
                .map(field -> new Changed(
                        field.id(),
                        field.label(),
                        text(field, before.path(field.id()), actor.locale()),
                        text(field, after.path(field.id()), actor.locale())))
                .toList();
    }

    private static String text(FieldDefinition field, JsonNode kept, Locale locale) {
        if (kept.has("label")) {
            return kept.path("label").asString();
        }
        var value = kept.path("value");
        if (value.isArray() && value.valueStream().allMatch(JsonNode::isObject)) {
            return "(%d)".formatted(value.size());
        }
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return field.type().codec().fromJson(value) instanceof Decoded.Value(var decoded)
                ? field.type().codec().toText(decoded, locale)
                : "";
    }
}
