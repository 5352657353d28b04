package dev.trellis.core.transfer;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.merge.Duplicates;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.core.sheet.SheetRow;
import dev.trellis.core.transfer.ImportPlan.OnDuplicate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Applies one batch of rows through the gate, or tries what would become of it. Made for one batch. */
final class BatchImport {

    private static final Problem CONFLICT = Problem.at("", TransferProblem.CHANGED_MEANWHILE);

    private final Records records;
    private final Duplicates duplicates;
    private final Actor actor;
    private final String entity;
    private final ImportPlan plan;
    private final VisibleSchema schema;
    private final RowParser parser;
    private final StoredValues stored;
    private final Matches matches;
    private final References references;

    BatchImport(Records records, Duplicates duplicates, Actor actor, String entity, ImportPlan plan) {
        this.duplicates = duplicates;
        this.records = records;
        this.actor = actor;
        this.entity = entity;
        this.plan = plan;
        this.schema = records.schema(actor);
        this.parser = new RowParser(plan, Target.of(schema, entity));
        this.stored = new StoredValues(schema, entity);
        this.matches = new Matches(records, actor, schema, entity, plan, parser.lineFields());
        this.references = new References(records, actor, schema, plan.locale());
    }

    /** What a record's rows come to: a change to make, or a result that stands already. */
    private sealed interface Step {

        record Write(
                RowDraft draft, Change change, @Nullable StoredRecord before) implements Step {}

        /** Would change what an earlier row of the file would make; only tried. */
        record Again(RowDraft draft, Change.Create whole) implements Step {}

        record Settled(RowResult result) implements Step {}
    }

    /** Rows of whole records, as far as the rows given allow; the last record may go on beyond them. */
    List<List<SheetRow>> groups(List<SheetRow> rows) {
        return parser.groups(rows);
    }

    boolean hasLines() {
        return !parser.lineFields().isEmpty();
    }

    /** Writes. Two rows with one key are written in turns, so that the second finds what the first has made. */
    List<RowResult> write(List<List<SheetRow>> groups) {
        var results = new ArrayList<RowResult>();
        var turn = new ArrayList<RowDraft>();
        var keys = new HashSet<Map<String, Object>>();
        for (var draft : parser.parse(groups, references)) {
            // A row may be a duplicate of the one before.
            boolean mayMeet = plan.duplicates() != OnDuplicate.CREATE && !turn.isEmpty();
            if (mayMeet || (!draft.key.isEmpty() && !keys.add(Map.copyOf(draft.key)))) {
                results.addAll(writeTurn(turn));
                turn.clear();
                keys.clear();
                keys.add(Map.copyOf(draft.key));
            }
            turn.add(draft);
        }
        results.addAll(writeTurn(turn));
        return results;
    }

    private List<RowResult> writeTurn(List<RowDraft> drafts) {
        matches.fetch(drafts);
        var steps = drafts.stream().map(draft -> step(draft, null)).toList();
        var changes = steps.stream()
                .filter(Step.Write.class::isInstance)
                .map(step -> ((Step.Write) step).change())
                .toList();
        var saved = records.apply(actor, changes, Records.Mode.EACH).iterator();
        var results = new ArrayList<RowResult>();
        for (var step : steps) {
            results.add(
                    switch (step) {
                        case Step.Settled(var result) -> result;
                        case Step.Again again -> failed(again.draft(), List.of(CONFLICT));
                        case Step.Write write -> result(write, saved.next());
                    });
        }
        return results;
    }

    /** Tries, without writing. */
    List<RowResult> check(List<List<SheetRow>> groups, SeenValues seen) {
        var results = new ArrayList<RowResult>();
        var drafts = parser.parse(groups, references);
        matches.fetch(drafts);
        for (var draft : drafts) {
            results.add(
                    switch (step(draft, seen)) {
                        case Step.Settled(var result) -> result;
                        case Step.Again again -> triedAgain(again, seen);
                        case Step.Write write -> tried(write, seen);
                    });
        }
        return results;
    }

