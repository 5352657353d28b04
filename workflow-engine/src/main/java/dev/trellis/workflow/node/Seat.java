package dev.trellis.workflow.node;

import dev.trellis.core.field.RecordId;
import org.jspecify.annotations.Nullable;

/**
 * One person's place in a step.
 *
 * @param group 0 for the step itself, else the number of an added {@link Group}
 * @param depth 0 for those whom the definition named, one more for whom they added, and so on
 * @param addedBy who added this person, or null
 * @param handedOver how often the place has gone from one person to the next
 * @param insteadOf for whom this person decides as a deputy, or null
 */
public record Seat(
        RecordId user,
        Vote vote,
        int group,
        int depth,
        @Nullable RecordId addedBy,
        int handedOver,
        @Nullable RecordId insteadOf) {

    /** A place as the definition gives it. */
    public static Seat of(RecordId user) {
        return new Seat(user, Vote.PENDING, 0, 0, null, 0, null);
    }

    /** The place of somebody who is away, taken by a deputy. */
    public static Seat deputy(RecordId deputy, RecordId insteadOf) {
        return new Seat(deputy, Vote.PENDING, 0, 0, null, 0, insteadOf);
    }

    Seat with(Vote changed) {
        return new Seat(user, changed, group, depth, addedBy, handedOver, insteadOf);
    }

    Seat goesTo(RecordId other, Vote theirs) {
        return new Seat(other, theirs, group, depth, addedBy, handedOver + 1, null);
    }

    /** The same place, taken by a deputy. */
    Seat standsIn(RecordId deputy) {
        return new Seat(deputy, vote, group, depth, addedBy, handedOver, user);
    }

    /** The same place, taken again by whom it is held for. */
    Seat comesBack(RecordId person) {
        return new Seat(person, vote, group, depth, addedBy, handedOver, null);
    }

    boolean isOpen() {
        return vote.isOpen();
    }
}
