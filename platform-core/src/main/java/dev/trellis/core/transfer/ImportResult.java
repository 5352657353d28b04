package dev.trellis.core.transfer;

import dev.trellis.core.problem.Problem;
import java.util.List;

/** The outcome of asking something of an import. */
public sealed interface ImportResult {

    /** Done, or begun: the import as it stands now. */
    record Accepted(ImportRun run) implements ImportResult {}

    record Refused(List<Problem> problems) implements ImportResult {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** Does not exist for this person. */
    record NotFound() implements ImportResult {}

    static ImportResult refused(Problem problem) {
        return new Refused(List.of(problem));
    }
}