    private RowResult tried(Step.Write write, SeenValues seen) {
        var problems = records.preview(actor, write.change()).problems();
        if (problems.isEmpty()) {
            problems = seen.collisions(write.draft(), write.before() == null);
        }
        if (!problems.isEmpty()) {
            return failed(write.draft(), problems);
        }
        if (write.change() instanceof Change.Create create) {
            seen.give(write.draft(), create.values());
        }
        return RowResult.plain(
                write.draft().rows,
                write.before() == null ? Outcome.CREATED : Outcome.UPDATED,
                write.before() == null ? null : write.before().id());
    }

    private RowResult triedAgain(Step.Again again, SeenValues seen) {
        var problems = records.preview(actor, again.whole()).problems();
        if (problems.isEmpty()) {
            problems = seen.collisions(again.draft(), false);
        }
        if (!problems.isEmpty()) {
            return failed(again.draft(), problems);
        }
        seen.give(again.draft(), again.whole().values());
        return RowResult.plain(again.draft().rows, Outcome.UPDATED, null);
    }

    /** The record as it would be after the rows before, with this one's values over it. */
    private Step again(RowDraft draft, SeenValues seen) {
        var values = new LinkedHashMap<String, @Nullable Object>(seen.valuesBefore(draft));
        values.putAll(values(draft));
        return new Step.Again(draft, new Change.Create(entity, values));
    }

    private Step step(RowDraft draft, @Nullable SeenValues seen) {
        if (!draft.problems.isEmpty()) {
            return new Step.Settled(failed(draft, draft.problems));
        }
        if (!plan.mode().needsKey()) {
            return create(draft);
        }
        boolean complete = draft.key.size() == plan.key().size();
        var found = complete ? matches.of(draft) : List.<StoredRecord>of();
        if (found.size() > 1) {
            return refused(draft, TransferProblem.KEY_AMBIGUOUS);
        }
        boolean isThere = !found.isEmpty() || (complete && seen != null && seen.isMadeBefore(draft));
        return switch (plan.mode()) {
            case INSERT -> create(draft);
            case SKIP -> isThere ? settled(draft, Outcome.SKIPPED, found) : create(draft);
            case UPSERT ->
                found.isEmpty()
                        ? (isThere && seen != null ? again(draft, seen) : create(draft))
                        : update(draft, found.getFirst());
            case UPDATE -> {
                if (!complete) {
                    yield refused(draft, TransferProblem.KEY_BLANK);
                }
                yield found.isEmpty() ? refused(draft, TransferProblem.KEY_UNKNOWN) : update(draft, found.getFirst());
            }
        };
    }

    private static Step settled(RowDraft draft, Outcome outcome, List<StoredRecord> found) {
        return new Step.Settled(RowResult.plain(
                draft.rows, outcome, found.isEmpty() ? null : found.getFirst().id()));
    }

    private Step create(RowDraft draft) {
        var values = values(draft);
        if (plan.duplicates() != OnDuplicate.CREATE) {
            var twins = duplicates.of(actor, entity, null, values).stream()
                    .map(match -> match.record())
                    .filter(record -> record.entity().equals(entity))
                    .distinct()
                    .toList();
            if (!twins.isEmpty()) {
                return twin(draft, twins);
            }
        }
        return new Step.Write(draft, new Change.Create(entity, values), null);
    }

    /** A row that looks like records that are there. */
    private Step twin(RowDraft draft, List<StoredRecord> twins) {
        if (plan.duplicates() == OnDuplicate.SKIP) {
            return settled(draft, Outcome.SKIPPED, twins);
        }
        if (twins.stream().map(StoredRecord::id).distinct().count() > 1) {
            return new Step.Settled(failed(draft, List.of(Problem.at("", TransferProblem.DUPLICATE_AMBIGUOUS))));
        }
        return matches.whole(twins.getFirst().id())
                .map(record -> update(draft, record))
                .orElseGet(() -> settled(draft, Outcome.SKIPPED, twins));
    }

