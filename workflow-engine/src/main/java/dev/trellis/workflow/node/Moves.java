package dev.trellis.workflow.node;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.workflow.node.Group.Placement;
import dev.trellis.workflow.node.Step.Why;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Does things to a step: says why one does not count, or what the step is like afterwards. */
final class Moves {

    private final NodeState before;
    private final HandOvers hands;

    Moves(NodeState before) {
        this.before = before;
        this.hands = new HandOvers(before);
    }

    Step apply(NodeAction action) {
        return switch (action) {
            case NodeAction.Agree(var user) -> decide(user, Vote.AGREED);
            case NodeAction.Reject(var user) -> decide(user, Vote.REJECTED);
            case NodeAction.Return(var user) -> decide(user, Vote.RETURNED);
            case NodeAction.Abstain(var user) -> abstain(user);
            case NodeAction.Transfer(var user, var to) -> transfer(user, to);
            case NodeAction.Add add -> add(add);
            case NodeAction.Remove(var user, var person) -> remove(user, person);
            case NodeAction.Claim(var user) -> claim(user);
            case NodeAction.Unclaim(var user) -> unclaim(user);
            case NodeAction.TakeBack(var user) -> takeBack(user);
            case NodeAction.Reopen(var user) -> reopen(user);
            case NodeAction.AgreeByRule(var user) -> byRule(user, Vote.AUTO_AGREED);
            case NodeAction.RejectByRule(var user) -> byRule(user, Vote.AUTO_REJECTED);
            case NodeAction.ReturnByRule() ->
                before.outcome().isPresent() ? refused(Why.OVER) : imposed(Outcome.RETURNED, Vote.NOT_NEEDED);
            case NodeAction.Reassign(var user, var to) -> reassign(user, to);
            case NodeAction.Deputise(var user, var deputy) -> hands.deputise(user, deputy);
            case NodeAction.ComeBack(var deputy) -> hands.comeBack(deputy);
            case NodeAction.Withdraw(var evenIfDecided) -> withdraw(evenIfDecided);
            case NodeAction.Cancel() ->
                before.outcome().isPresent() ? refused(Why.OVER) : imposed(Outcome.CANCELLED, Vote.CANCELLED);
        };
    }

    private Step decide(RecordId user, Vote vote) {
        return hindrance(user).<Step>map(Step.Refused::new).orElseGet(() -> votes(user, vote));
    }

    private Step abstain(RecordId user) {
        var isAdded = before.seat(user).filter(seat -> seat.group() != 0).isPresent();
        if (!before.rule().mayAbstain() || before.rule().completion() != Completion.VOTE || isAdded) {
            return refused(Why.NO_ABSTENTION);
        }
        return decide(user, Vote.ABSTAINED);
    }

    private Step votes(RecordId user, Vote vote) {
        return taken(change(user, seat -> seat.with(vote)), before.groups());
    }

    /** Why somebody cannot act here now; empty if they can. */
    private Optional<Why> hindrance(RecordId user) {
        var seat = before.seat(user);
        if (seat.isEmpty()) {
            return Optional.of(Why.NOT_SEATED);
        }
        if (before.outcome().isPresent()) {
            return Optional.of(Why.OVER);
        }
        return Optional.ofNullable(hindrance(seat.get().vote()));
    }

    static @Nullable Why hindrance(Vote vote) {
        return switch (vote) {
            case PENDING -> null;
            case WAITING -> Why.NOT_YOUR_TURN;
            case SUSPENDED -> Why.WAITS_FOR_ADDED;
            case TRANSFERRED, REMOVED -> Why.NOT_YOURS_ANY_MORE;
            case NOT_NEEDED, WITHDRAWN, CANCELLED -> Why.OVER;
            case AGREED, REJECTED, ABSTAINED, RETURNED, AUTO_AGREED, AUTO_REJECTED -> Why.DECIDED;
        };
    }

    private Step transfer(RecordId user, RecordId to) {
        var hindrance = hindrance(user);
        if (hindrance.isPresent()) {
            return refused(hindrance.get());
        }
        if (seat(user).handedOver() >= NodeRule.MAX_HANDED_OVER) {
            return refused(user.equals(to) ? Why.TO_SELF : Why.HANDED_OVER_TOO_OFTEN);
        }
        return hands.over(seat(user), to);
    }

    private Step reassign(RecordId user, RecordId to) {
        if (before.seat(user).isEmpty()) {
            return refused(Why.NOT_SEATED);
        }
        if (before.outcome().isPresent()) {
            return refused(Why.OVER);
        }
        var seat = seat(user);
        return seat.isOpen() ? hands.over(seat, to) : refused(Why.DECIDED);
    }

    private Step add(NodeAction.Add add) {
        var hindrance = hindrance(add.user());
        if (hindrance.isPresent()) {
            return refused(hindrance.get());
        }
        var owner = seat(add.user());
        var people = new HashSet<>(add.people());
        if (people.isEmpty() || people.size() < add.people().size()) {
            return refused(people.isEmpty() ? Why.NOBODY_NAMED : Why.ALREADY_SEATED);
        }
        if (owner.depth() >= before.rule().depth()) {
            return refused(Why.TOO_DEEP);
        }
        if (before.seats().stream().anyMatch(seat -> seat.vote().counts() && people.contains(seat.user()))) {
            return refused(Why.ALREADY_SEATED);
        }
        return seat(owner, add);
    }

