package dev.trellis.workflow.approval;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.workflow.approval.ApprovalRows.Copy;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.engine.FlowableEngine;
import dev.trellis.workflow.engine.FlowableEngine.Waiting;
import dev.trellis.workflow.node.NodeAction;
import dev.trellis.workflow.node.Outcome;
import dev.trellis.workflow.people.ApproverResolution;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.people.Reason;
import dev.trellis.workflow.route.Route;
import dev.trellis.workflow.route.Route.Reach;
import jakarta.inject.Singleton;
import java.util.List;
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
    private final Works works;
    private final WorkStore workStore;
    private final Closing closing;
    private final RecordTurns turns;
    private final People people;
    private final RequestOutbox outbox;
    private final FlowableEngine engine;
    private final RecordIds ids;

    Flow(
            ApprovalStore store,
            LogStore logs,
            Places places,
            ApprovalSteps steps,
            Works works,
            WorkStore workStore,
            Closing closing,
            RecordTurns turns,
            People people,
            RequestOutbox outbox,
            FlowableEngine engine,
            RecordIds ids) {
        this.store = store;
        this.logs = logs;
        this.places = places;
        this.steps = steps;
        this.works = works;
        this.workStore = workStore;
        this.closing = closing;
        this.turns = turns;
        this.people = people;
        this.outbox = outbox;
        this.engine = engine;
        this.ids = ids;
    }

    /**
     * Tells the engine of everything that has been decided, does what is due, and lets the request go on until it waits or
     * ends.
     */
    void advance(Acting acting, RecordId instance) {
        while (goesOn(acting, settled(acting, instance))) {
            // The next round looks at what has become of it.
        }
        var place = places.of(instance, acting.at());
        if (place.instance().state() == ApprovalState.RUNNING
                && (place.isManifold() || !place.works().isEmpty())) {
            turns.lock(place.instance(), place.openFields());
        }
    }

    private boolean goesOn(Acting acting, Place place) {
        if (place.instance().state() != ApprovalState.RUNNING) {
            return false;
        }
        var decided = place.entries().stream().filter(Entry::isUntold).findFirst();
        if (decided.isPresent()) {
            return tell(acting, place, decided.get());
        }
        var due = place.works().stream()
                .filter(work -> work.state() == Work.State.DUE)
                .findFirst();
        return due.isPresent() && work(acting, place, due.get());
    }

    /** The request as it is, once everything is closed that the engine has left. */
    private Place settled(Acting acting, RecordId instance) {
        var place = places.of(instance, acting.at());
        var process = place.instance().process();
        if (process == null || !place.isManifold() || !closing.isAnythingOpen(place)) {
            return place;
        }
        var tasks = engine.standsAt(process).stream().map(Waiting::task).toList();
        var left = closing.close(acting, place, new NodeAction.Cancel(), "", task -> !tasks.contains(task));
        return left ? places.of(instance, acting.at()) : place;
    }

    private boolean tell(Acting acting, Place place, Entry entry) {
        if (entry.state().outcome().orElseThrow() == Outcome.AGREED) {
            return agreed(acting, place, entry);
        }
        var reports = Route.onlyReports(place.definition().nodes(), entry.node());
        var trouble = reports ? trouble(place, entry.node(), true) : List.<Problem>of();
        if (!trouble.isEmpty()) {
            suspend(acting, place, entry.node(), trouble);
            return false;
        }
        store.passed(entry.id(), place.facts().record().version());
        engine.complete(entry.flowTask(), entry.node(), true);
        return true;
    }

    private boolean agreed(Acting acting, Place place, Entry entry) {
        var trouble = trouble(place, entry.node(), false);
        if (!trouble.isEmpty()) {
            suspend(acting, place, entry.node(), trouble);
            return false;
        }
        store.passed(entry.id(), place.facts().record().version());
        var comeBack = entry.comeBack();
        if (comeBack == null) {
            engine.complete(entry.flowTask(), entry.node(), false);
        } else {
            move(place, entry.node(), comeBack);
        }
        return true;
    }

    private boolean work(Acting acting, Place place, Work work) {
        return switch (works.run(acting, place, work)) {
            case Works.Result.Done() -> {
                acting.byRule().log(logs, place.instance(), ApprovalEvent.WORKED, work.node(), "");
                yield leave(acting, places.of(place.instance().id(), acting.at()), work, false);
            }
            // The next round finds nothing due here any more.
            case Works.Result.Waits() -> true;
            case Works.Result.Stuck(var problems) -> {
                stuck(acting, place, work, problems);
                yield false;
            }
        };
    }

    /** Work has failed: the request stands still until it is let try again. */
    void stuck(Acting acting, Place place, Work work, List<Problem> problems) {
        workStore.state(work.id(), Work.State.STUCK);
        suspend(acting.byRule(), place, work.node(), problems);
    }

    /** Leaves a node at which a flow has worked by itself, or waited. */
    boolean leave(Acting acting, Place place, Work work, boolean refused) {
        var trouble = trouble(place, work.node(), false);
        if (!trouble.isEmpty()) {
            suspend(acting, place, work.node(), trouble);
            return false;
        }
        engine.complete(work.flowTask(), work.node(), refused);
        return true;
    }

    /** What keeps a request from going on behind a node: a condition, nobody to decide, too many steps already. */
    private List<Problem> trouble(Place place, String node, boolean endsLane) {
        if (place.entries().size() + place.works().size() >= MAX_ENTRIES) {
            return List.of(Problem.at("", ApprovalProblems.TOO_MANY_STEPS).with("limit", MAX_ENTRIES));
        }
        var nodes = place.definition().nodes();
        var rest = endsLane
                ? Route.leavingLane(nodes, node, place.others(node))
                : Route.leaving(nodes, node, place.others(node));
        return switch (Route.next(rest, place.facts())) {
            case Route.Answer.Failed<Reach>(var problems) -> problems;
            case Route.Answer.Leads<Reach>(var next) -> {
                var nobody = next.steps().stream()
                        .filter(step -> place.arrival(step, people).isEmpty())
                        .map(ApprovalPath::noApprover)
                        .toList();
                yield nobody.isEmpty()
                                && next.passes()
                                && !Route.isHeldUp(nodes, node, place.others(node))
                                && place.passesAlone()
                        ? List.of(Problem.at("", ApprovalProblems.NOBODY_DECIDED))
                        : nobody;
            }
        };
    }

    /** Moves a request from where it stands to a node, or to its beginning; within one lane the others stay. */
    void move(Place place, @Nullable String from, @Nullable String to) {
        var process = place.instance().process();
        if (process == null) {
            throw new TrellisException("Request " + place.instance().id() + " has not started");
        }
        var stands = engine.standsAt(process);
        var there = stands.stream().filter(waiting -> waiting.node().equals(to)).findFirst();
        var nodes = place.definition().nodes();
        if (to != null && there.isPresent() && (stands.size() == 1 || to.equals(from))) {
            steps.waits(place.instance().id(), to, there.get().task());
        } else if (to != null && from != null && stands.size() > 1 && Route.isBesideNothing(nodes, from, to)) {
            engine.jump(process, from, to);
        } else {
            engine.jump(process, to);
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
