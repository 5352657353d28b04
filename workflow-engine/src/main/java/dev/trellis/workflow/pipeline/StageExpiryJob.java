package dev.trellis.workflow.pipeline;

import dev.trellis.core.job.JobRun;
import dev.trellis.core.job.Recurrence;
import dev.trellis.core.job.RecurringJob;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Looks every minute, on one node, for stages whose time is over. */
@Singleton
final class StageExpiryJob implements RecurringJob {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final StageExpiry expiry;

    StageExpiryJob(StageExpiry expiry) {
        this.expiry = expiry;
    }

    @Override
    public String id() {
        return "stage-expiry";
    }

    @Override
    public Recurrence recurrence() {
        return Recurrence.every(PAUSE);
    }

    /** A record that was moved is in another stage; a run that is begun twice moves nothing twice. */
    @Override
    public void run(JobRun run) {
        expiry.run();
    }
}
