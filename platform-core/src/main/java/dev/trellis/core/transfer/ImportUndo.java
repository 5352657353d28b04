package dev.trellis.core.transfer;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.core.transfer.ImportRows.Applied;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes back what an import did to some records: created ones are deleted, changed fields get their old values. What
 * somebody has changed since stays. Made for one batch.
 */
final class ImportUndo {

    private static final int AT_ONCE = 24;

    private final Records records;
    private final Actor actor;
    private final String entity;
    private final StoredValues values;

    ImportUndo(Records records, Actor actor, VisibleSchema schema, String entity) {
        this.records = records;
        this.actor = actor;
        this.entity = entity;
        this.values = new StoredValues(schema, entity);
    }

    /** What became of one record; without problems it is as it was before. */
    record Undone(RecordId record, List<RowProblem> problems) {
        Undone {
            problems = List.copyOf(problems);
        }
    }

    /** What a record calls for: a change, or nothing with the reason; fields that stay come with either. */
    private record Step(RecordId record, @Nullable Change change, List<RowProblem> problems) {
        Step(RecordId record, @Nullable Change change, List<RowProblem> problems) {
            this.record = record;
            this.change = change;
            this.problems = List.copyOf(problems);
        }
    }

    /** @param applied everything the import did to these records, in the order of the rows */
    List<Undone> undo(List<Applied> applied) {
        var byRecord = applied.stream()
                .collect(Collectors.groupingBy(Applied::record, LinkedHashMap::new, Collectors.toList()));
        var stored = read(byRecord.keySet(), applied);
        var steps = new ArrayList<Step>();
        byRecord.forEach((id, done) -> steps.add(step(id, done, stored.get(id))));
        var changes = new ArrayList<Change>();
        for (var step : steps) {
            if (step.change() != null) {
                changes.add(step.change());
            }
        }
        var results = records.apply(actor, changes, Records.Mode.EACH).iterator();
        return steps.stream()
                .map(step -> {
                    var problems = new ArrayList<>(step.problems());
                    if (step.change() != null) {
                        problems.addAll(problems(results.next()));
                    }
                    return new Undone(step.record(), problems);
                })
                .toList();
    }

    private Map<RecordId, StoredRecord> read(Collection<RecordId> ids, List<Applied> applied) {
        var paths = new LinkedHashSet<String>();
        applied.forEach(each -> {
            if (each.before() != null) {
                each.before().propertyNames().forEach(paths::add);
            }
        });
        var all = List.copyOf(ids);
        var found = new HashMap<RecordId, StoredRecord>();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            var condition = Condition.anyOf(all.subList(from, Math.min(all.size(), from + AT_ONCE)).stream()
                    .map(id -> Map.<String, Object>of("id", id))
                    .toList());
            var query = RecordQuery.of(entity, List.copyOf(paths))
                    .filtered(condition.text(), condition.parameters())
                    .page(0, AT_ONCE);
            switch (records.query(actor, query)) {
                case QueryResult.Page page -> page.items().forEach(record -> found.put(record.id(), record));
                case QueryResult.Denied _ -> {}
                case QueryResult.Invalid(var problems) ->
                    throw new TrellisException("Imported records cannot be read: " + problems);
            }
        }
        return found;
    }

    private Step step(RecordId id, List<Applied> done, @Nullable StoredRecord stored) {
        boolean created = done.stream().anyMatch(each -> each.outcome() == Outcome.CREATED);
        if (stored == null) {
            return new Step(id, null, List.of(problem("", TransferProblem.RECORD_GONE)));
        }
        boolean untouched = stored.version()
                == done.stream().mapToInt(Applied::version).max().orElse(0);
        if (created) {
            return untouched
                    ? new Step(id, new Change.Delete(entity, id, stored.version()), List.of())
                    : new Step(id, null, List.of(problem("", TransferProblem.CHANGED_SINCE)));
        }
        return restored(stored, untouched, done);
    }

    private Step restored(StoredRecord stored, boolean untouched, List<Applied> done) {
        var before = JsonNodeFactory.instance.objectNode();
        var after = JsonNodeFactory.instance.objectNode();
        for (var each : done) {
            addAbsent(before, each.before());
            if (each.after() != null) {
                after.setAll(each.after());
            }
        }
        var old = new LinkedHashMap<String, @Nullable Object>();
        var problems = new ArrayList<RowProblem>();
        before.properties().forEach(entry -> {
            var field = entry.getKey();
            if (!untouched && !values.holds(stored, field, after.path(field))) {
                problems.add(problem(field, TransferProblem.CHANGED_SINCE));
                return;
            }
            switch (values.restored(field, entry.getValue(), stored.lines(field))) {
                case Decoded.Value(var value) -> old.put(field, value);
                case Decoded.Refused(var refusal) -> problems.add(RowProblem.of(refusal.under(field)));
            }
        });
        return new Step(
                stored.id(),
                old.isEmpty() ? null : new Change.Update(entity, stored.id(), stored.version(), old),
                problems);
    }

    private static void addAbsent(ObjectNode into, @Nullable ObjectNode more) {
        if (more != null) {
            more.properties().forEach(entry -> {
                if (!into.has(entry.getKey())) {
                    into.set(entry.getKey(), entry.getValue());
                }
            });
        }
    }

    private static List<RowProblem> problems(SaveResult result) {
        return switch (result) {
            case SaveResult.Saved _ -> List.of();
            case SaveResult.Rejected(var problems) ->
                problems.stream().map(RowProblem::of).toList();
            case SaveResult.Denied(var problem) -> List.of(RowProblem.of(problem));
            case SaveResult.Locked(var problem) -> List.of(RowProblem.of(problem));
            case SaveResult.Conflict _, SaveResult.NotApplied _ ->
                List.of(problem("", TransferProblem.CHANGED_MEANWHILE));
            case SaveResult.NotFound _ -> List.of(problem("", TransferProblem.RECORD_GONE));
        };
    }

    private static RowProblem problem(String path, dev.trellis.core.problem.ProblemCode code) {
        return RowProblem.of(Problem.at(path, code));
    }
}
