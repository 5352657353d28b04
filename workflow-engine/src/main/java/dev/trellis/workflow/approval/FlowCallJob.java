package dev.trellis.workflow.approval;

import dev.trellis.core.job.JobRun;
import dev.trellis.core.job.Recurrence;
import dev.trellis.core.job.RecurringJob;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Lets flows go on whose time has come or whose answer is there; each piece of work is taken by one node only. */
@Singleton
final class FlowCallJob implements RecurringJob {

    private final FlowCalls calls;

    FlowCallJob(FlowCalls calls) {
        this.calls = calls;
    }

    @Override
    public String id() {
        return "approval-calls";
    }

    @Override
    public Recurrence recurrence() {
        return Recurrence.every(Duration.ofSeconds(5));
    }

    @Override
    public void run(JobRun run) {
        calls.run(run.now());
    }
}
