package dev.trellis.core.record;

import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.TargetGone;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Follows what relations say about deleting: whether something stands against it, what goes along and which references
 * become blank. The designer decides it for everybody, so no right on the records behind is asked; approval locks are.
 */
@Singleton
class Departures {

    private static final int MOST = 1_000;

    private final RecordStore store;
    private final References references;
    private final LinkWriter links;
    private final Sql sql;

    Departures(RecordStore store, References references, LinkWriter links, Sql sql) {
        this.store = store;
        this.references = references;
        this.links = links;
        this.sql = sql;
    }

    private record Relation(Shape shape, FieldShape field, TargetGone rule) {}

    /** Finds what would go along with each delete, or what stands against it. */
    void check(Session session, List<Pending> batch) {
        var going = new HashSet<RecordId>();
        batch.stream()
                .filter(pending -> pending.change() instanceof Change.Delete)
                .forEach(pending -> going.add(((Change.Delete) pending.change()).id()));
        for (var pending : batch) {
            var row = pending.before();
            if (pending.isOpen() && pending.change() instanceof Change.Delete && row != null) {
                check(session, pending, row, going);
            }
        }
    }

    private void check(Session session, Pending pending, Row first, Set<RecordId> going) {
        var rows = new ArrayList<Row>();
        var cleared = new ArrayList<Departure.Cleared>();
        var seen = new HashSet<>(going);
        var open = new ArrayDeque<Row>(List.of(first));
        while (!open.isEmpty()) {
            var row = open.removeFirst();
            for (var relation : relations(session.model(), row.shape())) {
                var ids = new TreeSet<>(
                        references.referring(relation.shape(), relation.field(), List.of(row.id()), MOST + 1));
                ids.removeAll(seen);
                if (ids.isEmpty()) {
                    continue;
                }
                if (relation.rule() == TargetGone.REFUSE || ids.size() + rows.size() + cleared.size() > MOST) {
                    pending.fault(Problem.at(
                                    "",
                                    relation.rule() == TargetGone.REFUSE
                                            ? RecordProblem.STILL_REFERRED_TO
                                            : RecordProblem.TOO_MUCH_GOES)
                            .with("entity", row.shape().entity().label())
                            .with("other", relation.shape().entity().label())
                            .with("limit", MOST));
                    return;
                }
                if (relation.rule() == TargetGone.CLEAR) {
                    ids.forEach(
                            id -> cleared.add(new Departure.Cleared(relation.shape(), relation.field(), id, row.id())));
                    continue;
                }
                for (var child : store.load(relation.shape(), ids, true).values()) {
                    if (child.lock() != null) {
                        pending.close(new SaveResult.Locked(AccessStage.locked(child)));
                        return;
                    }
                    seen.add(child.id());
                    rows.add(child);
                    open.addLast(child);
                }
            }
        }
        cleared.removeIf(link -> seen.contains(link.record()));
        pending.departure(new Departure(rows, cleared));
    }

    /** Lines have no life of their own: a relation of theirs can refuse or become blank, not take them away. */
    private static List<Relation> relations(Model model, Shape target) {
        var relations = new ArrayList<Relation>();
        for (var definition : model.metadata().entities()) {
            var shape = model.known(definition.id());
            for (var field : shape.designed()) {
                var rule = field.definition().type().targetGone();
                if (rule != TargetGone.KEEP
                        && field.isStored()
                        && field.target().filter(target.id()::equals).isPresent()) {
                    relations.add(new Relation(
                            shape, field, shape.isOwned() && rule == TargetGone.CASCADE ? TargetGone.CLEAR : rule));
                }
            }
        }
        return relations;
    }

    /** Makes references blank and notes everything that went along, after the records are gone. */
    void follow(Session session, List<Pending> batch) {
        for (var pending : batch) {
            var departure = pending.departure();
            if (!(pending.change() instanceof Change.Delete delete)
                    || !(pending.result() instanceof SaveResult.Saved)
                    || departure.equals(Departure.ALONE)) {
                continue;
            }
            var effects = new ArrayList<List<@Nullable Object>>();
            departure
                    .rows()
                    .forEach(row -> effects.add(
                            List.of(delete.id(), "CASCADED", row.shape().id(), "", row.id(), 0L)));
            departure
                    .links()
                    .forEach(link -> effects.add(List.of(
                            delete.id(),
                            "CLEARED",
                            link.shape().id(),
                            link.field().id(),
                            link.record(),
                            link.ledTo())));
            sql.batch("""
                    INSERT INTO t_delete_effect (record_id, effect, entity, field, other_id, led_to)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """, effects);
            write(session, departure.links(), false);
        }
    }

    private void write(Session session, List<Departure.Cleared> cleared, boolean back) {
        var byShape = new TreeMap<String, Map<RecordId, List<LinkWriter.Target>>>();
        cleared.forEach(link -> byShape.computeIfAbsent(link.shape().id(), _ -> new TreeMap<>())
                .computeIfAbsent(link.record(), _ -> new ArrayList<>())
                .add(new LinkWriter.Target(link.field(), back ? link.ledTo() : null)));
        byShape.forEach((shape, wanted) -> links.write(session, session.model().known(shape), wanted));
    }

    private record Effect(String kind, String entity, String field, RecordId other, RecordId ledTo) {}

    /** Finds what comes back along with a record that is restored. */
    void gather(Session session, List<Pending> batch) {
        for (var pending : batch) {
            var before = pending.before();
            if (!pending.isOpen() || !(pending.change() instanceof Change.Restore) || before == null) {
                continue;
            }
            var rows = new ArrayList<Row>();
            var cleared = new ArrayList<Departure.Cleared>();
            for (var effect : effects(before.id())) {
                var shape = session.model().shape(effect.entity());
                if (shape.isEmpty()) {
                    continue;
                }
                if (effect.kind().equals("CASCADED")) {
                    store.loadDeleted(shape.get(), List.of(effect.other()), true).values().stream()
                            .filter(row ->
                                    Values.equal(row.get(SystemFields.DELETED_AT), before.get(SystemFields.DELETED_AT)))
                            .forEach(rows::add);
                } else {
                    var field = shape.get().field(effect.field());
                    store.load(shape.get(), List.of(effect.other()), true).values().stream()
                            .filter(row -> field.isPresent() && row.get(effect.field()) == null)
                            .forEach(row -> cleared.add(
                                    new Departure.Cleared(shape.get(), field.orElseThrow(), row.id(), effect.ledTo())));
                }
            }
            pending.departure(new Departure(rows, cleared));
        }
    }

    private List<Effect> effects(RecordId record) {
        return sql.list(
                """
                SELECT effect, entity, field, other_id, led_to
                FROM t_delete_effect
                WHERE record_id = ?
                ORDER BY entity, other_id
                """,
                row -> new Effect(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        new RecordId(row.getLong(4)),
                        new RecordId(row.getLong(5))),
                record);
    }

    /** Lets references lead to a restored record again. */
    void back(Session session, List<Pending> batch) {
        for (var pending : batch) {
            if (pending.change() instanceof Change.Restore restore && pending.result() instanceof SaveResult.Saved) {
                write(session, pending.departure().links(), true);
                sql.update("DELETE FROM t_delete_effect WHERE record_id = ?", restore.id());
            }
        }
    }
}
