package dev.trellis.core.publish;

import dev.trellis.core.metadata.MetadataChange;
import dev.trellis.core.problem.Problem;
import java.util.List;

/** The outcome of a publish. */
public sealed interface PublishResult {

    /**
     * It is live.
     *
     * @param steps what was done to the tables
     */
    record Published(int version, List<String> steps) implements PublishResult {
        public Published {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Somebody else has published changes of the same definitions since the draft was begun.
     *
     * @param theirs what they changed; {@link Drafts#rebase} accepts that the draft goes over it
     */
    record Outdated(int base, int live, List<MetadataChange> theirs) implements PublishResult {
        public Outdated {
            theirs = List.copyOf(theirs);
        }
    }

    record Rejected(List<Problem> problems) implements PublishResult {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    /** Values would leave; publish again with the ids of these changes. */
    record NeedsConfirmation(List<Review.Change> losses) implements PublishResult {
        public NeedsConfirmation {
            losses = List.copyOf(losses);
        }
    }

    /** Another publish is under way. */
    record Busy(Problem problem) implements PublishResult {}

    record Denied(Problem problem) implements PublishResult {}
}
