package dev.trellis.core.record;

import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode.Category;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
                case Change.Create _, Change.Update _, Change.Delete _ -> run(pending);
                // Its values are those that passed the rules before.
                case Change.Restore _ -> {}
                case Change.Lock _ -> {}
            }
        }
    }

    private void run(Pending pending) {
        var stored = pending.before();
        var before = stored == null ? null : record(stored);
        var after = pending.writesValues() ? record(pending.after()) : null;
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
