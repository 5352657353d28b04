package dev.trellis.core.record;

import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode.Category;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets the other engines speak before anything is written. */
final class RuleStage {

    private final Session session;
    private final List<RecordRule> rules;

    RuleStage(Session session, List<RecordRule> rules) {
        this.session = session;
        this.rules = rules;
    }

    void run(List<Pending> batch) {
        if (rules.isEmpty()) {
            return;
        }
        for (var pending : batch) {
            if (!pending.isOpen()) {
                continue;
            }
            switch (pending.change()) {
                case Change.Create _, Change.Update _, Change.Delete _, Change.Restore _ -> run(pending);
                case Change.Lock _ -> {}
            }
        }
    }

    /** Lets them add what they write themselves. */
    void complete(List<Pending> batch) {
        for (var pending : batch) {
            if (pending.writesValues()) {
                complete(pending);
            }
        }
    }

    private void complete(Pending pending) {
        var stored = pending.before();
        var before = stored == null ? null : record(stored);
        for (var rule : rules) {
            rule.complete(
                            session.actor(),
                            pending.shape().id(),
                            before,
                            record(pending.after()),
                            Set.copyOf(pending.written()))
                    .forEach((name, value) -> complete(pending, name, value));
        }
    }

    private static void complete(Pending pending, String name, @Nullable Object value) {
        switch (pending.shape().known(name).codec().normalise(value)) {
            case Decoded.Value(var normal) -> {
                if (!Values.equal(pending.after().get(name), normal)) {
                    pending.after().set(name, normal);
                    pending.completed().add(name);
                }
            }
            case Decoded.Refused(var problem) -> pending.fault(problem.under(name));
        }
    }

    /** Tells them what was written. */
    void written(List<Pending> batch) {
        for (var pending : batch) {
            if (!(pending.result() instanceof SaveResult.Saved)) {
                continue;
            }
            var stored = pending.before();
            var before = stored == null ? null : record(stored);
            switch (pending.change()) {
                case Change.Create _ -> written(pending, null, record(pending.after()));
                case Change.Update _ -> written(pending, before, record(pending.after()));
                case Change.Delete _ -> written(pending, before, null);
                case Change.Restore _, Change.Lock _ -> {}
            }
        }
    }

    private void written(Pending pending, @Nullable StoredRecord before, @Nullable StoredRecord after) {
        rules.forEach(rule -> rule.written(session.actor(), pending.shape().id(), before, after));
    }

    private void run(Pending pending) {
        var stored = pending.before();
        boolean isRestored = pending.change() instanceof Change.Restore;
        var after = pending.writesValues() || isRestored ? record(pending.after()) : null;
        // What comes back has not changed: it must hold today as it is.
        var before = isRestored ? after : stored == null ? null : record(stored);
        for (var rule : rules) {
            for (var problem : rule.check(session.actor(), pending.shape().id(), before, after)) {
                refuse(pending, problem);
            }
        }
    }

    private static void refuse(Pending pending, Problem problem) {
        if (problem.code().category() == Category.LOCKED && pending.isOpen()) {
            pending.close(new SaveResult.Locked(problem));
        } else if (problem.code().category() == Category.DENIED && pending.isOpen()) {
            pending.close(new SaveResult.Denied(problem));
        } else {
            pending.fault(problem);
        }
    }

    /** The row with every field, as rules read it; lines where they were read. */
    private static StoredRecord record(Row row) {
        var values = new HashMap<String, @Nullable Object>(row.values());
        for (var field : row.shape().lines()) {
            var lines = row.lines(field.id());
            if (lines != null) {
                values.put(field.id(), lines.stream().map(RuleStage::record).toList());
            }
        }
        return new StoredRecord(
                row.shape().id(),
                row.id(),
                row.version(),
                values,
                Map.of(),
                row.lock(),
                new StoredRecord.May(false, false, false, false));
    }
}
