package dev.trellis.core.job;

import jakarta.inject.Singleton;
import java.time.Duration;

/** Forgets jobs that ended long ago. */
@Singleton
final class JobSweep implements RecurringJob {

    private static final int KEPT_DAYS = 90;

    private final JobStore store;

    JobSweep(JobStore store) {
        this.store = store;
    }

    @Override
    public String id() {
        return "job-sweep";
    }

    @Override
    public Recurrence recurrence() {
        return Recurrence.every(Duration.ofDays(1));
    }

    @Override
    public void run(JobRun run) {
        run.step(() -> store.sweep(KEPT_DAYS));
    }
}
