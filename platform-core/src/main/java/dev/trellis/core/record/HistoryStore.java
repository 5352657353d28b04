package dev.trellis.core.record;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SystemFields;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Keeps one row per save: {@code {"total": [old, new], "lines[2].quantity": [old, new]}}; a creation keeps no values. */
@Singleton
class HistoryStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Sql sql;
    private final RecordIds ids;

    HistoryStore(Sql sql, RecordIds ids) {
        this.sql = sql;
        this.ids = ids;
    }

    /** One save as it goes into the journal. The fields are its own ones that differ. */
    record Saved(Row after, @Nullable Row before, HistoryResult.Kind kind, Set<String> fields) {}

    /** One save as it is kept; what the changes mean, today's rights decide. */
    record Kept(
            Instant at, @Nullable RecordId by, String byName, String door, HistoryResult.Kind kind, JsonNode changes) {}

    void append(Session session, List<Saved> saves) {
        var rows = new ArrayList<List<@Nullable Object>>(saves.size());
        var door = door(session.actor());
        var name = session.person().map(Actor.Person::name).orElse("Trellis");
        for (var save : saves) {
            var row = new ArrayList<@Nullable Object>();
            row.add(ids.next());
            row.add(save.after().shape().id());
            row.add(save.after().id());
            row.add(save.after().version());
            row.add(save.kind());
            row.add(door);
            row.add(save.after().get(SystemFields.CHANGED_AT) instanceof Instant at ? at : session.now());
            row.add(save.after().reference(SystemFields.CHANGED_BY));
            row.add(name);
            row.add(JSON.writeValueAsString(changes(save)));
            rows.add(row);
        }
        sql.batch("""
                INSERT INTO t_record_history
                    (id, entity, record_id, version, kind, door, changed_at, changed_by, changed_by_name, changes)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, rows);
    }

    /** Reads the saves of a record, newest first. */
    List<Kept> read(String entity, RecordId record, int limit) {
        return sql.list(
                """
                SELECT changed_at, changed_by, changed_by_name, door, kind, changes
                FROM t_record_history
                WHERE record_id = ? AND entity = ?
                ORDER BY id DESC
                LIMIT ?
                """,
                row -> {
                    long by = row.getLong("changed_by");
                    return new Kept(
                            Sql.instant(row, "changed_at"),
                            row.wasNull() ? null : new RecordId(by),
                            row.getString("changed_by_name"),
                            row.getString("door"),
                            HistoryResult.Kind.valueOf(row.getString("kind")),
                            JSON.readTree(row.getString("changes")));
                },
                record,
                entity,
                limit);
    }

    /** Returns the fields changed by the saves after a version, lines as their field. */
    Set<String> changedSince(RecordId record, int version) {
        var changes = sql.list("""
                SELECT changes
                FROM t_record_history
                WHERE record_id = ? AND version > ?
                ORDER BY id
                """, row -> JSON.readTree(row.getString("changes")), record, version);
        var fields = new LinkedHashSet<String>();
        for (var change : changes) {
            change.propertyNames().forEach(path -> fields.add(path.replaceFirst("\\[.*", "")));
        }
        return fields;
    }

    private static String door(Actor actor) {
        return switch (actor) {
            case Actor.Person person -> person.via().name().toLowerCase(Locale.ROOT);
            case Actor.Automation _ -> "flow";
            case Actor.Platform _ -> "platform";
        };
    }

    private static ObjectNode changes(Saved save) {
        var changes = JsonNodeFactory.instance.objectNode();
        var before = save.before();
        if (before == null || save.kind() == HistoryResult.Kind.DELETED || save.kind() == HistoryResult.Kind.RESTORED) {
            return changes;
        }
        fields(changes, "", before, save.after(), save.after().shape());
        for (var field : save.after().shape().lines()) {
            lines(changes, field, before, save.after());
        }
        return changes;
    }

    private static void lines(ObjectNode changes, FieldShape field, Row before, Row after) {
        var rows = after.lines(field.id());
        var old = before.lines(field.id());
        if (rows == null || old == null) {
            return;
        }
        var stored = new HashMap<RecordId, Row>();
        old.forEach(row -> stored.put(row.id(), row));
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            fields(changes, field.id() + "[" + i + "].", stored.remove(row.id()), row, row.shape());
        }
        stored.values()
                .forEach(gone -> fields(changes, field.id() + "[-" + gone.position() + "].", gone, null, gone.shape()));
    }

    private static void fields(
            ObjectNode changes, String prefix, @Nullable Row before, @Nullable Row after, Shape shape) {
        for (var field : shape.stored()) {
            if (field.isSystem() && !field.id().equals(SystemFields.OWNER)) {
                continue;
            }
            var old = before == null ? null : before.get(field.id());
            var now = after == null ? null : after.get(field.id());
            if (!Values.equal(old, now)) {
                var pair = changes.putArray(prefix + field.id());
                if (field.seal() == null) {
                    pair.add(field.codec().toJson(old)).add(field.codec().toJson(now));
                }
            }
        }
    }
}
