package dev.trellis.core.transfer;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.core.sheet.SheetFormat;
import dev.trellis.core.sheet.SheetLimits;
import dev.trellis.core.sheet.SheetReading;
import dev.trellis.core.sheet.SheetRow;
import dev.trellis.core.sheet.SheetWriter;
import dev.trellis.core.sheet.Sheets;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Imports from the file to the undo. An import belongs to the person who began it and exists for nobody else; every row
 * goes through the gate with that person's rights at that moment.
 */
@Singleton
public final class Imports {

    private static final int STAGED_AT_ONCE = 1_000;
    private static final int SAMPLES = 5;
    private static final int LISTED = 100;
    private static final int LONGEST_NAME = 200;

    private final UnitOfWork unit;
    private final RecordIds ids;
    private final Records records;
    private final ImportStore store;
    private final ImportRows rows;
    private final Headings headings;
    private final ImportRunner runner;

    Imports(
            UnitOfWork unit,
            RecordIds ids,
            Records records,
            ImportStore store,
            ImportRows rows,
            Headings headings,
            ImportRunner runner) {
        this.unit = unit;
        this.ids = ids;
        this.records = records;
        this.store = store;
        this.rows = rows;
        this.headings = headings;
        this.runner = runner;
    }

    /** Says why a person may not import records of an entity; empty if so. */
    public List<Problem> objections(Actor.Person actor, String entity) {
        var schema = records.schema(actor);
        return schema.entity(entity)
                .map(found -> PlanCheck.rights(schema, found))
                .orElseGet(() -> List.of(TransferProblem.entityNotFound(entity)));
    }

    /** Reads a file and keeps its rows; the first one names the columns. The file is not needed any more after that. */
    public ImportResult stage(Actor.Person actor, String entity, String fileName, Path file) {
        var objections = objections(actor, entity);
        if (!objections.isEmpty()) {
            return new ImportResult.Refused(objections);
        }
        var id = ids.next();
        var name = fileName.length() <= LONGEST_NAME ? fileName : fileName.substring(0, LONGEST_NAME);
        unit.run(() -> store.insert(id, entity, name, actor.user(), actor.name()));
        var staging = new Staging(id);
        var reading = Sheets.read(file, SheetLimits.DEFAULT, staging::add);
        return switch (reading) {
            case SheetReading.Refused(var problem) -> {
                unit.run(() -> store.delete(id));
                yield ImportResult.refused(problem);
            }
            case SheetReading.Read read
            when read.rows() < 2 -> {
                unit.run(() -> store.delete(id));
                yield ImportResult.refused(Problem.at("", TransferProblem.NO_DATA));
            }
            case SheetReading.Read read -> {
                staging.flush();
                unit.run(() ->
                        store.staged(id, read.format().name() + " " + read.detail(), staging.header, read.rows() - 1));
                yield accepted(id);
            }
        };
    }

    /** Collects rows and writes them some at a time. */
    private final class Staging {

        private final RecordId id;
        private final List<SheetRow> waiting = new ArrayList<>();
        private List<String> header = List.of();

        Staging(RecordId id) {
            this.id = id;
        }

        void add(SheetRow row) {
            if (header.isEmpty()) {
                header = row.cells();
                return;
            }
            waiting.add(row);
            if (waiting.size() == STAGED_AT_ONCE) {
                flush();
            }
        }

        void flush() {
            unit.run(() -> rows.insert(id, waiting));
            waiting.clear();
        }
    }

    /** Returns what is needed to map the columns, with a guess for each. */
    public Optional<ImportMapping> mapping(Actor.Person actor, RecordId id) {
        return unit.run(() -> mine(actor, id).flatMap(run -> {
            var schema = records.schema(actor);
            return schema.entity(run.entity()).map(entity -> {
                var targets = Target.of(schema, entity.id());
                var samples =
                        rows.after(id, 0, SAMPLES).stream().map(SheetRow::cells).toList();
                var plan = run.planned().orElseGet(() -> suggestion(actor, schema, entity, run, targets));
                return new ImportMapping(run, targets, plan, samples);
            });
        }));
    }

    private ImportPlan suggestion(
            Actor.Person actor, VisibleSchema schema, EntityDefinition entity, ImportRun run, List<Target> targets) {
        var guessed = headings.guess(entity.id(), run.header(), targets);
        var key = guessed.stream()
                .map(ImportPlan.Column::path)
                .filter(path -> path.equals("id") || isNaming(entity, path))
                .findFirst();
        var usable = guessed.stream()
                .filter(column -> key.filter(column.path()::equals).isPresent()
                        || Target.find(targets, column.path())
                                .filter(Target::writable)
                                .isPresent())
                .toList();
        var mode = key.isPresent() && PlanCheck.holds(schema, entity, ImportMode.UPSERT)
                ? ImportMode.UPSERT
                : ImportMode.INSERT;
        return new ImportPlan(
                mode,
                mode.needsKey() ? key.stream().toList() : List.of(),
                mode.needsKey()
                        ? usable
                        : usable.stream()
                                .filter(column -> Target.find(targets, column.path())
                                        .filter(Target::writable)
                                        .isPresent())
                                .toList(),
                false,
                actor.locale().toLanguageTag());
    }

