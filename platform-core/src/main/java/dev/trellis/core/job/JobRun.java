package dev.trellis.core.job;

import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run of a job on this node, as its code sees it. Not for use by several threads. */
public final class JobRun {

    private final UnitOfWork unit;
    private final JobStore store;
    private final String task;
    private final long token;
    private final Instant due;
    private final Supplier<Instant> clock;
    private final Supplier<Boolean> stopping;
    private final @Nullable Begun begun;
    private String cursor;

    /** What a one-off job was begun with. */
    record Begun(
            RecordId id,
            String payload,
            String cursor,
            @Nullable RecordId by) {}

    JobRun(
            UnitOfWork unit,
            JobStore store,
            String task,
            long token,
            Instant due,
            Supplier<Instant> clock,
            Supplier<Boolean> stopping,
            @Nullable Begun begun) {
        this.unit = unit;
        this.store = store;
        this.task = task;
        this.token = token;
        this.due = due;
        this.clock = clock;
        this.stopping = stopping;
        this.begun = begun;
        this.cursor = begun == null ? "" : begun.cursor();
    }

    /** Returns the moment for which this run stands; the same however often it must be tried. */
    public Instant due() {
        return due;
    }

    /** Returns the time of the database. */
    public Instant now() {
        return clock.get();
    }

    /** Returns the id of a one-off job. */
    public RecordId id() {
        return one().id();
    }

    /** Returns what a one-off job was begun with. */
    public String payload() {
        return one().payload();
    }

    /** Returns who began a one-off job; null for the platform. */
    public @Nullable RecordId by() {
        return one().by();
    }

    /** Returns where a one-off job stands: what the last {@link #advance} said, at first an empty text. */
    public String cursor() {
        return cursor;
    }

    /**
     * Does a part of the work in one unit of work that commits only while this run still holds the job. Otherwise, and
     * where somebody asked to cancel, it ends the run by an exception that the work must let through.
     */
    public <T extends @Nullable Object> T step(Supplier<T> work) {
        if (stopping.get()) {
            throw new JobStopped(JobStopped.Cause.STOPPING);
        }
        return unit.<T>run(() -> {
            confirm();
            return work.get();
        });
    }

    /** As {@link #step(Supplier)}, for work without a result. */
    public void step(Runnable work) {
        this.<@Nullable Object>step(() -> {
            work.run();
            return null;
        });
    }

    /**
     * Does in one unit of work what must happen exactly once for the due time of a recurring job.
     *
     * @return false if it had happened already
     */
    public boolean once(Runnable work) {
        return step(() -> {
            if (!store.markDue(task, due)) {
                return false;
            }
            work.run();
            return true;
        });
    }

    /** Keeps how far a one-off job has come, within the {@link #step} that did it. */
    public void advance(String to, long done, long total) {
        store.advance(id(), to, done, total);
        cursor = to;
    }

    private void confirm() {
        if (!store.holds(task, token)) {
            throw new JobStopped(JobStopped.Cause.LOST);
        }
        if (begun != null && store.isCancelAsked(begun.id())) {
            throw new JobStopped(JobStopped.Cause.CANCELLED);
        }
    }

    private Begun one() {
        if (begun == null) {
            throw new IllegalStateException("A recurring job has neither id nor payload: " + task);
        }
        return begun;
    }
}
