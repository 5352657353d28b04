package dev.trellis.core.record;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lays what the caller gave over what is stored: every name must exist for the actor and be open to writing, every
 * value must be one of the field's type.
 */
final class Merge {

    /** What the installation may set besides: a demo set has a past. */
    private static final Set<String> INSTALLED = Set.of(
            SystemFields.OWNER,
            SystemFields.CREATED_AT,
            SystemFields.CREATED_BY,
            SystemFields.CHANGED_AT,
            SystemFields.CHANGED_BY);

    private final Session session;
    private final RecordIds ids;
    private final LineMerge lines;

    Merge(Session session, RecordIds ids) {
        this.session = session;
        this.ids = ids;
        this.lines = new LineMerge(session, ids);
    }

    void run(Pending pending) {
        switch (pending.change()) {
            case Change.Create create -> {
                var row = fresh(pending.shape());
                row.set(SystemFields.OWNER, session.user());
                row.set(SystemFields.CREATED_BY, session.user());
                row.set(SystemFields.CHANGED_BY, session.user());
                pending.numbers().forEach(row::set);
                pending.after(row);
                // A record is written as its creator's own before it is given to somebody else.
                var values = new LinkedHashMap<String, @Nullable Object>(create.values());
                var owner = values.remove(SystemFields.OWNER);
                values(pending, values);
                if (owner != null && pending.isOpen()) {
                    values(pending, Map.of(SystemFields.OWNER, owner));
                }
            }
            case Change.Update update -> {
                var before = pending.before();
                if (before != null) {
                    pending.after(before.copy());
                    values(pending, update.values());
                }
            }
            case Change.Delete _, Change.Restore _, Change.Lock _ -> {}
        }
    }

    private Row fresh(Shape shape) {
        var row = new Row(shape, ids.next(), Map.of());
        shape.stored().forEach(field -> {
            if (!field.id().equals(SystemFields.ID)) {
                row.set(field.id(), null);
            }
        });
        shape.lines().forEach(field -> row.lines(field.id(), java.util.List.of()));
        row.set(SystemFields.VERSION, BigDecimal.ONE);
        row.set(SystemFields.CREATED_AT, session.now());
        row.set(SystemFields.CHANGED_AT, session.now());
        return row;
    }

    private void values(Pending pending, Map<String, @Nullable Object> values) {
        values.forEach((name, value) -> {
            var found = pending.shape().field(name).filter(field -> pending.knows(session, field));
            if (found.isEmpty()) {
                pending.fault(RecordProblem.unknownField(
                        RecordProblem.UNKNOWN_FIELD, name, name, pending.shape(), session.schema()));
                return;
            }
            var field = found.get();
            var refusal = refusal(pending, field);
            if (refusal != null) {
                refuse(pending, refusal);
            } else if (field.lines().isPresent()) {
                lines.run(pending, field, value);
            } else {
                set(pending, field, value);
            }
        });
    }

    private @Nullable Problem refusal(Pending pending, FieldShape field) {
        if (field.isSystem()) {
            var open = session.isInstall() && INSTALLED.contains(field.id());
            return open || field.id().equals(SystemFields.OWNER)
                    ? null
                    : RecordProblem.of(RecordProblem.READ_ONLY_FIELD, field.id(), field);
        }
        if (field.isComputed()) {
            return RecordProblem.of(RecordProblem.READ_ONLY_FIELD, field.id(), field);
        }
        return pending.right(session, field) == FieldRight.WRITE
                ? null
                : RecordProblem.of(RecordProblem.FIELD_NOT_WRITABLE, field.id(), field);
    }

    /** A refusal for want of a right ends the change; a wrong name or value is collected with the others. */
    static void refuse(Pending pending, Problem problem) {
        switch (problem.code().category()) {
            case DENIED -> {
                if (pending.isOpen()) {
                    pending.close(new SaveResult.Denied(problem));
                }
            }
            case MALFORMED, INVALID, CONFLICT, STALE, NOT_FOUND, LOCKED, UNAVAILABLE, INTERNAL ->
                pending.fault(problem);
        }
    }

    private void set(Pending pending, FieldShape field, @Nullable Object value) {
        switch (field.codec().normalise(value)) {
            case Decoded.Refused(var problem) ->
                pending.fault(problem.under(field.id())
                        .with("field", field.definition().label()));
            case Decoded.Value(var normal) -> {
                var row = pending.after();
                if (field.id().equals(SystemFields.OWNER)) {
                    setOwner(pending, row, normal);
                } else if (!Values.equal(row.get(field.id()), normal)) {
                    row.set(field.id(), normal);
                    pending.written().add(field.id());
                }
            }
        }
    }

    private void setOwner(Pending pending, Row row, @Nullable Object owner) {
        var before = pending.before();
        var was = before == null ? session.user() : before.owner();
        if (Values.equal(was, owner)) {
            return;
        }
        var rights = session.access(pending.shape());
        var may = before == null ? rights.may(Verb.TRANSFER) : rights.may(Verb.TRANSFER, session.candidate(before));
        if (!may) {
            refuse(pending, RecordProblem.mayNot(Verb.TRANSFER, pending.shape()).under(SystemFields.OWNER));
            return;
        }
        row.set(SystemFields.OWNER, owner);
        pending.written().add(SystemFields.OWNER);
    }
}
