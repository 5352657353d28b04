package dev.trellis.core.database;

import dev.trellis.core.problem.TrellisException;
import io.micronaut.data.connection.ConnectionDefinition;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work in one transaction. The outermost unit is run again as a whole, up to five times, when it collided with
 * another one or lost its connection before the commit; so the work must be free of effects outside the database.
 * Nothing has happened until the outermost call returns.
 */
@Singleton
public final class UnitOfWork {

    static final int TRIES = 5;

    /** How often a unit may find out that it lacks something from outside. */
    static final int ERRANDS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(UnitOfWork.class);
    private static final long FIRST_PAUSE_MILLIS = 20;

    private final TransactionOperations<Connection> transactions;
    private final ConnectionOperations<Connection> connections;
    private final ThreadLocal<@Nullable Unit> current = new ThreadLocal<>();

    UnitOfWork(TransactionOperations<Connection> transactions, ConnectionOperations<Connection> connections) {
        this.transactions = transactions;
        this.connections = connections;
    }

    /** One attempt of the outermost unit. */
    private static final class Unit {
        private final Outer outer;
        private final boolean isReading;
        private final List<Runnable> afterCommit = new ArrayList<>();
        private boolean rollBack;
        private @Nullable RuntimeException failure;
        private @Nullable Runnable errand;

        Unit(Outer outer, boolean isReading) {
            this.outer = outer;
            this.isReading = isReading;
        }
    }

    /** The outermost call over all its attempts. */
    private static final class Outer {
        private final Map<Object, Object> kept = new HashMap<>();
        private int errands;
    }

    /** Runs the work in the unit that is under way, or in a new one. Returns after the commit, if it is the outermost. */
    public <T extends @Nullable Object> T run(Supplier<T> work) {
        var unit = current.get();
        return unit == null || unit.isReading ? outermost(work, false) : inside(unit, work);
    }

    /**
     * Runs work that only reads: in the unit that is under way, or on a connection without a transaction. A transaction
     * would show it nothing else, for each statement sees what is committed when it begins; so that costs two or three
     * calls of the database for nothing. What the work calls may still open a unit of its own.
     */
    public <T extends @Nullable Object> T read(Supplier<T> work) {
        var unit = current.get();
        return unit == null ? outermost(work, true) : inside(unit, work);
    }

    /** As {@link #run(Supplier)}, for work without a result. */
    public void run(Runnable work) {
        this.<@Nullable Object>run(() -> {
            work.run();
            return null;
        });
    }

    /**
     * Undoes, at its end, everything that the unit under way has written; its result is returned all the same. For a
     * refusal that is known only after something was written.
     */
    public void rollBack() {
        unit().rollBack = true;
    }

    /** Runs {@code action} once the unit under way has been committed; never if it is undone. */
    public void afterCommit(Runnable action) {
        unit().afterCommit.add(action);
    }

    /**
     * Tells whether a failure came from the database's load or loss rather than from what was asked, so that asking again
     * later may help. Where a connection was lost at the commit, nobody knows what became of the work.
     */
    public static boolean isBusy(Throwable failure) {
        return Trouble.in(failure) != Trouble.OTHER
                || failure instanceof io.micronaut.data.connection.jdbc.exceptions.CannotGetJdbcConnectionException;
    }

    /**
     * Asks for something that must not be waited for inside a transaction: the unit under way is undone at its end, however
     * it ends, {@code errand} runs outside, and the unit runs again. Asked several times, the first errand counts.
     *
     * @return false if the unit has been sent out often enough and must do without
     */
    public boolean sendOut(Runnable errand) {
        var unit = unit();
        if (unit.errand == null) {
            if (unit.outer.errands == ERRANDS) {
                return false;
            }
            unit.errand = errand;
        }
        return true;
    }

    /** Tells whether the unit under way waits for an errand, so that nothing it still does will last. */
    public boolean isSentOut() {
        var unit = current.get();
        return unit != null && unit.errand != null;
    }

