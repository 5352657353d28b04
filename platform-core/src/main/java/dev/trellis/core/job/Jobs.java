package dev.trellis.core.job;

import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.TrellisException;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Begins background work and tells how it stands. Work that is begun in a unit of work exists exactly if that commits; any
 * node may do it.
 */
@Singleton
public final class Jobs {

    private final UnitOfWork unit;
    private final RecordIds ids;
    private final JobStore store;
    private final JobScheduler scheduler;
    private final Clock clock;
    private final Collection<JobSource> sources;
    private final BeanProvider<JobTasks> tasks;

    Jobs(
            UnitOfWork unit,
            RecordIds ids,
            JobStore store,
            JobScheduler scheduler,
            DatabaseClock clock,
            Collection<JobSource> sources,
            BeanProvider<JobTasks> tasks) {
        this.unit = unit;
        this.ids = ids;
        this.store = store;
        this.scheduler = scheduler;
        this.clock = clock;
        this.sources = List.copyOf(sources);
        this.tasks = tasks;
    }

    /** Begins a job at once, in the unit of work under way or in one of its own. */
    public RecordId begin(String kind, Label title, String payload, @Nullable RecordId by) {
        return begin(kind, null, title, payload, by, clock.instant()).orElseThrow();
    }

    /**
     * Begins a job that is due at a moment, unless one of the kind was begun with the same key before; what has ended long
     * ago is forgotten.
     *
     * @param onceKey ASCII, at most 200 characters; null where there may be several
     * @return the id, or empty if there was one already
     */
    public Optional<RecordId> begin(
            String kind, @Nullable String onceKey, Label title, String payload, @Nullable RecordId by, Instant due) {
        if (!tasks.get().knows(kind)) {
            throw new TrellisException("No job handler for the kind " + kind);
        }
        return unit.run(() -> {
            var id = ids.next();
            if (!store.insert(id, kind, onceKey, title, payload, by)) {
                return Optional.<RecordId>empty();
            }
            store.schedule(kind, id.toString(), due, null);
            unit.afterCommit(scheduler::wake);
            return Optional.of(id);
        });
    }

    /** Returns what is under way and what ended lately, newest first. */
    public List<JobView> list(int limit) {
        return unit.run(() -> Stream.concat(
                        store.newest(limit).stream(), sources.stream().flatMap(source -> source.jobs(limit).stream()))
                .sorted(Comparator.comparing(JobView::id).reversed())
                .limit(limit)
                .toList());
    }

    public Optional<JobView> find(RecordId id) {
        return unit.run(() -> store.find(id)
                .or(() -> sources.stream()
                        .flatMap(source -> source.find(id).stream())
                        .findFirst()));
    }

    /** Has a job stop: at once where none is at it, else after the step under way. False if it had ended. */
    public boolean cancel(RecordId id) {
        return unit.run(() -> {
            var job = store.find(id);
            if (job.isEmpty()) {
                return sources.stream().anyMatch(source -> source.cancel(id));
            }
            if (!job.get().mayCancel()) {
                return false;
            }
            store.askToCancel(id);
            if (store.unschedule(job.get().kind(), id)) {
                store.turn(id, JobState.CANCELLED, null);
            }
            return true;
        });
    }

    /** Has a failed or cancelled job go on where it stood. False if it is neither. */
    public boolean retry(RecordId id) {
        return unit.run(() -> {
            var job = store.find(id);
            if (job.isEmpty()) {
                return sources.stream().anyMatch(source -> source.retry(id));
            }
            if (!store.revive(id)) {
                return false;
            }
            store.schedule(job.get().kind(), id.toString(), clock.instant(), null);
            unit.afterCommit(scheduler::wake);
            return true;
        });
    }

    public List<RecurringView> recurring() {
        return unit.run(store::recurring);
    }

    /** Has a recurring job run now instead of when it is due; false if there is none of that id. */
    public boolean runNow(String recurring) {
        return unit.run(() -> {
            if (store.recurring().stream().noneMatch(job -> job.id().equals(recurring))) {
                return false;
            }
            store.advanceSchedule(recurring, clock.instant());
            unit.afterCommit(scheduler::wake);
            return true;
        });
    }
}
