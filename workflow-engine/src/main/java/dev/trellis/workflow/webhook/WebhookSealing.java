package dev.trellis.workflow.webhook;

import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.job.JobRun;
import dev.trellis.core.job.Recurrence;
import dev.trellis.core.job.RecurringJob;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Seals secrets of webhooks that an older version left in clear. */
@Singleton
final class WebhookSealing implements RecurringJob {

    private final UnitOfWork unit;
    private final WebhookStore store;

    WebhookSealing(UnitOfWork unit, WebhookStore store) {
        this.unit = unit;
        this.store = store;
    }

    @Override
    public String id() {
        return "webhook-sealing";
    }

    @Override
    public Recurrence recurrence() {
        return Recurrence.every(Duration.ofHours(24));
    }

    @Override
    public void run(JobRun run) {
        unit.run(store::sealAll);
    }
}
