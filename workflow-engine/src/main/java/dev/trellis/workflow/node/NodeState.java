package dev.trellis.workflow.node;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry into an approve node: who sits there and what each has done. Says, without a database or an engine, when the
 * step is done and how it came out; the preview, the running flow and the tests share it.
 *
 * @param seats the people in order, each once
 * @param groups the people added, in the order in which that happened
 * @param imposed how the step came out from outside, or null while only its people decide
 */
public record NodeState(
        NodeRule rule,
        List<Seat> seats,
        List<Group> groups,
        @Nullable Outcome imposed) {

    public NodeState(NodeRule rule, List<Seat> seats, List<Group> groups, @Nullable Outcome imposed) {
        this.rule = rule;
        this.seats = List.copyOf(seats);
        this.groups = List.copyOf(groups);
        this.imposed = imposed;
        var people = new HashSet<RecordId>();
        if (!seats.stream().allMatch(seat -> people.add(seat.user()))) {
            throw new IllegalArgumentException("Nobody sits twice in a step: " + seats);
        }
        if (seats.isEmpty() && imposed == null) {
            throw new IllegalArgumentException("A step needs people");
        }
    }

    /** Opens a step for people who have not voted. */
    public static NodeState open(Completion completion, List<RecordId> people) {
        return open(NodeRule.of(completion), people.stream().map(Seat::of).toList());
    }

    /** Opens a step. */
    public static NodeState open(NodeRule rule, List<Seat> seats) {
        return new NodeState(rule, Seating.turns(rule.completion(), seats), List.of(), null);
    }

    /** A step that a rule decided when nobody was found for it. */
    public static NodeState decided(NodeRule rule, Outcome outcome) {
        return new NodeState(rule, List.of(), List.of(), outcome);
    }

    /** Returns how the step came out, or empty while it waits for somebody. */
    public Optional<Outcome> outcome() {
        if (imposed != null) {
            return Optional.of(imposed);
        }
        if (has(Vote.RETURNED)) {
            return Optional.of(Outcome.RETURNED);
        }
        if (groups.stream().anyMatch(this::ends)) {
            return Optional.of(Outcome.REJECTED);
        }
        return Tally.outcome(rule, members(0)).filter(outcome -> outcome != Outcome.AGREED || isFollowedUp());
    }

    /** Does something; nothing of it has happened where it is refused. */
    public Step apply(NodeAction action) {
        return new Moves(this).apply(action);
    }

    /** Tells whether a person has decided anything here. */
    public boolean isDecided() {
        return seats.stream().anyMatch(seat -> seat.vote().isDecision());
    }

    /** The people who decided, in the order of the seats. */
    public List<RecordId> deciders() {
        return seats.stream()
                .filter(seat -> seat.vote().isDecision())
                .map(Seat::user)
                .toList();
    }

    /** The people who agreed as themselves, not as somebody's deputy and not by a rule. */
    public List<RecordId> agreedThemselves() {
        return seats.stream()
                .filter(seat -> seat.vote() == Vote.AGREED && seat.insteadOf() == null)
                .map(Seat::user)
                .toList();
    }

    public Optional<Seat> seat(RecordId user) {
        return seats.stream().filter(seat -> seat.user().equals(user)).findFirst();
    }

    public Optional<Vote> vote(RecordId user) {
        return seat(user).map(Seat::vote);
    }

    /** The people whose decision it waits for now. */
    public List<RecordId> asked() {
        return seats.stream()
                .filter(seat -> seat.vote() == Vote.PENDING)
                .map(Seat::user)
                .toList();
    }

    List<Seat> members(int group) {
        return seats.stream().filter(seat -> seat.group() == group).toList();
    }

    /** Returns how an added group came out, or empty while it waits; a group that was taken back agrees. */
    Optional<Outcome> outcome(Group group) {
        var members = members(group.number());
        return members.stream().noneMatch(seat -> seat.vote().counts())
                ? Optional.of(Outcome.AGREED)
                : Tally.outcome(NodeRule.of(group.method()), members);
    }

    private boolean ends(Group group) {
        var isFinal = switch (group.placement()) {
            case BEFORE -> group.rejects();
            case AFTER -> true;
            case BESIDE -> false;
        };
        return isFinal && outcome(group).filter(Outcome.REJECTED::equals).isPresent();
    }

    /** Whoever was added after an agreement has agreed too. */
    private boolean isFollowedUp() {
        return groups.stream()
                .filter(group -> group.placement() == Group.Placement.AFTER)
                .allMatch(group -> outcome(group).isPresent());
    }

    private boolean has(Vote vote) {
        return seats.stream().anyMatch(seat -> seat.vote() == vote);
    }
}
