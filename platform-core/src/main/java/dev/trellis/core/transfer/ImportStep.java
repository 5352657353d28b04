package dev.trellis.core.transfer;

import dev.trellis.core.access.Actor;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.merge.Duplicates;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Records;
import dev.trellis.core.sheet.SheetRow;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * One step of an import: a batch of rows, applied and noted in one unit of work. Killed before its commit, nothing of it
 * has happened; after it, all of it has, and the next step begins behind it.
 */
@Singleton
class ImportStep {

    static final int LEASE_SECONDS = 30;

    private static final int BATCH = 500;
    /** Further rows read so that a record whose lines go on is not cut. */
    private static final int MOST_LINES = 1_000;

    private final UnitOfWork unit;
    private final ImportStore store;
    private final ImportRows rows;
    private final Records records;
    private final Duplicates duplicates;
    private final ActorResolver actors;

    ImportStep(
            UnitOfWork unit,
            ImportStore store,
            ImportRows rows,
            Records records,
            Duplicates duplicates,
            ActorResolver actors) {
        this.duplicates = duplicates;
        this.unit = unit;
        this.store = store;
        this.rows = rows;
        this.records = records;
        this.actors = actors;
    }

    /** Prepares the notes of a dry run; one that another node has begun starts over. */
    SeenValues begin(RecordId id, String token) {
        return unit.run(() -> {
            var run = store.find(id);
            if (run.isEmpty() || !store.hold(id, token, LEASE_SECONDS)) {
                return new SeenValues(List.of());
            }
            if (run.get().state() == ImportState.CHECKING && run.get().done() > 0) {
                rows.clearOutcomes(id);
                store.progress(id, 0, 0, ImportCounts.NONE);
            }
            return actors.person(run.get().by(), Actor.Via.IMPORT)
                    .flatMap(actor -> records.schema(actor).entity(run.get().entity()))
                    .map(entity -> new SeenValues(entity.fields().stream()
                            .filter(FieldDefinition::unique)
                            .toList()))
                    .orElseGet(() -> new SeenValues(List.of()));
        });
    }

    /** Takes the next step; false where there is none for the holder of this token. */
    boolean run(RecordId id, String token, SeenValues seen) {
        return unit.run(() -> {
            if (!store.hold(id, token, LEASE_SECONDS)) {
                return false;
            }
            var run = store.find(id).orElseThrow();
            var actor = actors.person(run.by(), Actor.Via.IMPORT);
            if (actor.isEmpty()) {
                return stop(run, Problem.at("", TransferProblem.PERSON_GONE));
            }
            return switch (run.state()) {
                case CHECKING, RUNNING -> forward(run, actor.get(), seen);
                case UNDOING -> back(run, actor.get());
                case STAGING, READY, CHECKED, DONE, CANCELLED, FAILED, UNDONE -> false;
            };
        });
    }

    private boolean forward(ImportRun run, Actor.Person actor, SeenValues seen) {
        boolean dry = run.state() == ImportState.CHECKING;
        if (store.isCancelAsked(run.id())) {
            if (dry) {
                rows.clearOutcomes(run.id());
                store.progress(run.id(), 0, 0, ImportCounts.NONE);
            }
            store.finish(run.id(), dry ? ImportState.READY : ImportState.CANCELLED, null);
            return false;
        }
        var plan = run.planned().orElseThrow();
        var schema = records.schema(actor);
        var entity = schema.entity(run.entity());
        if (entity.isEmpty()) {
            return stop(run, TransferProblem.entityNotFound(run.entity()));
        }
        var problems =
                new PlanCheck(schema, entity.get()).check(plan, run.header().size());
        if (!problems.isEmpty()) {
            return stop(run, problems.getFirst());
        }
        var batch = new BatchImport(records, duplicates, actor, run.entity(), plan);
        var groups = next(run, batch);
        if (groups.isEmpty()) {
            store.finish(run.id(), dry ? ImportState.CHECKED : ImportState.DONE, null);
            return false;
        }
        var results = dry ? batch.check(groups, seen) : batch.write(groups);
        rows.outcomes(run.id(), results);
        var counts = run.counts();
        for (var result : results) {
            counts = counts.plus(result.outcome(), result.rows().size());
        }
        int last = groups.getLast().getLast().number();
        int done = groups.stream().mapToInt(List::size).sum();
        store.progress(run.id(), run.done() + done, last, counts);
        return true;
    }

    private List<List<SheetRow>> next(ImportRun run, BatchImport batch) {
        if (!batch.hasLines()) {
            return batch.groups(rows.after(run.id(), run.lastRow(), BATCH));
        }
        int limit = BATCH + MOST_LINES;
        var read = rows.after(run.id(), run.lastRow(), limit);
        var groups = batch.groups(read);
        // The last record may go on behind what was read.
        boolean cut = read.size() == limit && groups.size() > 1;
        var whole = cut ? groups.subList(0, groups.size() - 1) : groups;
        return whole.subList(0, Math.min(whole.size(), BATCH));
    }

    private boolean back(ImportRun run, Actor.Person actor) {
        var next = rows.undoable(run.id(), run.lastRow(), BATCH);
        if (next.isEmpty()) {
            store.finish(run.id(), ImportState.UNDONE, null);
            return false;
        }
        var undone =
                new ImportUndo(records, actor, records.schema(actor), run.entity()).undo(rows.applied(run.id(), next));
        rows.undone(run.id(), undone);
        int kept =
                (int) undone.stream().filter(each -> !each.problems().isEmpty()).count();
        store.undoProgress(run.id(), next.getLast(), run.restored() + undone.size() - kept, run.kept() + kept);
        return true;
    }

    private boolean stop(ImportRun run, Problem problem) {
        store.finish(
                run.id(),
                run.state() == ImportState.UNDOING ? ImportState.DONE : ImportState.FAILED,
                RowProblem.label(locale -> Messages.text(problem, locale)));
        return false;
    }

    /** Notes that a step broke down; what the steps before have written stands. */
    void broke(RecordId id, String token) {
        unit.run(() -> {
            if (store.hold(id, token, LEASE_SECONDS)) {
                store.find(id)
                        .ifPresent(run ->
                                stop(run, Problem.at("", TransferProblem.BROKEN).with("id", id.toString())));
            }
        });
    }
}
