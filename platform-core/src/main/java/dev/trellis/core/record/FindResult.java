package dev.trellis.core.record;

import dev.trellis.core.problem.Problem;
import java.util.List;

/** The outcome of reading one record. */
public sealed interface FindResult {

    record Found(StoredRecord record) implements FindResult {}

    /** Does not exist for this actor; whether it exists for others is not said. */
    record NotFound() implements FindResult {}

    /** The paths asked for do not exist for this actor. */
    record Invalid(List<Problem> problems) implements FindResult {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
