package dev.trellis.core.record;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import java.util.List;

/** The outcome of one change. */
public sealed interface SaveResult {

    /** @param warnings what could not be checked and was let pass */
    record Saved(RecordId id, int version, List<Problem> warnings) implements SaveResult {
        public Saved {
            warnings = List.copyOf(warnings);
        }

        public Saved(RecordId id, int version) {
            this(id, version, List.of());
        }
    }

    /** Rules refuse what was given; every fault found is listed. */
    record Rejected(List<Problem> problems) implements SaveResult {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    /** Somebody saved first: the stored version and the fields that differ from what the caller had seen. */
    record Conflict(int currentVersion, List<String> changedFields) implements SaveResult {
        public Conflict {
            changedFields = List.copyOf(changedFields);
        }
    }

    record Denied(Problem problem) implements SaveResult {}

    /** Locked by a running approval. */
    record Locked(Problem problem) implements SaveResult {}

    /** Does not exist for this actor. */
    record NotFound() implements SaveResult {}

    /** Fine by itself, not written because another change of the same call was refused. */
    record NotApplied() implements SaveResult {}
}