    private static Map<String, @Nullable Object> values(RowDraft draft) {
        var values = new LinkedHashMap<String, @Nullable Object>(draft.values);
        for (var lines : draft.lines.entrySet()) {
            values.put(lines.getKey(), StoredValues.laidOver(List.of(), lines.getValue()));
        }
        return values;
    }

    private Step update(RowDraft draft, StoredRecord record) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (var entry : draft.values.entrySet()) {
            var path = entry.getKey();
            if (!record.values().containsKey(path) || !Condition.same(record.value(path), entry.getValue())) {
                values.put(path, entry.getValue());
            }
        }
        for (var lines : draft.lines.entrySet()) {
            var there = record.lines(lines.getKey());
            if (!StoredValues.sameLines(there, lines.getValue())) {
                values.put(lines.getKey(), StoredValues.laidOver(there, lines.getValue()));
            }
        }
        return values.isEmpty()
                ? new Step.Settled(RowResult.plain(draft.rows, Outcome.UNCHANGED, record.id()))
                : new Step.Write(draft, new Change.Update(entity, record.id(), record.version(), values), record);
    }

    private RowResult result(Step.Write write, SaveResult saved) {
        return switch (saved) {
            case SaveResult.Saved(RecordId id, int version, var _) -> {
                var before = write.before();
                yield new RowResult(
                        write.draft().rows,
                        before == null ? Outcome.CREATED : Outcome.UPDATED,
                        id,
                        version,
                        before == null
                                ? null
                                : stored.json(before, values(write.change()).keySet()),
                        after(write.change()),
                        List.of());
            }
            case SaveResult.Rejected(var problems) -> failed(write.draft(), problems);
            case SaveResult.Denied(var problem) -> failed(write.draft(), List.of(problem));
            case SaveResult.Locked(var problem) -> failed(write.draft(), List.of(problem));
            case SaveResult.Conflict _, SaveResult.NotApplied _ -> failed(write.draft(), List.of(CONFLICT));
            case SaveResult.NotFound _ -> failed(write.draft(), List.of(Problem.at("", TransferProblem.RECORD_GONE)));
        };
    }

    private ObjectNode after(Change change) {
        return stored.json(values(change));
    }

    private static Map<String, @Nullable Object> values(Change change) {
        return switch (change) {
            case Change.Create create -> create.values();
            case Change.Update update -> update.values();
            case Change.Delete _, Change.Restore _, Change.Lock _ -> Map.of();
        };
    }

    private Step refused(RowDraft draft, ProblemCode code) {
        var missing = plan.key().stream()
                .filter(path -> !draft.key.containsKey(path))
                .findFirst()
                .orElse(plan.key().getFirst());
        return new Step.Settled(RowResult.failed(
                draft.rows,
                List.of(new RowProblem(
                        missing,
                        code.key(),
                        RowProblem.label(locale -> Messages.text(
                                code.key(),
                                locale,
                                Map.of("field", label(missing, locale), "key", shown(draft, locale))))))));
    }

    private String shown(RowDraft draft, Locale locale) {
        var parts = new ArrayList<String>();
        draft.key.forEach((path, value) -> {
            var text = schema.field(entity, path)
                    .map(FieldDefinition::type)
                    .map(type -> type.codec().toText(value, locale))
                    .orElse("");
            parts.add(label(path, locale) + " = " + (text.length() > 60 ? text.substring(0, 60) + "…" : text));
        });
        return String.join(", ", parts);
    }

    private String label(String path, Locale locale) {
        return schema.field(entity, path)
                .map(field -> field.label().text(locale))
                .orElse(path);
    }

    private static RowResult failed(RowDraft draft, List<Problem> problems) {
        return RowResult.failed(
                draft.rows, problems.stream().map(RowProblem::of).toList());
    }
}
