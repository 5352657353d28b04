package dev.trellis.core.record;

import dev.trellis.core.backfill.BackfillWork;
import dev.trellis.core.backfill.Backfills;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.duplicate.DuplicateRule;
import dev.trellis.core.duplicate.MatchKeys;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.DuplicateDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.publish.AfterPublish;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the keys of new and changed duplicate rules for the records that were there before.
 */
@Singleton
class MatchBackfill implements AfterPublish, BackfillWork {

    private static final int BATCH = 500;

    private final Backfills backfills;
    private final UnitOfWork unit;
    private final LiveModel live;
    private final References references;
    private final RecordStore store;
    private final MatchKeys keys;

    MatchBackfill(
            Backfills backfills,
            UnitOfWork unit,
            LiveModel live,
            References references,
            RecordStore store,
            MatchKeys keys) {
        this.backfills = backfills;
        this.unit = unit;
        this.live = live;
        this.references = references;
        this.store = store;
        this.keys = keys;
    }

    @Override
    public String kind() {
        return "match";
    }

    @Override
    public void follow(Metadata before, Metadata after) {
        var was = new TreeMap<String, DuplicateDefinition>();
        before.all(DuplicateDefinition.class).forEach(rule -> was.put(rule.id(), rule));
        var added = new ArrayList<String>();
        for (var rule : after.all(DuplicateDefinition.class)) {
            var old = was.remove(rule.id());
            if (old == null || !isSame(old, rule)) {
                forget(rule);
                boolean isNew = old == null && before.entity(rule.sought()).isEmpty();
                if (!isNew) {
                    added.add(rule.id());
                }
            }
        }
        was.values().forEach(this::forget);
        if (backfills.add(this, added, "publish " + after.version())) {
            backfills.begin(this);
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

    @Override
    public Optional<Done> next(String subject, RecordId after) {
        var model = live.confirmed();
        var rule = rule(model, subject);
        var shape = rule.flatMap(found -> model.shape(found.definition().sought()));
        var next = new HashSet<RecordId>();
        shape.ifPresent(found -> next.addAll(references.next(new References.Members(found, null, null), after, BATCH)));
        if (rule.isEmpty() || shape.isEmpty() || next.isEmpty()) {
            return Optional.empty();
        }
        var rows = store.load(shape.get(), next, true);
        keys.remove(rule.get().id(), next);
        // What is there already may be there twice: only what is saved from now on stands alone.
        keys.add(rows.values().stream()
                .map(row -> DuplicateGuard.kept(rule.get(), row, false))
                .toList());
        return Optional.of(new Done(Collections.max(next), next.size()));
    }

    private static Optional<DuplicateRule> rule(Model model, String id) {
        return model.metadata().all(DuplicateDefinition.class).stream()
                .filter(rule -> rule.id().equals(id))
                .map(DuplicateRule::new)
                .findFirst();
    }
}
