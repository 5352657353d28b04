package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One entry into an approve node: who sits there and how each has voted. Decides, without a database or an engine, when
 * the node is done and how it came out; the preview, the running flow and the tests share it.
 *
 * @param seats the people in order, each once, at least one
 */
public record NodeState(Completion completion, List<Seat> seats) {

    public NodeState {
        seats = List.copyOf(seats);
        var people = new HashSet<RecordId>();
        if (seats.isEmpty() || !seats.stream().allMatch(seat -> people.add(seat.user()))) {
            throw new IllegalArgumentException("A node needs people, each once: " + seats);
        }
    }

    /** One person's place in the node. */
    public record Seat(RecordId user, Vote vote) {}

    /** What has become of one person's task; everything but PENDING is final. */
    public enum Vote {
        PENDING,
        AGREED,
        REJECTED,
        /** Somebody else's decision ended the node. */
        NOT_NEEDED,
        /** The initiator took the request back. */
        WITHDRAWN
    }

    /** How a node came out. */
    public enum Outcome {
        AGREED,
        REJECTED,
        WITHDRAWN
    }

    /** What an action comes to. */
    public sealed interface Step {

        /** It counts. */
        record Taken(NodeState state) implements Step {}

        /** This person has no seat here. */
        record NotSeated() implements Step {}

        /** The node, or this person's part in it, is over. */
        record Over() implements Step {}
    }

    /** Opens a node for people who have not voted. */
    public static NodeState open(Completion completion, List<RecordId> people) {
        return new NodeState(
                completion,
                people.stream().map(user -> new Seat(user, Vote.PENDING)).toList());
    }

    /** Returns how the node came out, or empty while it waits for somebody. */
    public Optional<Outcome> outcome() {
        if (has(Vote.WITHDRAWN)) {
            return Optional.of(Outcome.WITHDRAWN);
        }
        if (has(Vote.REJECTED)) {
            return Optional.of(Outcome.REJECTED);
        }
        var agreed = switch (completion) {
            case ANY -> has(Vote.AGREED);
            case ALL -> seats.stream().allMatch(seat -> seat.vote() == Vote.AGREED);
        };
        return agreed ? Optional.of(Outcome.AGREED) : Optional.empty();
    }

    public Step agree(RecordId user) {
        return vote(user, Vote.AGREED);
    }

    public Step reject(RecordId user) {
        return vote(user, Vote.REJECTED);
    }

    /** Takes the request back; until somebody has decided here. */
    public Step withdraw() {
        if (isTouched()) {
            return new Step.Over();
        }
        return new Step.Taken(map(seat -> new Seat(seat.user(), Vote.WITHDRAWN)));
    }

    /** Tells whether anything at all has happened here. */
    public boolean isTouched() {
        return seats.stream().anyMatch(seat -> seat.vote() != Vote.PENDING);
    }

    public Optional<Vote> vote(RecordId user) {
        return seats.stream()
                .filter(seat -> seat.user().equals(user))
                .map(Seat::vote)
                .findFirst();
    }

    private Step vote(RecordId user, Vote vote) {
        var now = vote(user);
        if (now.isEmpty()) {
            return new Step.NotSeated();
        }
        if (outcome().isPresent() || now.get() != Vote.PENDING) {
            return new Step.Over();
        }
        var voted = map(seat -> seat.user().equals(user) ? new Seat(user, vote) : seat);
        return new Step.Taken(voted.outcome().isPresent() ? voted.map(NodeState::notNeeded) : voted);
    }

    private static Seat notNeeded(Seat seat) {
        return seat.vote() == Vote.PENDING ? new Seat(seat.user(), Vote.NOT_NEEDED) : seat;
    }

    private NodeState map(UnaryOperator<Seat> change) {
        return new NodeState(completion, seats.stream().map(change).toList());
    }

    private boolean has(Vote vote) {
        return seats.stream().anyMatch(seat -> seat.vote() == vote);
    }
}
