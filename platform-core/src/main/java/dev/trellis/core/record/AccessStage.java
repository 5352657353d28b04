package dev.trellis.core.record;

import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks again, of the merged row: whether it may be so, and whether an approval lets it. */
final class AccessStage {

    private final Session session;

    AccessStage(Session session) {
        this.session = session;
    }

    void run(Pending pending) {
        if (!pending.isOpen()) {
            return;
        }
        var refusal = lockedBy(pending);
        if (refusal != null) {
            pending.close(new SaveResult.Locked(refusal));
            return;
        }
        if (pending.writesValues() && !mayBe(pending)) {
            pending.close(new SaveResult.Denied(
                    pending.written().contains(SystemFields.OWNER)
                            ? RecordProblem.mayNot(Verb.TRANSFER, pending.shape())
                                    .under(SystemFields.OWNER)
                            : RecordProblem.mayNot(pending.verb(), pending.shape())));
            return;
        }
        if (pending.writesValues()) {
            closedField(pending).ifPresent(problem -> pending.close(new SaveResult.Denied(problem)));
        }
    }

    /** Where rights depend on values, every written field must be open on the record as it will be, too. */
    private Optional<Problem> closedField(Pending pending) {
        var rights = session.access(pending.shape());
        if (rights.criteria().isEmpty()
                || isByTask(pending)
                || pending.written().contains(SystemFields.OWNER)) {
            return Optional.empty();
        }
        var candidate = session.candidate(pending.after());
        for (var name : pending.written()) {
            var names = name.split("\\.", 2);
            if (pending.isOpened(names[0])) {
                continue;
            }
            var field = pending.shape().known(names[0]);
            var child =
                    names.length == 1 ? Optional.<Shape>empty() : field.lines().flatMap(session.model()::shape);
            var right =
                    child.map(session::access).orElse(rights).right(names[names.length - 1], pending.verb(), candidate);
            if (right != FieldRight.WRITE) {
                return Optional.of(RecordProblem.of(
                        RecordProblem.FIELD_NOT_WRITABLE,
                        name,
                        child.map(lines -> lines.known(names[1])).orElse(field)));
            }
        }
        return Optional.empty();
    }

    /** Whoever gives a record away may give it out of the own reach; nothing else moves a record. */
    private boolean mayBe(Pending pending) {
        var candidate = session.candidate(pending.after());
        var rights = session.access(pending.shape());
        if (isByTask(pending)) {
            return true;
        }
        if (pending.written().contains(SystemFields.OWNER)) {
            return !pending.isCreate() || rights.may(Verb.CREATE, candidate) || rights.may(Verb.TRANSFER, candidate);
        }
        return rights.may(pending.verb(), candidate);
    }

    /** Tells whether only what is open lets the actor change the record, which opens single fields and no more. */
    private boolean isByTask(Pending pending) {
        var before = pending.before();
        return pending.isGranted()
                && (before == null
                        || before.lock() != null
                        || !session.access(pending.shape()).may(pending.verb(), session.candidate(before)));
    }

    private @Nullable Problem lockedBy(Pending pending) {
        var row = pending.before();
        if (row == null || row.lock() == null) {
            return null;
        }
        return switch (pending.change()) {
            case Change.Create _, Change.Lock _, Change.Restore _ -> null;
            case Change.Delete _ -> locked(row);
            case Change.Update _ -> isOpen(pending, row) ? null : locked(row);
        };
    }

    private boolean isOpen(Pending pending, Row row) {
        var open = session.actor() instanceof Actor.Automation automation
                ? automation.fields()
                : Set.copyOf(row.openFields());
        return pending.written().stream()
                .allMatch(name -> open.contains(name) || open.contains(name.replaceFirst("\\..*", "")));
    }

    static Problem locked(Row row) {
        return Problem.at("", RecordProblem.RECORD_LOCKED)
                .with("entity", row.shape().entity().label());
    }
}
