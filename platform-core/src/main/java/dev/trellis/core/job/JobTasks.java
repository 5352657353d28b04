package dev.trellis.core.job;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes tasks of the scheduling library out of our jobs: how a run begins, and what becomes of it however it ends. */
@Singleton
final class JobTasks {

    private static final Logger LOG = LoggerFactory.getLogger(JobTasks.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final UnitOfWork unit;
    private final JobStore store;
    private final DatabaseClock clock;
    private final List<RecurringJob> recurring;
    private final Map<String, JobHandler> handlers;

    JobTasks(
            UnitOfWork unit,
            JobStore store,
            DatabaseClock clock,
            Collection<RecurringJob> recurring,
            Collection<JobHandler> handlers) {
        this.unit = unit;
        this.store = store;
        this.clock = clock;
        this.recurring = List.copyOf(recurring);
        this.handlers = handlers.stream().collect(Collectors.toMap(JobHandler::kind, Function.identity()));
    }

    boolean knows(String kind) {
        return handlers.containsKey(kind);
    }

    List<Task<?>> tasks() {
        var tasks = new ArrayList<Task<?>>();
        recurring.forEach(job -> tasks.add(task(job.id(), (instance, context) -> run(job, instance, context))));
        handlers.values()
                .forEach(handler ->
                        tasks.add(task(handler.kind(), (instance, context) -> run(handler, instance, context))));
        return tasks;
    }

    /** Puts recurring jobs on the schedule, or earlier where they now come more often. */
    void scheduleRecurring() {
        var now = clock.instant();
        for (var job : recurring) {
            var next = job.recurrence().next(now);
            unit.run(() -> {
                store.schedule(job.id(), JobStore.RECURRING, next, next);
                store.advanceSchedule(job.id(), next);
            });
        }
    }

    /** A run whose node died is begun again for the same due time. */
    private static Task<String> task(
            String name, com.github.kagkarlsson.scheduler.task.ExecutionHandler<String> execution) {
        return Tasks.custom(name, String.class)
                .onDeadExecution((complete, operations) ->
                        operations.reschedule(complete, complete.getExecution().getExecutionTime()))
                .execute(execution);
    }

    private CompletionHandler<String> run(RecurringJob job, TaskInstance<String> instance, ExecutionContext context) {
        var execution = context.getExecution();
        var due = instance.getData() == null ? execution.getExecutionTime() : Instant.parse(instance.getData());
        var run = new JobRun(
                unit, store, job.id(), execution.version, due, clock::instant, () -> isStopping(context), null);
        try {
            if (!unit.run(() -> store.take(job.id(), execution.version))) {
                return nothing();
            }
            job.run(run);
            unit.run(() -> store.problem(job.id(), null));
            return again(job.recurrence().next(later(due)), true);
        } catch (JobStopped stopped) {
            return stopped.reason() == JobStopped.Cause.LOST
                    ? nothing()
                    : (complete, operations) -> operations.reschedule(complete, execution.getExecutionTime());
        } catch (RuntimeException e) {
            LOG.error("The job {} failed; it will be tried again", job.id(), e);
            unit.run(() -> store.problem(job.id(), message(e)));
            var pause = pause(execution.consecutiveFailures + 1);
            return (complete, operations) ->
                    operations.reschedule(failed(complete, e), clock.instant().plus(pause), due.toString());
        }
    }

    /** What was missed while no node ran is done once. */
    private Instant later(Instant due) {
        var now = clock.instant();
        return now.isAfter(due) ? now : due;
    }

    private CompletionHandler<String> run(JobHandler handler, TaskInstance<String> instance, ExecutionContext context) {
        var execution = context.getExecution();
        var id = RecordId.parse(instance.getId()).orElseThrow();
        var task = JobStore.task(handler.kind(), instance.getId());
        var begun = unit.run(
                () -> store.take(task, execution.version) ? store.begin(id) : java.util.Optional.<JobRun.Begun>empty());
        if (begun.isEmpty()) {
            return (complete, operations) -> operations.stop();
        }
        var run = new JobRun(
                unit,
                store,
                task,
                execution.version,
                execution.getExecutionTime(),
                clock::instant,
                () -> isStopping(context),
                begun.get());
        try {
            handler.run(run);
            run.step(() -> store.turn(id, JobState.DONE, null));
            return (complete, operations) -> operations.stop();
        } catch (JobStopped stopped) {
            return stopped(stopped, id, execution.getExecutionTime());
        } catch (RuntimeException e) {
            return failed(handler, id, e);
        }
    }

    private CompletionHandler<String> stopped(JobStopped stopped, RecordId id, Instant at) {
        return switch (stopped.reason()) {
            case LOST -> nothing();
            case CANCELLED -> {
                unit.run(() -> store.turn(id, JobState.CANCELLED, null));
                yield (complete, operations) -> operations.stop();
            }
            case STOPPING -> {
                unit.run(() -> store.putBack(id));
                yield (complete, operations) -> operations.reschedule(complete, at);
            }
        };
    }

    private CompletionHandler<String> failed(JobHandler handler, RecordId id, RuntimeException e) {
        int attempts = unit.run(() -> store.attempts(id));
        boolean givenUp = attempts >= handler.attempts();
        LOG.error("Attempt {} of the job {} {} failed", attempts, handler.kind(), id, e);
        unit.run(() -> store.turn(id, givenUp ? JobState.FAILED : JobState.WAITING, message(e)));
        if (givenUp) {
            return (complete, operations) -> operations.stop();
        }
        return (complete, operations) ->
                operations.reschedule(failed(complete, e), clock.instant().plus(pause(attempts)));
    }

    private static CompletionHandler<String> again(Instant next, boolean withDue) {
        return (complete, operations) -> operations.reschedule(complete, next, withDue ? next.toString() : null);
    }

    /** Another node has it and says what becomes of it. */
    private static CompletionHandler<String> nothing() {
        return (complete, operations) -> {};
    }

    private static ExecutionComplete failed(ExecutionComplete complete, RuntimeException cause) {
        return ExecutionComplete.failure(
                complete.getExecution(), complete.getTimeDone(), complete.getTimeDone(), cause);
    }

    private static boolean isStopping(ExecutionContext context) {
        return context.getSchedulerState().isShuttingDown();
    }

    private static Duration pause(int failures) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(10, Math.max(0, failures - 1)));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static String message(RuntimeException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
