package dev.trellis.workflow.webhook;

import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.job.JobHandler;
import dev.trellis.core.job.JobRun;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.workflow.outbound.Outbound;
import dev.trellis.workflow.outbound.Signature;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Makes a call. The receiver can tell who called and when: {@code Trellis-Signature: t=<seconds>,v1=<HMAC-SHA256 of
 * "t.body">}, and two deliveries of one event by {@code Trellis-Delivery}.
 */
@Singleton
final class WebhookDelivery implements JobHandler {

    private static final int ATTEMPTS = 8;
    private static final int KEPT_DAYS = 90;

    private final UnitOfWork unit;
    private final WebhookStore store;
    private final Outbound outbound;

    WebhookDelivery(UnitOfWork unit, WebhookStore store, Outbound outbound) {
        this.unit = unit;
        this.store = store;
        this.outbound = outbound;
    }

    @Override
    public String kind() {
        return Webhooks.JOB;
    }

    @Override
    public int attempts() {
        return ATTEMPTS;
    }

    @Override
    public void run(JobRun run) {
        var delivery = RecordId.of(run.payload());
        var call = unit.run(() -> store.call(delivery));
        if (call.isEmpty() || !run.cursor().isEmpty()) {
            return;
        }
        var body = call.get().body();
        long seconds = run.now().getEpochSecond();
        var result = outbound.post(
                call.get().url(),
                Map.of(
                        "Trellis-Event",
                        call.get().topic(),
                        "Trellis-Delivery",
                        delivery.toString(),
                        "Trellis-Signature",
                        "t=" + seconds + ",v1=" + Signature.hex(call.get().secret(), seconds + "." + body)),
                body.getBytes(StandardCharsets.UTF_8));
        boolean done = result instanceof Outbound.Result.Answered answered && answered.isSuccess();
        var answer = switch (result) {
            case Outbound.Result.Answered(var status) -> String.valueOf(status);
            case Outbound.Result.Refused(var reason) -> "refused: " + reason;
            case Outbound.Result.Failed(var reason) -> "failed: " + reason;
        };
        run.step(() -> {
            store.answered(delivery, done ? "done" : "failed", answer);
            store.sweep(KEPT_DAYS);
            if (done) {
                run.advance("done", 1, 1);
            }
        });
        if (!done) {
            throw new TrellisException("The receiver did not take the call: " + answer);
        }
    }
}
