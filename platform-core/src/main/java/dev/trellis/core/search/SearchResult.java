package dev.trellis.core.search;

import dev.trellis.core.problem.Problem;
import java.util.List;

/** The outcome of a search. */
public sealed interface SearchResult {

    /**
     * What was found, the best first. Nothing tells how much else there is.
     *
     * @param more whether a higher limit would find more
     * @param complete whether the index holds everything; while it is read anew something may be missing
     */
    record Found(List<SearchHit> hits, boolean more, boolean complete) implements SearchResult {
        public Found {
            hits = List.copyOf(hits);
        }
    }

    /** The question cannot be asked like this. */
    record Invalid(List<Problem> problems) implements SearchResult {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
