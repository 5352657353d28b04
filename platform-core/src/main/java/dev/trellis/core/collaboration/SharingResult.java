package dev.trellis.core.collaboration;

import dev.trellis.core.problem.Problem;
import dev.trellis.core.sharing.Share;
import java.util.List;

/** What became of asking for, or changing, with whom a record is shared. */
public sealed interface SharingResult {

    /**
     * With whom it is shared now, collaborators first.
     *
     * @param mayShare whether the actor may change it
     */
    record Shares(List<Entry> entries, boolean mayShare) implements SharingResult {
        public Shares {
            entries = List.copyOf(entries);
        }
    }

    /**
     * One share in words.
     *
     * @param name what the recipient is called
     * @param byName what who shared it is called; empty for the platform
     */
    record Entry(Share share, String name, String byName) {}

    /** The record, or the share, does not exist for this actor. */
    record NotFound() implements SharingResult {}

    record Denied(Problem problem) implements SharingResult {}

    record Rejected(List<Problem> problems) implements SharingResult {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }
}
