package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.workflow.engine.FlowableEngine;
import dev.trellis.workflow.node.NodeAction;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Ends requests before their time: the initiator takes one back, an administrator ends one. */
@Singleton
final class Withdrawals {

    private final Closing closing;
    private final Places places;
    private final Endings endings;
    private final FlowableEngine engine;
    private final Refusals refusals;

    Withdrawals(Closing closing, Places places, Endings endings, FlowableEngine engine, Refusals refusals) {
        this.closing = closing;
        this.places = places;
        this.endings = endings;
        this.engine = engine;
        this.refusals = refusals;
    }

    RecordId withdraw(Acting acting, Which which) {
        var place = places.running(acting, which);
        var instance = place.instance();
        if (!instance.initiator().equals(acting.person().user())) {
            throw new FlowRefused(refusals.onlyInitiator(instance));
        }
        hindrance(place).ifPresent(problem -> {
            throw new FlowRefused(problem);
        });
        stop(acting, place, new NodeAction.Withdraw(true), "");
        endings.end(acting, place, ApprovalState.WITHDRAWN, ApprovalEvent.WITHDRAWN, "");
        Optional.ofNullable(instance.process()).ifPresent(engine::cancel);
        return instance.id();
    }

    /** Why a request is not withdrawn now. */
    Optional<Problem> hindrance(Place place) {
        return switch (place.definition().policy().withdraw()) {
            case NEVER -> Optional.of(Problem.at("", ApprovalProblems.NOT_WITHDRAWABLE));
            case BEFORE_END -> Optional.empty();
            case BEFORE_DECISION ->
                place.instance().state() != ApprovalState.RETURNED && isDecided(place)
                        ? Optional.of(refusals.tooLate(place.entries()))
                        : Optional.empty();
        };
    }

    private static boolean isDecided(Place place) {
        return place.entries().stream().anyMatch(entry -> entry.state().isDecided());
    }

    void cancel(Acting acting, Place place, String reason) {
        stop(acting, place, new NodeAction.Cancel(), reason);
        endings.end(acting, place, ApprovalState.CANCELLED, ApprovalEvent.CANCELLED, reason);
        Optional.ofNullable(place.instance().process()).ifPresent(engine::cancel);
    }

    /** Closes the entries that wait; what happened to each stands in the log. */
    void stop(Acting acting, Place place, NodeAction action, String remark) {
        closing.close(acting, place, action, remark, _ -> true);
    }
}
