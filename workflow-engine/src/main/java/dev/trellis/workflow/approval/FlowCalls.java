package dev.trellis.workflow.approval;

import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.FlowNodes.Call;
import dev.trellis.core.metadata.FlowNodes.Delay;
import dev.trellis.core.metadata.FlowNodes.SubFlow;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.workflow.approval.RequestFacts.Effect;
import dev.trellis.workflow.call.CallAnswer;
import dev.trellis.workflow.call.CallRequest;
import dev.trellis.workflow.call.FlowChannel;
import dev.trellis.workflow.engine.FlowableEngine;
import dev.trellis.workflow.people.ApproverResolution;
import dev.trellis.workflow.people.People;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets flows go on that wait for a time, for other requests, or for something outside; asks what is to be asked outside.
 * Whatever is asked is asked outside every transaction; its answer counts once.
 */
@Singleton
public final class FlowCalls {

    private static final Logger LOG = LoggerFactory.getLogger(FlowCalls.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final int MAX_DOUBLINGS = 8;

    private final UnitOfWork unit;
    private final ApprovalStore store;
    private final LogStore logs;
    private final WorkStore works;
    private final Works doing;
    private final SubFlows subFlows;
    private final Places places;
    private final Flow flow;
    private final People people;
    private final FlowableEngine engine;
    private final List<FlowChannel> channels;
    private final DatabaseClock clock;

    FlowCalls(
            UnitOfWork unit,
            ApprovalStore store,
            LogStore logs,
            WorkStore works,
            Works doing,
            SubFlows subFlows,
            Places places,
            Flow flow,
            People people,
            FlowableEngine engine,
            List<FlowChannel> channels,
            DatabaseClock clock) {
        this.unit = unit;
        this.store = store;
        this.logs = logs;
        this.works = works;
        this.doing = doing;
        this.subFlows = subFlows;
        this.places = places;
        this.flow = flow;
        this.people = people;
        this.engine = engine;
        this.channels = List.copyOf(channels);
        this.clock = clock;
    }

    /** The keys of the channels that this server has. */
    public List<String> channels() {
        return channels.stream().map(FlowChannel::key).sorted().toList();
    }

    /**
     * Takes in an answer that was to come later.
     *
     * @param key the one of the {@link CallRequest}
     * @return false if nobody waits for it: it has come before, the time is over, the request has left the node
     */
    public boolean answer(RecordId key, CallAnswer answer) {
        engine.awaitReady();
        var now = now();
        var asked = unit.run(() -> works.find(key));
        return asked.isPresent() && unit.run(() -> took(key, answer, now));
    }

    /** Does everything that is due; returns how much that was. Any number of nodes may do so at once. */
    int run(Instant now) {
        engine.awaitReady();
        int done = 0;
        var due = unit.run(() -> works.take(now));
        while (due.isPresent()) {
            run(due.get(), now);
            done++;
            due = unit.run(() -> works.take(now));
        }
        return done;
    }

    private void run(Work work, Instant now) {
        var asked = unit.run(() -> begin(work, now));
        if (asked.isPresent()) {
            var answer = ask(asked.get());
            unit.run(() -> took(work.id(), answer, now));
        }
    }

    /** A question with the channel that takes it. */
    private record Question(FlowChannel channel, CallRequest request) {}

    /** Lets the flow go on, or returns what is to be asked outside. */
    private Optional<Question> begin(Work taken, Instant now) {
        store.serialise(taken.instance());
        var place = waiting(taken.id(), now);
        if (place.isEmpty()) {
            works.waits(taken.id(), now.plus(WorkStore.LEASE), taken.untilAt());
            return Optional.empty();
        }
        var acting = Acting.byFlow(place.get(), now);
        return switch (place.get().anyNode(taken.node())) {
            case Delay _ -> {
                leave(acting, place.get(), taken, false);
                yield Optional.empty();
            }
            case SubFlow sub -> {
                var children = subFlows.children(taken.id());
                if (children.stream().allMatch(child -> child.state().isFinal())) {
                    var refused = sub.rejects()
                            && children.stream().anyMatch(child -> child.state() != ApprovalState.APPROVED);
                    leave(acting, place.get(), taken, refused);
                } else {
                    works.waits(taken.id(), null, null);
                }
                yield Optional.empty();
            }
            case Call call -> question(acting, place.get(), taken, call);
            case ApprovalDefinition.Node other -> throw new IllegalStateException("Nothing waits at " + other.id());
        };
    }

    /** The request of a piece of work that still waits, while the request runs. */
    private Optional<Place> waiting(RecordId work, Instant now) {
        return works.find(work)
                .filter(found -> found.state() == Work.State.WAITING)
                .flatMap(found -> store.serialised(found.instance()))
                .filter(instance -> instance.state() == ApprovalState.RUNNING)
                .flatMap(instance -> places.find(instance, now));
    }

    private void leave(Acting acting, Place place, Work work, boolean refused) {
        works.state(work.id(), Work.State.DONE);
        acting.log(logs, place.instance(), ApprovalEvent.WORKED, work.node(), "");
        goOn(acting, place, work, refused);
    }

    private void goOn(Acting acting, Place place, Work work, boolean refused) {
        var instance = place.instance().id();
        ScopedValue.where(Acting.CURRENT, acting).run(() -> {
            flow.leave(acting, places.of(instance, acting.at()), work, refused);
            flow.advance(acting, instance);
        });
    }

    private Optional<Question> question(Acting acting, Place place, Work work, Call call) {
        var until = work.untilAt();
        if (until != null && !acting.at().isBefore(until)) {
            failed(
                    acting,
                    place,
                    work,
                    call,
                    Problem.at("", ApprovalProblems.CALL_TIMED_OUT)
                            .with("step", call.label())
                            .with("minutes", call.timeoutMinutes()));
            return Optional.empty();
        }
        var channel = channels.stream()
                .filter(one -> one.key().equals(call.channel()))
                .findFirst();
        if (channel.isEmpty()) {
            failed(
                    acting,
                    place,
                    work,
                    call,
                    Problem.at("", ApprovalProblems.CALL_UNKNOWN_CHANNEL)
                            .with("step", call.label())
                            .with("given", call.channel()));
            return Optional.empty();
        }
        return switch (place.facts().compute(call.inputs())) {
            case Effect.Failed(var problems) -> {
                ScopedValue.where(Acting.CURRENT, acting).run(() -> flow.stuck(acting, place, work, problems));
                yield Optional.empty();
            }
            case Effect.Values(var inputs) -> {
                works.tried(work.id());
                var recipients =
                        ApproverResolution.recipients(work.node(), call.recipients(), place.request(), people).stream()
                                .map(found -> found.person().id())
                                .toList();
                yield Optional.of(new Question(
                        channel.get(),
                        new CallRequest(
                                work.id(),
                                work.instance(),
                                place.definition().id(),
                                place.instance().entity(),
                                place.instance().record(),
                                recipients,
                                inputs)));
            }
        };
    }

    private static CallAnswer ask(Question question) {
        try {
            return question.channel().call(question.request());
        } catch (RuntimeException e) {
            LOG.warn(
                    "The channel {} failed for {}",
                    question.channel().key(),
                    question.request().key(),
                    e);
            return new CallAnswer.Failed(e.getClass().getSimpleName(), true);
        }
    }

    private boolean took(RecordId key, CallAnswer answer, Instant now) {
        works.find(key).ifPresent(work -> store.serialise(work.instance()));
        var work = works.find(key);
        var place = waiting(key, now);
        if (work.isEmpty()
                || place.isEmpty()
                || !(place.get().anyNode(work.get().node()) instanceof Call call)) {
            return false;
        }
        var acting = Acting.byFlow(place.get(), now);
        switch (answer) {
            case CallAnswer.Done(var values) -> {
                switch (doing.answered(acting, place.get(), work.get(), call, values)) {
                    case Works.Result.Stuck(var problems) ->
                        ScopedValue.where(Acting.CURRENT, acting)
                                .run(() -> flow.stuck(acting, place.get(), work.get(), problems));
                    case Works.Result.Done(), Works.Result.Waits() -> leave(acting, place.get(), work.get(), false);
                }
            }
            case CallAnswer.Later() ->
                works.waits(key, work.get().untilAt(), work.get().untilAt());
            case CallAnswer.Failed(var why, var isWorthAnotherTry) -> {
                if (isWorthAnotherTry) {
                    works.waits(key, again(work.get(), now), work.get().untilAt());
                } else {
                    failed(
                            acting,
                            place.get(),
                            work.get(),
                            call,
                            Problem.at("", ApprovalProblems.CALL_FAILED)
                                    .with("step", call.label())
                                    .with("why", why));
                }
            }
        }
        return true;
    }

    private static Instant again(Work work, Instant now) {
        var pause = now.plus(FIRST_PAUSE.multipliedBy(1L << Math.min(work.tries(), MAX_DOUBLINGS)));
        var until = work.untilAt();
        return until != null && until.isBefore(pause) ? until : pause;
    }

    private void failed(Acting acting, Place place, Work work, Call call, Problem why) {
        var text = Messages.text(why, acting.person().locale());
        acting.log(logs, place.instance(), ApprovalEvent.FAILED, work.node(), text);
        switch (call.failure()) {
            case ADMINISTRATORS ->
                ScopedValue.where(Acting.CURRENT, acting).run(() -> flow.stuck(acting, place, work, List.of(why)));
            case BRANCH -> {
                works.state(work.id(), Work.State.DONE);
                goOn(acting, place, work, true);
            }
            case IGNORE -> {
                works.state(work.id(), Work.State.DONE);
                goOn(acting, place, work, false);
            }
        }
    }

    private Instant now() {
        return clock.instant();
    }
}
