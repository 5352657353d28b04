package dev.trellis.core.record;

import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
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
        }
    }

    /** Whoever gives a record away may give it out of the own reach; nothing else moves a record. */
    private boolean mayBe(Pending pending) {
        var row = pending.after();
        var rights = session.access(pending.shape());
        if (pending.isGranted()) {
            return true;
        }
        if (pending.written().contains(SystemFields.OWNER)) {
            return !pending.isCreate()
                    || rights.may(Verb.CREATE, row.owner(), row.department())
                    || rights.may(Verb.TRANSFER, row.owner(), row.department());
        }
        return rights.may(pending.verb(), row.owner(), row.department());
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