    /** What is remembered from one attempt of the unit under way to the next. */
    public Map<Object, Object> kept() {
        return unit().outer.kept;
    }

    public boolean isActive() {
        return current.get() != null;
    }

    /** Tells whether what is written now is committed with the unit under way. */
    public boolean isTransaction() {
        var unit = current.get();
        return unit != null && !unit.isReading;
    }

    private Unit unit() {
        var unit = current.get();
        if (unit == null) {
            throw new TrellisException("This needs a unit of work, and none is under way");
        }
        return unit;
    }

    private static <T extends @Nullable Object> T inside(Unit unit, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            unit.failure = e;
            throw e;
        }
    }

    private <T extends @Nullable Object> T outermost(Supplier<T> work, boolean isReading) {
        var outer = new Outer();
        for (int attempt = 1; ; attempt++) {
            var unit = new Unit(outer, isReading);
            try {
                var result = isReading ? reading(unit, work) : attempt(unit, work);
                if (runErrand(unit)) {
                    attempt--;
                    continue;
                }
                unit.afterCommit.forEach(UnitOfWork::notify);
                return result;
            } catch (RuntimeException e) {
                if (runErrand(unit)) {
                    attempt--;
                    continue;
                }
                if (attempt == TRIES || !mayRunAgain(unit, e)) {
                    throw unit.failure == null ? e : unit.failure;
                }
                LOG.debug("Unit of work runs again after attempt {}", attempt, e);
                pause(attempt);
            }
        }
    }

    private static boolean runErrand(Unit unit) {
        if (unit.errand == null) {
            return false;
        }
        unit.outer.errands++;
        unit.errand.run();
        return true;
    }

    private <T extends @Nullable Object> T reading(Unit unit, Supplier<T> work) {
        current.set(unit);
        try {
            return connections.<T>execute(ConnectionDefinition.DEFAULT, _ -> inside(unit, work));
        } finally {
            current.remove();
        }
    }

    private <T extends @Nullable Object> T attempt(Unit unit, Supplier<T> work) {
        var around = current.get();
        current.set(unit);
        try {
            return ScopedValue.where(ConnectionPool.IN_TRANSACTION, true).call(() -> transaction(unit, work));
        } finally {
            if (around == null) {
                current.remove();
            } else {
                current.set(around);
            }
        }
    }

    private <T extends @Nullable Object> T transaction(Unit unit, Supplier<T> work) {
        return transactions.<T>execute(TransactionDefinition.DEFAULT, status -> {
            T result = inside(unit, work);
            if (unit.failure != null) {
                throw new TrellisException("A part of this unit of work failed and was passed over", unit.failure);
            }
            if (unit.rollBack || unit.errand != null) {
                status.setRollbackOnly();
                unit.afterCommit.clear();
            }
            return result;
        });
    }

    /**
     * Work that failed has not been committed. Without a failure of the work it was the commit that failed: a collision
     * there is certain to have undone everything, a lost connection leaves the outcome open.
     */
    private static boolean mayRunAgain(Unit unit, RuntimeException thrown) {
        return switch (Trouble.in(unit.failure == null ? thrown : unit.failure)) {
            case COLLISION -> true;
            case LOST, WRONG_NODE -> unit.failure != null || !isCommitted(thrown);
            case OTHER -> false;
        };
    }

    /** Tells whether a commit was sent: no connection could be had at all otherwise. */
    private static boolean isCommitted(RuntimeException thrown) {
        return !(thrown instanceof io.micronaut.data.connection.jdbc.exceptions.CannotGetJdbcConnectionException);
    }

    private static void notify(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("What was to follow a commit failed; the commit stands", e);
        }
    }

    private static void pause(int attempt) {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(FIRST_PAUSE_MILLIS << attempt) + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrellisException("Interrupted between two tries of a unit of work", e);
        }
    }
}
