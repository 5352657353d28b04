package dev.trellis.workflow.notify;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people are told, and how they want it. Everybody sees only their own. */
@Singleton
public final class Notifications {

    /** How many notices can be read at once. */
    public static final int MAX_LIMIT = 100;

    private final UnitOfWork unit;
    private final NoticeStore store;
    private final Records records;
    private final LiveMetadata live;
    private final DatabaseClock clock;

    Notifications(UnitOfWork unit, NoticeStore store, Records records, LiveMetadata live, DatabaseClock clock) {
        this.unit = unit;
        this.store = store;
        this.records = records;
        this.live = live;
        this.clock = clock;
    }

    /** Tells people something in a rule's own words, in the unit of work under way; read in whatever language by then. */
    public void tell(Collection<RecordId> people, Label text, String entity, @Nullable RecordId record) {
        tell(people, NoticeKind.RULE, text.texts(), entity, record, null);
    }

    void tell(
            Collection<RecordId> people,
            NoticeKind kind,
            Map<String, String> facts,
            String entity,
            @Nullable RecordId record,
            @Nullable RecordId task) {
        unit.run(() -> {
            var now = clock.instant();
            var zone = ZoneId.of(live.current().workspace().zone());
            for (var person : new LinkedHashSet<>(people)) {
                var settings = store.settings(person);
                if (!settings.muted().contains(kind)) {
                    store.insert(
                            person,
                            kind,
                            facts,
                            entity,
                            record,
                            task,
                            now,
                            settings.mailDue(now, zone).orElse(null));
                }
            }
        });
    }

    /** Returns a person's notices, newest first. */
    public List<Notice> list(Actor.Person person, boolean unreadOnly, @Nullable RecordId before, int limit) {
        return unit.run(
                () -> shown(person, store.list(person.user(), unreadOnly, before, Math.clamp(limit, 1, MAX_LIMIT))));
    }

    public int unread(Actor.Person person) {
        return unit.run(() -> store.unread(person.user()));
    }

    /** Marks one as read; false if the person has none of that id. */
    public boolean read(Actor.Person person, RecordId id) {
        return unit.run(() -> store.read(person.user(), id));
    }

    public void readAll(Actor.Person person) {
        unit.run(() -> store.readAll(person.user()));
    }

    public NoticeSettings settings(Actor.Person person) {
        return unit.run(() -> store.settings(person.user()));
    }

    public void settings(Actor.Person person, NoticeSettings settings) {
        unit.run(() -> store.settings(person.user(), settings));
    }

    /** Puts notices into words; the title of a record only where the reader may see it today. */
    List<Notice> shown(Actor.Person reader, List<NoticeRow> rows) {
        var titles = titles(reader, rows);
        return rows.stream()
                .map(row -> new Notice(
                        row.id(),
                        row.kind(),
                        text(reader, row, titles.getOrDefault(row.record(), "")),
                        path(row),
                        row.task(),
                        row.at(),
                        row.read()))
                .toList();
    }

    private String text(Actor.Person reader, NoticeRow row, String title) {
        if (row.kind() == NoticeKind.RULE) {
            // Before, the text was kept in one language only.
            var kept = row.facts().get("text");
            return kept != null ? kept : new Label(row.facts()).text(reader.locale());
        }
        var metadata = live.current();
        var facts = new HashMap<String, Object>(row.facts());
        var entity = metadata.entity(row.entity())
                .map(EntityDefinition::label)
                .map(label -> label.text(reader.locale()))
                .orElse("");
        facts.put("what", title.isEmpty() ? entity : entity + " " + title);
        return Messages.text("notice." + row.kind().key(), reader.locale(), facts);
    }

    private static String path(NoticeRow row) {
        return row.record() == null ? "" : "records/" + row.entity() + "/" + row.record();
    }

    private Map<RecordId, String> titles(Actor.Person reader, List<NoticeRow> rows) {
        var schema = records.schema(reader);
        var titles = new LinkedHashMap<RecordId, String>();
        var byEntity = rows.stream()
                .filter(row -> row.record() != null)
                .collect(Collectors.groupingBy(
                        NoticeRow::entity, Collectors.mapping(NoticeRow::record, Collectors.toSet())));
        byEntity.forEach((name, ids) -> schema.metadata().entity(name).ifPresent(entity -> {
            for (var record : records.among(reader, name, ids, Set.of(entity.title()))) {
                titles.put(record.id(), title(reader, record, entity));
            }
            // Whoever may see a record only while a task is open is asked one by one.
            ids.stream().filter(id -> !titles.containsKey(id)).forEach(id -> {
                if (records.find(reader, name, id, Set.of(entity.title())) instanceof FindResult.Found(var record)) {
                    titles.put(id, title(reader, record, entity));
                }
            });
        }));
        return titles;
    }

    /** What is not there for the reader is no value of the record. */
    private static String title(Actor.Person reader, StoredRecord record, EntityDefinition entity) {
        var label = record.labels().get(entity.title());
        return label != null
                ? label
                : entity.field(entity.title())
                        .filter(_ -> record.values().containsKey(entity.title()))
                        .map(field -> field.type().codec().toText(record.value(entity.title()), reader.locale()))
                        .orElse("");
    }
}
