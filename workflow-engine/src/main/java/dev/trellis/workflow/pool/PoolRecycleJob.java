package dev.trellis.workflow.pool;

import dev.trellis.core.job.JobRun;
import dev.trellis.core.job.Recurrence;
import dev.trellis.core.job.RecurringJob;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Looks now and then, on one node, for records that go back to their pools and owners to be reminded. */
@Singleton
final class PoolRecycleJob implements RecurringJob {

    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final PoolRecycle recycle;
    private final PoolReminders reminders;

    PoolRecycleJob(PoolRecycle recycle, PoolReminders reminders) {
        this.recycle = recycle;
        this.reminders = reminders;
    }

    @Override
    public String id() {
        return "pool-recycle";
    }

    @Override
    public Recurrence recurrence() {
        return Recurrence.every(PAUSE);
    }

    /** Each record is moved in a unit of its own that looks again, so a run that is begun twice moves nothing twice. */
    @Override
    public void run(JobRun run) {
        recycle.run();
        reminders.run();
    }
}
