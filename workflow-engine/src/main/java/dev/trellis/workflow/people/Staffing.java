package dev.trellis.workflow.people;

import dev.trellis.core.field.RecordId;
import java.util.List;

/** Who decides a step, or what happens where nobody can. */
public sealed interface Staffing {

    /**
     * These people.
     *
     * @param skips whose part counts as agreed at once, because they would decide on their own request
     * @param isFallback whether they only stand in because nobody was found
     */
    record Staffed(List<Resolved> people, List<RecordId> skips, boolean isFallback) implements Staffing {
        public Staffed {
            people = List.copyOf(people);
            skips = List.copyOf(skips);
        }
    }

    /** Nobody; the step counts as agreed. */
    record Agreed() implements Staffing {}

    /** Nobody; the step counts as rejected. */
    record Rejected() implements Staffing {}

    /** Nobody, and nobody to stand in either. */
    record Impossible() implements Staffing {}
}
