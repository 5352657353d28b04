package dev.trellis.workflow.approval;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.workflow.approval.ApprovalRows.Copy;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.engine.FlowableEngine;
import dev.trellis.workflow.people.ApproverResolution;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.people.Reason;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests go on: tells the engine what was decided, as long as rules decide at once; stops a request that cannot
 * go on and calls for an administrator.
 */
@Singleton
final class Flow {

    static final int MAX_ENTRIES = 200;
    static final int MAX_RETURNS = 20;

    private final ApprovalStore store;
    private final LogStore logs;
    private final Places places;
    private final ApprovalSteps steps;
    private final People people;
    private final RequestOutbox outbox;
    private final FlowableEngine engine;
    private final RecordIds ids;

    Flow(
            ApprovalStore store,
            LogStore logs,
            Places places,
            ApprovalSteps steps,
            People people,
            RequestOutbox outbox,
            FlowableEngine engine,
            RecordIds ids) {
        this.store = store;
        this.logs = logs;
        this.places = places;
        this.steps = steps;
        this.people = people;
        this.outbox = outbox;
        this.engine = engine;
        this.ids = ids;
    }

    /** Tells the engine of everything that has been decided and lets the request go on until it waits or ends. */
    void advance(Acting acting, RecordId instance) {
        boolean goesOn = true;
        while (goesOn) {
            var place = places.of(instance, acting.at());
            var due = place.instance().state() == ApprovalState.RUNNING
                    ? place.entries().stream()
                            .filter(entry -> !entry.isPassed() && !entry.isOpen())
                            .findFirst()
                    : Optional.<Entry>empty();
            goesOn = due.isPresent() && tell(acting, place, due.get());
        }
    }

    private boolean tell(Acting acting, Place place, Entry entry) {
        return switch (entry.state().outcome().orElseThrow()) {
            case AGREED -> agreed(acting, place, entry);
            case REJECTED -> {
                store.passed(entry.id(), place.facts().record().version());
                engine.complete(entry.flowTask(), true);
                yield true;
            }
            case RETURNED, WITHDRAWN, CANCELLED -> false;
        };
    }

    private boolean agreed(Acting acting, Place place, Entry entry) {
        var trouble = trouble(place, entry);
        if (!trouble.isEmpty()) {
            suspend(acting, place, entry.node(), trouble);
            return false;
        }
        store.passed(entry.id(), place.facts().record().version());
        var comeBack = entry.comeBack();
        if (comeBack == null) {
            engine.complete(entry.flowTask(), false);
        } else {
            move(place, entry, comeBack);
        }
        return true;
    }

    /** What keeps a request from going on behind a node: a condition, nobody to decide, too many steps already. */
    private List<Problem> trouble(Place place, Entry entry) {
        if (place.entries().size() >= MAX_ENTRIES) {
            return List.of(Problem.at("", ApprovalProblems.TOO_MANY_STEPS).with("limit", MAX_ENTRIES));
        }
        var rest = Route.after(place.definition().nodes(), entry.node()).orElse(List.of());
        return switch (Route.next(rest, place.facts())) {
            case Route.Answer.Failed<Optional<Approve>>(var problems) -> problems;
            case Route.Answer.Leads<Optional<Approve>>(var next) ->
                next.filter(node -> place.arrival(node, people).isEmpty())
                        .map(node -> List.of(ApprovalPath.noApprover(node)))
                        .orElse(List.of());
        };
    }

    /** Moves a request from where it stands to a node, or to its beginning. */
    void move(Place place, Entry from, @Nullable String to) {
        var process = place.instance().process();
        if (process == null) {
            throw new TrellisException("Request " + place.instance().id() + " has not started");
        }
        var stays = to == null ? engine.isFirst(place.definition(), from.node()) : to.equals(from.node());
        if (stays) {
            steps.waits(place.instance().id(), from.node(), from.flowTask());
        } else {
            engine.jump(process, place.definition(), from.node(), to);
        }
    }

    /** Stops a request and calls for its administrators. */
    void suspend(Acting acting, Place place, @Nullable String node, List<Problem> problems) {
        var instance = place.instance();
        var locale = acting.person().locale();
        var why = String.join(
                " ",
                problems.stream().map(problem -> Messages.text(problem, locale)).toList());
        store.state(instance.id(), ApprovalState.SUSPENDED, why);
        acting.log(logs, instance, ApprovalEvent.SUSPENDED, node, why);
        var at = node == null ? "" : node;
        ApproverResolution.administrators(place.request(), people).forEach(found -> {
            var copy =
                    new Copy(ids.next(), instance.id(), at, found.person().id(), List.of(Reason.repair()), acting.at());
            logs.copy(copy);
            outbox.copied(instance, copy.id(), copy.user());
        });
        outbox.turned(instance, ApprovalState.SUSPENDED);
    }
}
