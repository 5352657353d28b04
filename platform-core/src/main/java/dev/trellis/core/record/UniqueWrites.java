package dev.trellis.core.record;

import dev.trellis.core.database.Sql;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.TrellisException;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch where the unique indexes have the last word: what they refuse is undone and told as a problem, never as
 * an error. Nothing is looked up beforehand as long as nothing collides.
 */
final class UniqueWrites {

    private static final int DUPLICATE_KEY = 1062;

    private final Session session;
    private final Sql sql;
    private final RecordStore store;
    private final Writes writes;
    private final DuplicateGuard duplicates;

    UniqueWrites(Session session, Sql sql, RecordStore store, Writes writes, DuplicateGuard duplicates) {
        this.session = session;
        this.sql = sql;
        this.store = store;
        this.writes = writes;
        this.duplicates = duplicates;
    }

    /** Returns the rows that were written. */
    List<Touched> run(List<Pending> batch, Records.Mode mode) {
        if (batch.stream().noneMatch(pending -> pending.isOpen() && canCollide(pending))) {
            return writes.run(batch);
        }
        var written = tried(batch);
        if (written.isPresent()) {
            return written.get();
        }
        if (mode == Records.Mode.EACH && batch.size() > 1) {
            // Halves, so that one that collides does not make hundreds of others be written one by one.
            int half = batch.size() / 2;
            return Stream.concat(
                            run(batch.subList(0, half), mode).stream(),
                            run(batch.subList(half, batch.size()), mode).stream())
                    .toList();
        }
        duplicates.check(session, batch);
        for (var pending : batch) {
            var problems = new ArrayList<>(pending.problems());
            problems.addAll(taken(pending));
            if (!problems.isEmpty()) {
                pending.close(new SaveResult.Rejected(problems));
            }
        }
        if (batch.stream().allMatch(pending -> pending.isOpen())) {
            throw new TrellisException("A unique index refused a save, and nothing says why");
        }
        return List.of();
    }

    private boolean canCollide(Pending pending) {
        return canCollide(pending.shape())
                || pending.departure().rows().stream().anyMatch(row -> canCollide(row.shape()));
    }

    private boolean canCollide(Shape shape) {
        return shape.hasUnique()
                || session.model().soughtBy(shape).stream()
                        .anyMatch(rule -> rule.definition().strict())
                || shape.lines().stream()
                        .anyMatch(field -> field.lines()
                                .flatMap(session.model()::shape)
                                .filter(Shape::hasUnique)
                                .isPresent());
    }

    /** Tries; where an index refuses, everything tried is undone and the changes are open again. */
    private Optional<List<Touched>> tried(List<Pending> batch) {
        var open = batch.stream().filter(Pending::isOpen).toList();
        var savepoint = sql.on(connection -> connection.setSavepoint());
        try {
            return Optional.of(writes.run(open));
        } catch (TrellisException e) {
            if (!isDuplicate(e)) {
                throw e;
            }
            undo(savepoint);
            open.forEach(Pending::reopen);
            return Optional.empty();
        }
    }

    private void undo(Savepoint savepoint) {
        sql.<@Nullable Object>on(connection -> {
            connection.rollback(savepoint);
            return null;
        });
    }

    private static boolean isDuplicate(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException failure && failure.getErrorCode() == DUPLICATE_KEY) {
                return true;
            }
        }
        return false;
    }

    private List<Problem> taken(Pending pending) {
        var before = pending.before();
        if (pending.isOpen() && pending.change() instanceof Change.Restore && before != null) {
            return Stream.concat(Stream.of(before), pending.departure().rows().stream())
                    .flatMap(row -> taken(row, "").stream())
                    .toList();
        }
        if (!pending.writesValues()) {
            return List.of();
        }
        var problems = new ArrayList<>(taken(pending.after(), ""));
        for (var field : pending.shape().lines()) {
            var rows = pending.after().lines(field.id());
            if (rows != null) {
                for (int i = 0; i < rows.size(); i++) {
                    problems.addAll(taken(rows.get(i), field.id() + "[" + i + "]."));
                }
            }
        }
        return problems;
    }

    private List<Problem> taken(Row row, String prefix) {
        return row.shape().designed().stream()
                .filter(field -> field.definition().unique() && field.isStored())
                .filter(field -> store.isTaken(row, field))
                .map(field -> RecordProblem.of(RecordProblem.NOT_UNIQUE, prefix + field.id(), field))
                .toList();
    }
}
