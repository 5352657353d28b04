package dev.trellis.core.publish;

import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataChange;
import dev.trellis.core.metadata.MetadataDiff;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.schema.SchemaChange;
import dev.trellis.core.schema.SchemaRunner;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** Completes a target with what the past demands, checks it, and says what it would do. Changes nothing. */
@Singleton
final class Preparation {

    private final MetadataStore store;
    private final MetadataDiff diff;
    private final SchemaRunner tables;

    Preparation(MetadataStore store, MetadataDiff diff, SchemaRunner tables) {
        this.store = store;
        this.diff = diff;
        this.tables = tables;
    }

    /** A target ready to be published, if there are no problems. */
    record Prepared(Metadata target, List<Review.Change> changes, List<Problem> problems, List<String> steps) {}

    /** Prepares a target; needs a unit of work for what is read of earlier versions. */
    Prepared prepare(Metadata wanted, Metadata live) {
        var past = past(wanted, live);
        var target = withRetired(wanted, past);
        var report = MetadataCheck.report(target, past);
        var problems = new ArrayList<>(report.problems());
        var steps = List.<String>of();
        if (problems.isEmpty()) {
            var plan = tables.plan(target);
            problems.addAll(plan.problems());
            steps = plan.steps().stream().map(SchemaChange::summary).toList();
        }
        var between = diff.between(live, target);
        // Who used what is only asked of what goes.
        var before = between.stream().anyMatch(MetadataChange.FieldDropped.class::isInstance)
                ? MetadataCheck.report(live, live)
                : report;
        var changes = between.stream().map(change -> weighed(change, before)).toList();
        return new Prepared(target, changes, problems, steps);
    }

    /** The live snapshot, and of entities that come back from earlier versions what they were last. */
    private Metadata past(Metadata wanted, Metadata live) {
        var past = live;
        for (var entity : wanted.entities()) {
            if (live.entity(entity.id()).isEmpty()) {
                var last = store.last(entity.key());
                if (last.isPresent()) {
                    past = past.with(last.get());
                }
            }
        }
        return past;
    }

    /** Keeps a tombstone of every field that once was: its column and its values are still there. */
    private static Metadata withRetired(Metadata wanted, Metadata past) {
        var target = wanted;
        for (var entity : wanted.entities()) {
            var before = past.entity(entity.id());
            if (before.isEmpty()) {
                continue;
            }
            var retired = new LinkedHashMap<String, FieldDefinition>();
            before.get().retired().forEach(field -> retired.put(field.id(), field));
            before.get().fields().forEach(field -> retired.put(field.id(), field));
            entity.retired().forEach(field -> retired.putIfAbsent(field.id(), field));
            entity.fields().forEach(field -> retired.remove(field.id()));
            var kept = List.copyOf(retired.values());
            if (!kept.equals(entity.retired())) {
                target = target.with(entity.withRetired(kept));
            }
        }
        return target;
    }

    private Review.Change weighed(MetadataChange change, MetadataCheck.Report before) {
        return switch (change) {
            case MetadataChange.FieldDropped(var entity, var field) ->
                new Review.Change(
                        change, tables.values(entity.id(), field.id()), before.usesOf(entity.id(), field.id()));
            case MetadataChange.DefinitionRemoved(var definition) ->
                new Review.Change(
                        change,
                        definition instanceof EntityDefinition entity ? tables.records(entity.id()) : 0,
                        Set.of());
            case MetadataChange.DefinitionAdded _, MetadataChange.FieldAdded _, MetadataChange.PartChanged _ ->
                new Review.Change(change, 0, Set.of());
        };
    }
}
