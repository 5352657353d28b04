package dev.trellis.core.record;

import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.Origin;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.publish.AfterPublish;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Has new and changed formulas and roll-ups computed for the records that were there before. Few records are done when
 * the publish ends; with many the rest is done in the background.
 */
@Singleton
class Backfill implements AfterPublish {

    private static final int STEPS_AT_ONCE = 25;

    private final LiveModel live;
    private final UnitOfWork unit;
    private final RecalculationJobs jobs;
    private final RecalculationRunner runner;

    Backfill(LiveModel live, UnitOfWork unit, RecalculationJobs jobs, RecalculationRunner runner) {
        this.live = live;
        this.unit = unit;
        this.jobs = jobs;
        this.runner = runner;
    }

    @Override
    public void follow(Metadata before, Metadata after) {
        var affected = affected(before, after);
        if (affected.isEmpty()) {
            return;
        }
        unit.run(() -> {
            var model = live.confirmed();
            affected.forEach(entity ->
                    model.shape(entity).ifPresent(shape -> jobs.add(shape, "publish " + after.version())));
        });
        int steps = 0;
        while (steps < STEPS_AT_ONCE && runner.step()) {
            steps++;
        }
    }

    /** The entities whose computed fields are not what they were; those of lines are computed with their parents. */
    private static Set<String> affected(Metadata before, Metadata after) {
        var affected = new LinkedHashSet<String>();
        var functions = changedFunctions(before, after);
        for (var entity : after.entities()) {
            var old = before.entity(entity.id());
            if (old.isPresent() && (!computed(old.get()).equals(computed(entity)) || calls(entity, functions))) {
                affected.add(Optional.ofNullable(entity.ownedBy()).orElse(entity.id()));
            }
        }
        return affected;
    }

    private static Set<String> changedFunctions(Metadata before, Metadata after) {
        return after.functions().stream()
                .filter(function -> before.functions().stream()
                        .noneMatch(old ->
                                old.id().equals(function.id()) && old.hash().equals(function.hash())))
                .map(FunctionDefinition::id)
                .collect(Collectors.toSet());
    }

    private static boolean calls(EntityDefinition entity, Set<String> functions) {
        return entity.fields().stream()
                .map(field -> field.type().origin() instanceof Origin.Formula formula ? formula.expression() : "")
                .map(text -> text.toLowerCase(Locale.ROOT))
                .anyMatch(text -> functions.stream().anyMatch(text::contains));
    }

    private static List<Object> computed(EntityDefinition entity) {
        return entity.fields().stream()
                .filter(field -> isComputedAgain(field.type().origin()))
                .<Object>map(field -> Map.entry(field.id(), field.type()))
                .toList();
    }

    private static boolean isComputedAgain(Origin origin) {
        return switch (origin) {
            case Origin.Formula _, Origin.RollUp _ -> true;
            case Origin.Entered _, Origin.Numbering _ -> false;
        };
    }
}
