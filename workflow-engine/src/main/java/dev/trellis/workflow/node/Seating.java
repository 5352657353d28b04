package dev.trellis.workflow.node;

import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import java.util.ArrayList;
import java.util.List;

/** Says whose turn it is. */
final class Seating {

    private Seating() {}

    /** Lets, in a sequence, the first open place ask and the others wait; elsewhere all ask at once. */
    static List<Seat> turns(Completion completion, List<Seat> seats) {
        if (completion != Completion.SEQUENCE) {
            return seats;
        }
        var turns = new ArrayList<Seat>();
        boolean taken = false;
        for (var seat : seats) {
            var waits = seat.vote() == Vote.WAITING || seat.vote() == Vote.PENDING;
            turns.add(waits ? seat.with(taken ? Vote.WAITING : Vote.PENDING) : seat);
            taken |= seat.isOpen();
        }
        return turns;
    }

    /** The same within one group of a step. */
    static List<Seat> turns(Completion completion, int group, List<Seat> seats) {
        var members = new ArrayList<>(turns(
                completion, seats.stream().filter(seat -> seat.group() == group).toList()));
        return seats.stream()
                .map(seat -> seat.group() == group ? members.removeFirst() : seat)
                .toList();
    }
}
