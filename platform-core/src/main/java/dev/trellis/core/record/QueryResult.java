package dev.trellis.core.record;

import dev.trellis.core.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outcome of a query. */
public sealed interface QueryResult {

    /**
     * A page.
     *
     * @param next the cursor of the next page, or null at the end
     * @param count how many there are, or null if it was not asked for
     */
    record Page(
            List<StoredRecord> items,
            @Nullable String next,
            @Nullable Total count) implements QueryResult {
        public Page {
            items = List.copyOf(items);
        }
    }

    /** Unknown or hidden names, malformed expressions: each with its place. */
    record Invalid(List<Problem> problems) implements QueryResult {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** The actor may not read this entity at all. */
    record Denied(Problem problem) implements QueryResult {}

    /** @param more whether there are more than {@code value} (capped count) */
    record Total(long value, boolean more) {}
}
