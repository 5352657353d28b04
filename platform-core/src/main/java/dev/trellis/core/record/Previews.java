package dev.trellis.core.record;

import dev.trellis.core.access.Mask;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.problem.Problem;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows what a save would store, by the stages of the save itself. */
@Singleton
class Previews {

    private final SavePipeline pipeline;
    private final RecordStore store;
    private final Titles titles;

    Previews(SavePipeline pipeline, RecordStore store, Titles titles) {
        this.pipeline = pipeline;
        this.store = store;
        this.titles = titles;
    }

    Preview preview(Session session, Change change) {
        var shape = session.model().shape(change.entity());
        if (shape.isEmpty() || session.schema().entity(change.entity()).isEmpty()) {
            return new Preview(Map.of(), Map.of(), List.of(PageReader.unknownEntity(change.entity())));
        }
        var pending = new Pending(change, shape.get(), Map.of());
        pipeline.check(session, List.of(pending), false);
        var problems = new ArrayList<>(problems(pending));
        if (!pending.isMerged()) {
            return new Preview(Map.of(), Map.of(), problems);
        }
        problems.addAll(taken(pending));
        var row = pending.after();
        var wanted = new HashMap<String, Set<RecordId>>();
        var values = values(session, pending, row, wanted);
        var names = titles.read(session, wanted);
        var labels = new LinkedHashMap<String, String>();
        values.forEach((field, value) -> {
            if (value instanceof RecordId id && names.containsKey(id)) {
                labels.put(field, names.getOrDefault(id, ""));
            }
        });
        return new Preview(values, labels, problems);
    }

    private static List<Problem> problems(Pending pending) {
        var outcome = pending.result();
        return switch (outcome) {
            case null -> pending.problems();
            case SaveResult.Rejected(var problems) -> problems;
            case SaveResult.Denied(var problem) -> List.of(problem);
            case SaveResult.Locked(var problem) -> List.of(problem);
            case SaveResult.Saved _, SaveResult.Conflict _, SaveResult.NotFound _, SaveResult.NotApplied _ ->
                pending.problems();
        };
    }

    private List<Problem> taken(Pending pending) {
        var row = pending.after();
        return row.shape().designed().stream()
                .filter(field ->
                        field.definition().unique() && pending.written().contains(field.id()))
                .filter(field -> store.isTaken(row, field))
                .map(field -> RecordProblem.of(RecordProblem.NOT_UNIQUE, field.id(), field))
                .toList();
    }

    private static Map<String, @Nullable Object> values(
            Session session, Pending pending, Row row, Map<String, Set<RecordId>> wanted) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (var field : row.shape().stored()) {
            if (session.schema().right(row.shape().id(), field.id()) != FieldRight.NONE
                    && pending.right(session, field) != FieldRight.NONE) {
                if (pending.right(session, field) == FieldRight.MASKED) {
                    values.put(field.id(), Mask.text(row.get(field.id())).orElse(null));
                } else {
                    values.put(field.id(), row.get(field.id()));
                    note(row, field, wanted);
                }
            }
        }
        for (var field : row.shape().lines()) {
            var rows = row.lines(field.id());
            if (rows != null && session.schema().right(row.shape().id(), field.id()) != FieldRight.NONE) {
                values.put(
                        field.id(),
                        rows.stream()
                                .map(line -> line(session, pending, field, line))
                                .toList());
            }
        }
        return values;
    }

    private static Change.Line line(Session session, Pending pending, FieldShape lines, Row line) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (var field : line.shape().stored()) {
            if (!field.isSystem()
                    && session.schema().right(line.shape().id(), field.id()) != FieldRight.NONE
                    && pending.lineRight(session, lines, line.shape(), field) != FieldRight.NONE) {
                var masked = pending.lineRight(session, lines, line.shape(), field) == FieldRight.MASKED;
                values.put(field.id(), masked ? Mask.text(line.get(field.id())).orElse(null) : line.get(field.id()));
            }
        }
        return new Change.Line(line.version() > 0 && pending.isStoredLine(lines, line) ? line.id() : null, values);
    }

    private static void note(Row row, FieldShape field, Map<String, Set<RecordId>> wanted) {
        var id = row.reference(field.id());
        if (id != null && !field.id().equals("id")) {
            field.target()
                    .ifPresent(target ->
                            wanted.computeIfAbsent(target, _ -> new HashSet<>()).add(id));
        }
    }
}