    private static boolean isNaming(EntityDefinition entity, String path) {
        return entity.field(path)
                .filter(field ->
                        field.unique() || field.type().origin() instanceof dev.trellis.core.field.Origin.Numbering)
                .isPresent();
    }

    /** Begins a dry run: afterwards the counts and the faulty rows say what a run would do. */
    public ImportResult check(Actor.Person actor, RecordId id, ImportPlan plan) {
        return begin(actor, id, plan, ImportState.CHECKING);
    }

    /** Begins the run. */
    public ImportResult run(Actor.Person actor, RecordId id, ImportPlan plan) {
        return begin(actor, id, plan, ImportState.RUNNING);
    }

    private ImportResult begin(Actor.Person actor, RecordId id, ImportPlan plan, ImportState to) {
        return change(actor, id, run -> {
            var schema = records.schema(actor);
            var entity = schema.entity(run.entity());
            if (entity.isEmpty()) {
                return ImportResult.refused(TransferProblem.entityNotFound(run.entity()));
            }
            var problems =
                    new PlanCheck(schema, entity.get()).check(plan, run.header().size());
            if (!problems.isEmpty()) {
                return new ImportResult.Refused(problems);
            }
            if ((run.state() != ImportState.READY && run.state() != ImportState.CHECKED)
                    || !store.move(id, run.state(), to, true)) {
                return wrongState(run);
            }
            rows.clearOutcomes(id);
            store.plan(id, plan);
            headings.remember(run.entity(), run.header(), plan);
            return accepted(id);
        });
    }

    /** Goes on with a run that was cancelled or stopped by trouble, behind the last row that was applied. */
    public ImportResult resume(Actor.Person actor, RecordId id) {
        return change(
                actor,
                id,
                run -> (run.state() == ImportState.CANCELLED || run.state() == ImportState.FAILED)
                                && store.move(
                                        id,
                                        run.state(),
                                        run.done() == 0 ? ImportState.READY : ImportState.RUNNING,
                                        false)
                        ? accepted(id)
                        : wrongState(run));
    }

    /** Forgets a file of which nothing was begun; any other import stays as it is. */
    public void discard(Actor.Person actor, RecordId id) {
        unit.run(() ->
                mine(actor, id).filter(run -> run.state() == ImportState.READY).ifPresent(run -> store.delete(id)));
    }

    /** Asks to stop after the batch under way; what was written stays and can be undone. */
    public ImportResult cancel(Actor.Person actor, RecordId id) {
        return change(actor, id, run -> {
            store.askToCancel(id);
            return accepted(id);
        });
    }

    /** Begins to take back what the run has written; what has changed since stays. */
    public ImportResult undo(Actor.Person actor, RecordId id) {
        return change(
                actor,
                id,
                run -> run.state().isUndoable() && store.moveToUndo(id, run.state()) ? accepted(id) : wrongState(run));
    }

    private ImportResult change(Actor.Person actor, RecordId id, Function<ImportRun, ImportResult> work) {
        var result = unit.run(() -> mine(actor, id).map(work).orElseGet(ImportResult.NotFound::new));
        runner.wake();
        return result;
    }

    private ImportResult accepted(RecordId id) {
        return new ImportResult.Accepted(unit.run(() -> store.find(id)).orElseThrow());
    }

    private static ImportResult wrongState(ImportRun run) {
        return ImportResult.refused(Problem.at("", TransferProblem.WRONG_STATE)
                .with("state", run.state().key()));
    }

    public Optional<ImportRun> find(Actor.Person actor, RecordId id) {
        return unit.run(() -> mine(actor, id));
    }

    /** Returns the person's imports, newest first, at most a hundred. */
    public List<ImportRun> list(Actor.Person actor) {
        return unit.run(() -> store.of(actor.user(), LISTED));
    }

    /** Returns rows that failed, or that undo left alone, behind a row number. */
    public List<FaultyRow> faulty(Actor.Person actor, RecordId id, int after, int limit) {
        return unit.run(() -> mine(actor, id)
                .map(run -> run.state() == ImportState.UNDONE || run.state() == ImportState.UNDOING
                        ? rows.kept(id, after, limit)
                        : rows.failed(id, after, limit))
                .orElse(List.of()));
    }

    /** Writes the faulty rows as a file that can be corrected and imported again, with the reason in a last column. */
    public void writeFaulty(Actor.Person actor, RecordId id, SheetFormat format, Locale locale, OutputStream out)
            throws IOException {
        var run = find(actor, id);
        if (run.isEmpty()) {
            return;
        }
        try (var writer = SheetWriter.open(format, out, run.get().fileName())) {
            new FaultySheet(run.get(), locale).write(writer, after -> faulty(actor, id, after, STAGED_AT_ONCE));
        }
    }

    private Optional<ImportRun> mine(Actor.Person actor, RecordId id) {
        return store.find(id).filter(run -> run.by().equals(actor.user()) && run.state() != ImportState.STAGING);
    }
}
