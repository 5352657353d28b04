package dev.trellis.workflow.approval;

import dev.trellis.core.job.JobRun;
import dev.trellis.core.job.Recurrence;
import dev.trellis.core.job.RecurringJob;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares requests, engine and records every hour; a difference is a fault and stands in the server's log. */
@Singleton
final class ReconcileJob implements RecurringJob {

    private static final Logger LOG = LoggerFactory.getLogger(ReconcileJob.class);

    private final Reconcile reconcile;

    ReconcileJob(Reconcile reconcile) {
        this.reconcile = reconcile;
    }

    @Override
    public String id() {
        return "approval-reconcile";
    }

    @Override
    public Recurrence recurrence() {
        return Recurrence.every(Duration.ofHours(1));
    }

    @Override
    public void run(JobRun run) {
        var differences = reconcile.differences();
        if (!differences.isEmpty()) {
            LOG.error("Requests, engine and records differ: {}", differences);
        }
    }
}
