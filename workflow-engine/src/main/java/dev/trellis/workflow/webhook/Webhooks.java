package dev.trellis.workflow.webhook;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.job.Jobs;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.workflow.outbound.Outbound;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The receivers and their calls, for administrators. */
@Singleton
public final class Webhooks {

    static final String JOB = "webhook";

    private static final ProblemCode DENIED = ProblemCode.denied("WEBHOOK_DENIED");
    private static final ProblemCode NOT_FOUND = ProblemCode.notFound("WEBHOOK_NOT_FOUND");
    private static final ProblemCode URL_REFUSED = ProblemCode.invalid("WEBHOOK_URL_REFUSED");
    private static final ProblemCode EVENTS_COUNT = ProblemCode.invalid("WEBHOOK_EVENTS_COUNT");
    private static final ProblemCode EVENT_UNKNOWN = ProblemCode.invalid("WEBHOOK_EVENT_UNKNOWN");
    private static final ProblemCode LABEL_MISSING = ProblemCode.invalid("WEBHOOK_LABEL_MISSING");
    private static final Pattern RECORD =
            Pattern.compile("record\\.([a-z0-9_]+)\\.(created|changed|deleted|restored|\\*)");
    private static final Pattern APPROVAL =
            Pattern.compile("approval\\.(submitted|approved|rejected|withdrawn|returned|\\*)");
    private static final int MOST_EVENTS = 50;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final UnitOfWork unit;
    private final WebhookStore store;
    private final Outbound outbound;
    private final LiveMetadata live;
    private final Jobs jobs;

    Webhooks(UnitOfWork unit, WebhookStore store, Outbound outbound, LiveMetadata live, Jobs jobs) {
        this.unit = unit;
        this.store = store;
        this.outbound = outbound;
        this.live = live;
        this.jobs = jobs;
    }

    /** What came of a wish. */
    public sealed interface Result<T> {
        record Done<T>(T value) implements Result<T> {}

        record Refused<T>(List<Problem> problems) implements Result<T> {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /** A receiver with how many of its calls were given up. */
    public record Listed(Webhook webhook, long dead) {}

    public boolean isAllowed(Actor.Person actor) {
        return live.current().grants(actor.roles(), Right.ADMINISTER);
    }

    public Result<List<Listed>> list(Actor.Person actor) {
        if (!isAllowed(actor)) {
            return refused(Problem.at("", DENIED));
        }
        return new Result.Done<>(unit.run(() -> store.all().stream()
                .map(webhook -> new Listed(webhook, store.dead(webhook.id())))
                .toList()));
    }

    /** Sets one up; its secret is shown this once. Values in its calls are those that this person may see. */
    public Result<Webhook.Created> create(Actor.Person actor, String label, String url, List<String> events) {
        if (!isAllowed(actor)) {
            return refused(Problem.at("", DENIED));
        }
        var problems = new ArrayList<Problem>();
        if (label.isBlank() || label.length() > 120) {
            problems.add(Problem.at("label", LABEL_MISSING));
        }
        outbound.objection(url)
                .ifPresent(reason ->
                        problems.add(Problem.at("url", URL_REFUSED).with("reason", OutboundReason.label(reason))));
        events.stream()
                .filter(event -> !isKnown(event))
                .forEach(event ->
                        problems.add(Problem.at("events", EVENT_UNKNOWN).with("given", event)));
        if (events.isEmpty() || events.size() > MOST_EVENTS) {
            problems.add(Problem.at("events", EVENTS_COUNT)
                    .with("given", events.size())
                    .with("most", MOST_EVENTS));
        }
        if (!problems.isEmpty()) {
            return new Result.Refused<>(problems);
        }
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        var secret = HexFormat.of().formatHex(bytes);
        return new Result.Done<>(unit.run(() -> {
            var id = store.insert(label.strip(), url, events.stream().distinct().toList(), secret, actor.user());
            return new Webhook.Created(store.find(id).orElseThrow(), secret);
        }));
    }

    public Result<Boolean> delete(Actor.Person actor, RecordId id) {
        if (!isAllowed(actor)) {
            return refused(Problem.at("", DENIED));
        }
        return unit.run(() -> store.delete(id)) ? new Result.Done<>(true) : refused(Problem.at("", NOT_FOUND));
    }

    public Result<List<Webhook.Delivery>> deliveries(Actor.Person actor, RecordId id) {
        if (!isAllowed(actor)) {
            return refused(Problem.at("", DENIED));
        }
        return unit.run(() -> store.find(id).isPresent()
                ? new Result.Done<>(store.deliveries(id, 100))
                : refused(Problem.at("", NOT_FOUND)));
    }

    /** Makes a call that was made or given up once more, with the same body. */
    public Result<Boolean> replay(Actor.Person actor, RecordId delivery) {
        if (!isAllowed(actor)) {
            return refused(Problem.at("", DENIED));
        }
        return unit.run(() -> store.webhookOf(delivery)
                .flatMap(store::find)
                .<Result<Boolean>>map(webhook -> {
                    begin(delivery, webhook.label());
                    return new Result.Done<>(true);
                })
                .orElseGet(() -> refused(Problem.at("", NOT_FOUND))));
    }

    void begin(RecordId delivery, String label) {
        store.job(delivery, jobs.begin(JOB, new Label(Map.of("en", label)), delivery.toString(), null));
    }

    private boolean isKnown(String event) {
        var record = RECORD.matcher(event);
        return (record.matches() && live.current().entity(record.group(1)).isPresent())
                || APPROVAL.matcher(event).matches();
    }

    private static <T> Result<T> refused(Problem problem) {
        return new Result.Refused<>(List.of(problem));
    }
}
