package dev.trellis.workflow.node;

import dev.trellis.core.metadata.ApproveOptions.Rejects;
import java.util.List;
import java.util.Optional;

/** Counts votes. */
final class Tally {

    private final int counted;
    private final int agreed;
    private final int rejected;
    private final int open;

    private Tally(List<Seat> seats) {
        counted = (int) seats.stream().filter(seat -> seat.vote().counts()).count();
        agreed = (int) seats.stream().filter(seat -> seat.vote().isFor()).count();
        rejected = (int) seats.stream().filter(seat -> seat.vote().isAgainst()).count();
        open = (int) seats.stream().filter(Seat::isOpen).count();
    }

    /** Returns what these votes come to under a rule, or empty while it depends on those that are open. */
    static Optional<Outcome> outcome(NodeRule rule, List<Seat> seats) {
        return new Tally(seats).under(rule);
    }

    private Optional<Outcome> under(NodeRule rule) {
        return switch (rule.completion()) {
            case CLAIM -> {
                if (agreed > 0) {
                    yield Optional.of(Outcome.AGREED);
                }
                yield when(rejected > 0, Outcome.REJECTED);
            }
            case ANY -> {
                if (agreed > 0) {
                    yield Optional.of(Outcome.AGREED);
                }
                yield when(rejected > 0 && (rule.rejects() == Rejects.FIRST || open == 0), Outcome.REJECTED);
            }
            case ALL, SEQUENCE -> {
                if (rejected > 0 && (rule.rejects() == Rejects.FIRST || open == 0)) {
                    yield Optional.of(Outcome.REJECTED);
                }
                yield when(open == 0 && rejected == 0, Outcome.AGREED);
            }
            case VOTE -> {
                var needed = rule.needed(counted);
                if (agreed >= needed) {
                    yield Optional.of(Outcome.AGREED);
                }
                yield when(agreed + open < needed, Outcome.REJECTED);
            }
        };
    }

    private static Optional<Outcome> when(boolean holds, Outcome outcome) {
        return holds ? Optional.of(outcome) : Optional.empty();
    }
}
