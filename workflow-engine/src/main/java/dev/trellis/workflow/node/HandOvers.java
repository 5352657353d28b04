package dev.trellis.workflow.node;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.workflow.node.Step.Why;
import java.util.ArrayList;
import java.util.Optional;

/** Gives a place in a step to somebody else: for good, or to a deputy and back. */
final class HandOvers {

    private final NodeState before;

    HandOvers(NodeState before) {
        this.before = before;
    }

    /** Gives a place to somebody for good. */
    Step over(Seat from, RecordId to) {
        if (from.user().equals(to)) {
            return new Step.Refused(Why.TO_SELF);
        }
        var receiver = before.seat(to).filter(seat -> seat.vote().counts());
        return receiver.isPresent() ? merge(from, receiver.get()) : move(from, from.goesTo(to, from.vote()));
    }

    /** Only a place of one's own goes along, and only to somebody who has none here: nobody has two voices. */
    Step deputise(RecordId user, RecordId deputy) {
        var hindrance = gone(user);
        if (hindrance.isPresent()) {
            return new Step.Refused(hindrance.get());
        }
        if (user.equals(deputy)) {
            return new Step.Refused(Why.TO_SELF);
        }
        var seat = seat(user);
        if (seat.insteadOf() != null
                || before.seat(deputy).filter(other -> other.vote().counts()).isPresent()) {
            return new Step.Refused(Why.ALREADY_SEATED);
        }
        return move(seat, seat.standsIn(deputy));
    }

    Step comeBack(RecordId deputy) {
        var hindrance = gone(deputy);
        if (hindrance.isPresent()) {
            return new Step.Refused(hindrance.get());
        }
        var seat = seat(deputy);
        var person = seat.insteadOf();
        if (person == null) {
            return new Step.Refused(Why.NOT_SEATED);
        }
        var own = before.seat(person).filter(other -> other.vote().counts());
        return own.isPresent() ? merge(seat, own.get()) : move(seat, seat.comesBack(person));
    }

    /** Why a place does not change hands any more; empty while it is open, whosever turn it is. */
    private Optional<Why> gone(RecordId user) {
        if (before.seat(user).isEmpty()) {
            return Optional.of(Why.NOT_SEATED);
        }
        if (before.outcome().isPresent()) {
            return Optional.of(Why.OVER);
        }
        return seat(user).isOpen()
                ? Optional.empty()
                : Optional.ofNullable(Moves.hindrance(seat(user).vote()));
    }

    /** The receiver has a place here already: one person, one vote. */
    private Step merge(Seat from, Seat receiver) {
        if (!receiver.isOpen()) {
            return new Step.Refused(Why.RECEIVER_DECIDED);
        }
        if (receiver.group() != from.group() || from.vote() == Vote.SUSPENDED) {
            return new Step.Refused(Why.ALREADY_SEATED);
        }
        var takesOver = before.rule().completion() == Completion.CLAIM && from.vote() == Vote.PENDING;
        var seats = before.seats().stream()
                .map(seat -> {
                    if (seat.equals(from)) {
                        return seat.with(Vote.TRANSFERRED);
                    }
                    return takesOver && seat.equals(receiver) && seat.vote() == Vote.WAITING
                            ? seat.with(Vote.PENDING)
                            : seat;
                })
                .toList();
        return Settlement.taken(before, seats, before.groups());
    }

    private Step move(Seat from, Seat to) {
        var seats = new ArrayList<Seat>();
        for (var seat : before.seats()) {
            if (seat.equals(from)) {
                seats.add(seat.with(Vote.TRANSFERRED));
                seats.add(to);
            } else if (!seat.user().equals(to.user())) {
                seats.add(seat);
            }
        }
        var groups = before.groups().stream()
                .map(group -> group.owner().equals(from.user()) && from.vote() == Vote.SUSPENDED
                        ? group.ownedBy(to.user())
                        : group)
                .toList();
        return Settlement.taken(before, seats, groups);
    }

    private Seat seat(RecordId user) {
        return before.seat(user).orElseThrow();
    }
}
