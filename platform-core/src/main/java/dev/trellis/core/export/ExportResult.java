package dev.trellis.core.export;

import dev.trellis.core.problem.Problem;
import java.util.List;

/** The outcome of asking for an export. */
public sealed interface ExportResult {

    /** May be written, once. */
    record Ready(Export export) implements ExportResult {}

    record Refused(List<Problem> problems) implements ExportResult {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
