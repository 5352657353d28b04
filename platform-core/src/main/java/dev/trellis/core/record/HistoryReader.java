package dev.trellis.core.record;

import dev.trellis.core.access.Mask;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tells the story of a record by the rights of today. */
@Singleton
class HistoryReader {

    private static final int MOST = 500;
    private static final Pattern LINE = Pattern.compile("([a-z0-9_]+)\\[(-?\\d+)]\\.([a-z0-9_]+)");

    private final RecordStore store;
    private final HistoryStore history;
    private final Titles titles;

    HistoryReader(RecordStore store, HistoryStore history, Titles titles) {
        this.store = store;
        this.history = history;
        this.titles = titles;
    }

    HistoryResult read(Session session, String entity, RecordId id) {
        var shape = session.model().shape(entity);
        if (shape.isEmpty() || shape.get().isOwned()) {
            return new HistoryResult.NotFound();
        }
        var row = store.load(shape.get(), List.of(id), false).get(id);
        var rights = session.access(shape.get());
        if (row == null
                || !rights.may(Verb.READ, session.candidate(row))
                || !rights.may(Verb.HISTORY, session.candidate(row))) {
            return new HistoryResult.NotFound();
        }
        var kept = history.read(entity, id, MOST);
        var changes = new ArrayList<List<Change>>();
        kept.forEach(save -> changes.add(changes(session, row, save.changes())));
        var names = titles.read(session, references(changes));
        var entries = new ArrayList<HistoryResult.Entry>();
        for (int i = 0; i < kept.size(); i++) {
            var save = kept.get(i);
            var told = changes.get(i).stream()
                    .map(change -> told(session, change, names))
                    .toList();
            entries.add(new HistoryResult.Entry(save.at(), save.by(), save.byName(), save.door(), save.kind(), told));
        }
        return new HistoryResult.Entries(entries);
    }

    private record Change(
            String path,
            FieldShape field,
            @Nullable Object before,
            @Nullable Object after,
            boolean masked) {}

    private static List<Change> changes(Session session, Row row, JsonNode json) {
        var changes = new ArrayList<Change>();
        for (var entry : json.properties()) {
            field(session, row, entry.getKey()).ifPresent(field -> {
                var pair = entry.getValue();
                var masked = isMasked(session, row, entry.getKey());
                changes.add(new Change(
                        entry.getKey(),
                        field,
                        masked ? null : value(field, pair.path(0)),
                        masked ? null : value(field, pair.path(1)),
                        masked));
            });
        }
        return changes;
    }

    /** Finds the field of a path, where it still exists and the actor may read it on this record today. */
    private static Optional<FieldShape> field(Session session, Row row, String path) {
        var line = LINE.matcher(path);
        if (!line.matches()) {
            return readable(session, row.shape(), row, path);
        }
        return readable(session, row.shape(), row, line.group(1))
                .flatMap(FieldShape::lines)
                .flatMap(session.model()::shape)
                .flatMap(child -> readable(session, child, row, line.group(3)));
    }

    private static Optional<FieldShape> readable(Session session, Shape shape, Row row, String field) {
        return session.schema()
                .shape(shape.id(), field)
                .filter(_ -> right(session, shape, row, field) != FieldRight.NONE);
    }

    private static FieldRight right(Session session, Shape shape, Row row, String field) {
        var hidden = session.tasks().hidden(row.shape().id(), row.id());
        return hidden.contains(field) && shape == row.shape()
                ? FieldRight.NONE
                : session.access(shape).right(field, Verb.READ, session.candidate(row));
    }

    /** Tells whether the actor learns only that the field changed. */
    private static boolean isMasked(Session session, Row row, String path) {
        var line = LINE.matcher(path);
        if (!line.matches()) {
            return right(session, row.shape(), row, path) == FieldRight.MASKED;
        }
        return row.shape()
                .field(line.group(1))
                .flatMap(FieldShape::lines)
                .flatMap(session.model()::shape)
                .map(child -> right(session, child, row, line.group(3)) == FieldRight.MASKED)
                .orElse(true);
    }

    /** A value that the field's type of today cannot read any more is told as it was written. */
    private static @Nullable Object value(FieldShape field, JsonNode json) {
        if (json.isMissingNode() || field.seal() != null) {
            return null;
        }
        return switch (field.codec().fromJson(json)) {
            case Decoded.Value(var value) -> value;
            case Decoded.Refused _ -> json.isNull() ? null : json.toString();
        };
    }

    private static Map<String, Set<RecordId>> references(List<List<Change>> changes) {
        var wanted = new HashMap<String, Set<RecordId>>();
        changes.forEach(save -> save.forEach(change -> change.field()
                .target()
                .or(change.field()::listed)
                .ifPresent(target -> {
                    var ids = wanted.computeIfAbsent(target, _ -> new HashSet<>());
                    change.field().references(change.before()).forEach(ids::add);
                    change.field().references(change.after()).forEach(ids::add);
                })));
        return wanted;
    }

    private static HistoryResult.FieldChange told(Session session, Change change, Map<RecordId, String> names) {
        return new HistoryResult.FieldChange(
                change.path(),
                change.before(),
                change.after(),
                change.masked() ? Mask.HIDDEN : text(session, change.field(), change.before(), names),
                change.masked() ? Mask.HIDDEN : text(session, change.field(), change.after(), names),
                change.masked());
    }

    private static String text(Session session, FieldShape field, @Nullable Object value, Map<RecordId, String> names) {
        if (value instanceof RecordId id && field.target().isPresent()) {
            return names.getOrDefault(id, id.toString());
        }
        if (field.listed().isPresent()) {
            return field.references(value)
                    .map(id -> names.getOrDefault(id, id.toString()))
                    .collect(Collectors.joining("; "));
        }
        return field.codec().toText(value, session.actor().locale());
    }
}
