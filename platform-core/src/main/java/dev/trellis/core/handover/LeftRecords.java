package dev.trellis.core.handover;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.AggregateResult;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordAggregate;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The records that somebody owns, the people whom they lead, the departments that they head: all through the gate. */
@Singleton
final class LeftRecords implements Legacy {

    private static final String OWNED = "records/";
    private static final String LED = "led";
    private static final String HEADED = "headed";
    private static final int AT_ONCE = 100;
    private static final RecordAggregate.Measure COUNT =
            new RecordAggregate.Measure(RecordAggregate.Function.COUNT, null);

    private final Records records;

    LeftRecords(Records records) {
        this.records = records;
    }

    /** Where somebody's name stands: in this field of these records. */
    private record Where(String entity, String field) {}

    private static Where where(String part) {
        return switch (part) {
            case LED -> new Where("user", "manager");
            case HEADED -> new Where("department", "head");
            default -> new Where(part.substring(OWNED.length()), SystemFields.OWNER);
        };
    }

    @Override
    public boolean knows(String part) {
        return part.startsWith(OWNED) || part.equals(LED) || part.equals(HEADED);
    }

    @Override
    public List<Part> parts(Actor.Person asker, RecordId user) {
        var parts = new ArrayList<Part>();
        var schema = records.schema(asker);
        for (EntityDefinition entity : schema.entities()) {
            if (entity.ownedBy() == null
                    && schema.may(entity.id(), Verb.READ)
                    && schema.field(entity.id(), SystemFields.OWNER).isPresent()) {
                part(asker, OWNED + entity.id(), entity.plural(), user).ifPresent(parts::add);
            }
        }
        part(asker, LED, text("handover.part.led"), user).ifPresent(parts::add);
        part(asker, HEADED, text("handover.part.headed"), user).ifPresent(parts::add);
        return parts;
    }

    private static Label text(String key) {
        return Label.of(Messages.text(key, Locale.ENGLISH), Messages.text(key, Locale.SIMPLIFIED_CHINESE));
    }

    private Optional<Part> part(Actor.Person asker, String id, Label label, RecordId user) {
        var where = where(id);
        if (records.schema(asker).field(where.entity(), where.field()).isEmpty()) {
            return Optional.empty();
        }
        var counted = new RecordAggregate(
                where.entity(), List.of(), List.of(COUNT), where.field() + " = :user", Map.of("user", user));
        return records.aggregate(asker, counted) instanceof AggregateResult.Rows(var rows)
                        && !rows.isEmpty()
                        && rows.getFirst().measures().getFirst() instanceof BigDecimal number
                        && number.signum() > 0
                ? Optional.of(new Part(id, label, number.longValueExact(), false, true))
                : Optional.empty();
    }

    @Override
    public Given give(Actor.Person asker, String part, RecordId from, RecordId to, int after) {
        var where = where(part);
        var query = RecordQuery.of(where.entity(), List.of())
                .filtered(where.field() + " = :user", Map.of("user", from))
                .page(after, AT_ONCE);
        if (!(records.query(asker, query) instanceof QueryResult.Page(var items, var next, var count))) {
            return new Given(0, 0, true);
        }
        var changes = items.stream()
                .<Change>map(record ->
                        new Change.Update(where.entity(), record.id(), record.version(), Map.of(where.field(), to)))
                .toList();
        var results = records.apply(asker, changes, Records.Mode.EACH);
        int done = count(results, SaveResult.Saved.class);
        // Somebody else was faster with these: they are looked at again, as they are then.
        int overtaken = count(results, SaveResult.Conflict.class);
        return new Given(done, items.size() - done - overtaken, items.size() < AT_ONCE && overtaken == 0);
    }

    private static int count(List<SaveResult> results, Class<? extends SaveResult> kind) {
        return (int) results.stream().filter(kind::isInstance).count();
    }
}