    private Step seat(Seat owner, NodeAction.Add add) {
        var beside = add.placement() == Placement.BESIDE;
        var group = new Group(before.groups().size() + 1, add.placement(), owner.user(), add.method(), add.rejects());
        var vote = beside && mustWait(owner.group()) ? Vote.WAITING : Vote.PENDING;
        var added = add.people().stream()
                .map(user -> new Seat(
                        user, vote, beside ? owner.group() : group.number(), owner.depth() + 1, owner.user(), 0, null))
                .toList();
        var seats = new ArrayList<Seat>();
        for (var seat : before.seats()) {
            if (seat.equals(owner)) {
                seats.add(
                        switch (add.placement()) {
                            case BEFORE -> seat.with(Vote.SUSPENDED);
                            case AFTER -> seat.with(Vote.AGREED);
                            case BESIDE -> seat;
                        });
                seats.addAll(added);
            } else if (!add.people().contains(seat.user())) {
                seats.add(seat);
            }
        }
        var groups = new ArrayList<>(before.groups());
        groups.add(group);
        return taken(seats, groups);
    }

    /** One more in a step that somebody has claimed waits like the others. */
    private boolean mustWait(int group) {
        return before.members(group).stream().anyMatch(seat -> seat.vote() == Vote.WAITING);
    }

    private Step remove(RecordId user, RecordId person) {
        var seat = before.seat(person).filter(found -> user.equals(found.addedBy()));
        if (before.outcome().isPresent()) {
            return refused(before.seat(user).isEmpty() ? Why.NOT_SEATED : Why.OVER);
        }
        if (seat.isEmpty() || !seat.get().isOpen()) {
            return refused(before.seat(user).isEmpty() ? Why.NOT_SEATED : Why.NOT_ADDED_BY_YOU);
        }
        return taken(change(person, found -> found.with(Vote.REMOVED)), before.groups());
    }

    private Step claim(RecordId user) {
        if (before.rule().completion() != Completion.CLAIM
                || before.seat(user).filter(seat -> seat.group() == 0).isEmpty()) {
            return refused(before.seat(user).isEmpty() ? Why.NOT_SEATED : Why.NOT_CLAIMABLE);
        }
        var hindrance = hindrance(user);
        if (hindrance.isPresent()) {
            return refused(hindrance.get());
        }
        return taken(
                before.seats().stream()
                        .map(seat ->
                                isOther(seat, user) && seat.vote() == Vote.PENDING ? seat.with(Vote.WAITING) : seat)
                        .toList(),
                before.groups());
    }

    private Step unclaim(RecordId user) {
        if (before.rule().completion() != Completion.CLAIM) {
            return refused(before.seat(user).isEmpty() ? Why.NOT_SEATED : Why.NOT_CLAIMABLE);
        }
        var hindrance = hindrance(user);
        if (hindrance.isPresent()) {
            return refused(hindrance.get());
        }
        return taken(
                before.seats().stream()
                        .map(seat ->
                                isOther(seat, user) && seat.vote() == Vote.WAITING ? seat.with(Vote.PENDING) : seat)
                        .toList(),
                before.groups());
    }

    private static boolean isOther(Seat seat, RecordId user) {
        return seat.group() == 0 && !seat.user().equals(user);
    }

    private Step takeBack(RecordId user) {
        var seat = before.seat(user);
        if (seat.isEmpty()) {
            return refused(Why.NOT_SEATED);
        }
        if (before.outcome().isPresent()) {
            return refused(Why.OVER);
        }
        var followed = before.groups().stream()
                .anyMatch(group -> group.owner().equals(user) && group.placement() == Placement.AFTER);
        if (!seat.get().vote().isDecision() || followed || isSettled(seat.get().group())) {
            return refused(Why.NOTHING_TO_TAKE_BACK);
        }
        return taken(change(user, found -> found.with(Vote.PENDING)), before.groups());
    }

    private Step reopen(RecordId user) {
        var agreed = before.seat(user).filter(seat -> seat.vote() == Vote.AGREED);
        if (agreed.isEmpty() || before.outcome().filter(Outcome.AGREED::equals).isEmpty()) {
            return refused(before.seat(user).isEmpty() ? Why.NOT_SEATED : Why.NOTHING_TO_TAKE_BACK);
        }
        return new Step.Taken(new NodeState(
                before.rule(), change(user, seat -> seat.with(Vote.CANCELLED)), before.groups(), Outcome.CANCELLED));
    }

    private boolean isSettled(int group) {
        return group == 0
                ? Tally.outcome(before.rule(), before.members(0)).isPresent()
                : before.outcome(before.groups().get(group - 1)).isPresent();
    }

    private Step byRule(RecordId user, Vote vote) {
        var hindrance = hindrance(user);
        if (hindrance.isPresent() && hindrance.get() != Why.NOT_YOUR_TURN) {
            return refused(hindrance.get());
        }
        return votes(user, vote);
    }

    private Step withdraw(boolean evenIfDecided) {
        if (before.outcome().isPresent()) {
            return refused(Why.OVER);
        }
        return before.isDecided() && !evenIfDecided
                ? refused(Why.TOO_LATE)
                : imposed(Outcome.WITHDRAWN, Vote.WITHDRAWN);
    }

    private Step imposed(Outcome outcome, Vote vote) {
        return new Step.Taken(new NodeState(
                before.rule(),
                before.seats().stream()
                        .map(seat -> seat.isOpen() ? seat.with(vote) : seat)
                        .toList(),
                before.groups(),
                outcome));
    }

    private Seat seat(RecordId user) {
        return before.seat(user).orElseThrow();
    }

    private List<Seat> change(RecordId user, UnaryOperator<Seat> change) {
        return before.seats().stream()
                .map(seat -> seat.user().equals(user) ? change.apply(seat) : seat)
                .toList();
    }

    private Step taken(List<Seat> seats, List<Group> groups) {
        return Settlement.taken(before, seats, groups);
    }

    private static Step refused(Why why) {
        return new Step.Refused(why);
    }
}
