package dev.trellis.workflow.approval;

import dev.trellis.core.job.JobRun;
import dev.trellis.core.job.Recurrence;
import dev.trellis.core.job.RecurringJob;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Looks for time limits that are due, for what goes to deputies or comes back, and for tasks of people who have left; each
 * timer is taken by one node only.
 */
@Singleton
final class TimeLimitJob implements RecurringJob {

    private final TimeLimits limits;
    private final DeputyTasks deputies;
    private final Leavers leavers;

    TimeLimitJob(TimeLimits limits, DeputyTasks deputies, Leavers leavers) {
        this.limits = limits;
        this.deputies = deputies;
        this.leavers = leavers;
    }

    @Override
    public String id() {
        return "approval-time-limits";
    }

    @Override
    public Recurrence recurrence() {
        return Recurrence.every(Duration.ofSeconds(30));
    }

    @Override
    public void run(JobRun run) {
        limits.run(run.now());
        deputies.run(run.now());
        leavers.run(run.now());
    }
}
