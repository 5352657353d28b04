package dev.trellis.workflow.paper;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Standing;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.print.PrintResult;
import dev.trellis.core.print.Prints;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Shows the papers of requests. A paper is put together for each reader anew, with the values of then and the rights of
 * today, so that none ever holds what its reader may not see in the record.
 */
@Singleton
public final class Papers {

    private final Records records;
    private final Prints prints;
    private final PaperStore store;
    private final UnitOfWork unit;

    Papers(Records records, Prints prints, PaperStore store, UnitOfWork unit) {
        this.records = records;
        this.prints = prints;
        this.store = store;
        this.unit = unit;
    }

    /** Returns the paper of a request about a record. */
    public Paper find(Actor.Person person, String entity, RecordId record, RecordId instance) {
        return switch (prints.prepare(person, entity, record)) {
            case PrintResult.Denied(var problem) -> new Paper.Denied(problem);
            case PrintResult.NotFound _ -> new Paper.NotFound();
            case PrintResult.Ready(var seen) ->
                unit.run(() -> store.find(instance))
                        .filter(kept ->
                                kept.entity().equals(entity) && kept.record().equals(record))
                        .<Paper>map(kept -> new Paper.Ready(asOf(person, seen, kept), kept.state(), kept.at()))
                        .orElseGet(Paper.NotFound::new);
        };
    }

    /** The record of then, as far as the reader sees it today; what is shown to them in part is left out. */
    private StoredRecord asOf(Actor.Person person, StoredRecord seen, PaperStore.Kept kept) {
        var schema = records.schema(person, kept.entity(), kept.record());
        var standing = records.standing(person, kept.entity(), kept.record());
        return read(
                schema,
                kept.entity(),
                kept.record(),
                kept.version(),
                kept.content(),
                field -> seen.values().containsKey(field.id())
                        && standing.filter(found -> mayRead(found, field.id())).isPresent());
    }

    private static boolean mayRead(Standing standing, String field) {
        return isWhole(standing.fields().getOrDefault(field, FieldRight.NONE))
                || isWhole(standing.taskFields().getOrDefault(field, FieldRight.NONE));
    }

    private static boolean isWhole(FieldRight right) {
        return right == FieldRight.READ || right == FieldRight.WRITE;
    }

    private static StoredRecord read(
            VisibleSchema schema,
            String entity,
            RecordId id,
            int version,
            JsonNode content,
            Predicate<FieldDefinition> shown) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        var labels = new LinkedHashMap<String, String>();
        for (var field : schema.fields(entity)) {
            var kept = content.path(field.id());
            if (kept.isMissingNode() || !shown.test(field)) {
                continue;
            }
            var value = value(schema, field, kept.path("value"));
            if (value.isPresent()) {
                values.put(field.id(), value.get().carrier());
                Optional.ofNullable(kept.get("label")).ifPresent(label -> labels.put(field.id(), label.asString()));
            }
        }
        return new StoredRecord(
                entity, id, version, values, labels, null, new StoredRecord.May(false, false, false, false));
    }

    private record Value(@Nullable Object carrier) {}

    /** Empty where the field has become something else since. */
    private static Optional<Value> value(VisibleSchema schema, FieldDefinition field, JsonNode kept) {
        var child = child(field);
        if (child.isPresent()) {
            return kept.isArray() ? Optional.of(new Value(lines(schema, child.get(), kept))) : Optional.empty();
        }
        return field.type().codec().fromJson(kept) instanceof Decoded.Value(var value)
                ? Optional.of(new Value(value))
                : Optional.empty();
    }

    private static Optional<String> child(FieldDefinition field) {
        return field.type().editor() instanceof Editor.Lines(var entity) ? Optional.of(entity) : Optional.empty();
    }

    private static List<StoredRecord> lines(VisibleSchema schema, String entity, JsonNode kept) {
        var lines = new ArrayList<StoredRecord>();
        for (var line : kept) {
            lines.add(read(
                    schema,
                    entity,
                    new RecordId(lines.size() + 1L),
                    1,
                    line,
                    field -> isWhole(schema.right(entity, field.id()))));
        }
        return lines;
    }
}
