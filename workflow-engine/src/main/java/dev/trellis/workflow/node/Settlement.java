package dev.trellis.workflow.node;

import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.workflow.node.Group.Placement;
import java.util.List;
import java.util.function.Predicate;

/** Follows up an action: whose turn it is now, who need not decide any more. */
final class Settlement {

    private Settlement() {}

    static NodeState of(NodeState state) {
        var settled = state;
        while (true) {
            var next = once(settled);
            if (next.equals(settled)) {
                return settled;
            }
            settled = next;
        }
    }

    private static NodeState once(NodeState state) {
        if (state.outcome().isPresent()) {
            return close(state, seat -> true);
        }
        var next = state;
        if (Tally.outcome(state.rule(), state.members(0)).isPresent()) {
            next = close(next, seat -> seat.group() == 0);
        }
        for (var group : state.groups()) {
            next = group(next, group);
        }
        return turns(next);
    }

    private static NodeState group(NodeState state, Group group) {
        return switch (group.placement()) {
            case BESIDE -> state;
            case AFTER ->
                state.outcome(group).isPresent() ? close(state, seat -> seat.group() == group.number()) : state;
            case BEFORE -> before(state, group);
        };
    }

    private static NodeState before(NodeState state, Group group) {
        var waits =
                state.vote(group.owner()).filter(vote -> vote == Vote.SUSPENDED).isPresent();
        if (waits && state.outcome(group).isEmpty()) {
            return state;
        }
        var closed = close(state, seat -> seat.group() == group.number());
        return waits && isAnswered(closed, group) ? resumed(closed, group) : closed;
    }

    /** What a step is like once its places have changed. */
    static Step taken(NodeState before, List<Seat> seats, List<Group> groups) {
        return new Step.Taken(of(new NodeState(before.rule(), seats, groups, before.imposed())));
    }

    private static boolean isAnswered(NodeState state, Group group) {
        return state.groups().stream()
                .filter(other ->
                        other.placement() == Placement.BEFORE && other.owner().equals(group.owner()))
                .allMatch(other -> state.outcome(other).isPresent());
    }

    private static NodeState resumed(NodeState state, Group group) {
        return with(
                state,
                state.seats().stream()
                        .map(seat -> seat.user().equals(group.owner()) ? seat.with(Vote.PENDING) : seat)
                        .toList());
    }

    /** A claimed step whose holder is gone is open to all again. */
    private static List<Seat> reopened(NodeState state) {
        var seats = state.seats();
        if (seats.stream().anyMatch(Settlement::holds)) {
            return seats;
        }
        return seats.stream().map(Settlement::freed).toList();
    }

    private static boolean holds(Seat seat) {
        return seat.group() == 0 && seat.isOpen() && seat.vote() != Vote.WAITING;
    }

    private static Seat freed(Seat seat) {
        return seat.group() == 0 && seat.vote() == Vote.WAITING ? seat.with(Vote.PENDING) : seat;
    }

    private static NodeState turns(NodeState state) {
        var seats = state.rule().completion() == Completion.CLAIM ? reopened(state) : state.seats();
        if (state.rule().completion() == Completion.SEQUENCE) {
            seats = Seating.turns(Completion.SEQUENCE, 0, seats);
        }
        for (var group : state.groups()) {
            if (group.placement() != Placement.BESIDE) {
                seats = Seating.turns(group.method(), group.number(), seats);
            }
        }
        return with(state, seats);
    }

    private static NodeState close(NodeState state, Predicate<Seat> which) {
        return with(
                state,
                state.seats().stream()
                        .map(seat -> seat.isOpen() && which.test(seat) ? seat.with(Vote.NOT_NEEDED) : seat)
                        .toList());
    }

    private static NodeState with(NodeState state, List<Seat> seats) {
        return new NodeState(state.rule(), seats, state.groups(), state.imposed());
    }
}
