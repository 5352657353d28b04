package dev.trellis.core.publish;

import dev.trellis.core.metadata.MetadataChange;
import dev.trellis.core.problem.Problem;
import java.util.List;
import java.util.Set;

/**
 * What publishing a draft would do.
 *
 * @param base the version on which the draft was begun
 * @param live the version that is live
 * @param changes against the live version
 * @param problems what keeps it from being published
 * @param steps what happens to the tables, briefly
 * @param outdated what others have published meanwhile in the same definitions
 */
public record Review(
        int base,
        int live,
        List<Change> changes,
        List<Problem> problems,
        List<String> steps,
        List<MetadataChange> outdated) {

    public Review {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
        steps = List.copyOf(steps);
        outdated = List.copyOf(outdated);
    }

    /** The changes that must be confirmed because values would leave. */
    public List<Change> losses() {
        return changes.stream().filter(Change::needsConfirmation).toList();
    }

    /**
     * One change with its impact.
     *
     * @param values how many values or records would leave; they come back with a revert until they are purged
     * @param uses the places that read or show it today
     */
    public record Change(MetadataChange change, long values, Set<String> uses) {
        public Change {
            uses = Set.copyOf(uses);
        }

        public boolean needsConfirmation() {
            return change.isLossy() && values > 0;
        }
    }
}
