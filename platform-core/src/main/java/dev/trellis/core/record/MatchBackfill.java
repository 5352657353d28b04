package dev.trellis.core.record;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.duplicate.DuplicateRule;
import dev.trellis.core.duplicate.MatchKeys;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.DuplicateDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.publish.AfterPublish;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the keys of new and changed duplicate rules for the records that were there before, some per unit of work: a
 * crash costs nothing and any node goes on.
 */
@Singleton
class MatchBackfill implements AfterPublish {

    private static final int BATCH = 500;
    private static final int STEPS_AT_ONCE = 20;

    private final UnitOfWork unit;
    private final Sql sql;
    private final RecordIds ids;
    private final LiveModel live;
    private final References references;
    private final RecordStore store;
    private final MatchKeys keys;

    MatchBackfill(
            UnitOfWork unit,
            Sql sql,
            RecordIds ids,
            LiveModel live,
            References references,
            RecordStore store,
            MatchKeys keys) {
        this.unit = unit;
        this.sql = sql;
        this.ids = ids;
        this.live = live;
        this.references = references;
        this.store = store;
        this.keys = keys;
    }

    private record Job(RecordId id, String rule, RecordId after) {}

    @Override
    public void follow(Metadata before, Metadata after) {
        var was = new TreeMap<String, DuplicateDefinition>();
        before.all(DuplicateDefinition.class).forEach(rule -> was.put(rule.id(), rule));
        boolean added = false;
        for (var rule : after.all(DuplicateDefinition.class)) {
            var old = was.remove(rule.id());
            if (old == null || !isSame(old, rule)) {
                forget(rule);
                boolean isNew = old == null && before.entity(rule.sought()).isEmpty();
                if (!isNew) {
                    unit.run(() -> add("publish " + after.version() + " " + rule.id(), rule.id()));
                    added = true;
                }
            }
        }
        was.values().forEach(this::forget);
        for (int steps = 0; added && steps < STEPS_AT_ONCE && step(); ) {
            steps++;
        }
    }

    private static boolean isSame(DuplicateDefinition old, DuplicateDefinition rule) {
        return old.comparisons().equals(rule.comparisons())
                && old.sought().equals(rule.sought())
                && old.entity().equals(rule.entity());
    }

    private void forget(Definition rule) {
        boolean more = true;
        while (more) {
            more = unit.run(() -> keys.forget(rule.id()));
        }
    }

    private void add(String cause, String rule) {
        if (sql.list("SELECT id FROM t_match_backfill WHERE cause = ?", row -> row.getLong(1), cause)
                .isEmpty()) {
            sql.update("""
                    INSERT INTO t_match_backfill (id, rule_id, cause, after_id, done)
                    VALUES (?, ?, ?, 0, 0)
                    """, ids.next(), rule, cause);
        }
    }

    /** Does the next piece of work; false if there was none. */
    boolean step() {
        return unit.run(() -> {
            var job = sql.one(
                    """
                    SELECT id, rule_id, after_id
                    FROM t_match_backfill
                    WHERE finished_at IS NULL
                    ORDER BY id
                    LIMIT 1
                    FOR UPDATE
                    """, row -> new Job(new RecordId(row.getLong(1)), row.getString(2), new RecordId(row.getLong(3))));
            job.ifPresent(this::run);
            return job.isPresent();
        });
    }

    private void run(Job job) {
        var model = live.confirmed();
        var rule = rule(model, job.rule());
        var shape = rule.flatMap(found -> model.shape(found.definition().sought()));
        var next = new HashSet<RecordId>();
        shape.ifPresent(
                found -> next.addAll(references.next(new References.Members(found, null, null), job.after(), BATCH)));
        if (rule.isEmpty() || shape.isEmpty() || next.isEmpty()) {
            sql.update("UPDATE t_match_backfill SET finished_at = UTC_TIMESTAMP(6) WHERE id = ?", job.id());
            return;
        }
        var rows = store.load(shape.get(), next, true);
        keys.remove(rule.get().id(), next);
        // What is there already may be there twice: only what is saved from now on stands alone.
        keys.add(rows.values().stream()
                .map(row -> DuplicateGuard.kept(rule.get(), row, false))
                .toList());
        sql.update(
                "UPDATE t_match_backfill SET after_id = ?, done = done + ? WHERE id = ?",
                Collections.max(next),
                next.size(),
                job.id());
    }

    private static Optional<DuplicateRule> rule(Model model, String id) {
        return model.metadata().all(DuplicateDefinition.class).stream()
                .filter(rule -> rule.id().equals(id))
                .map(DuplicateRule::new)
                .findFirst();
    }
}
