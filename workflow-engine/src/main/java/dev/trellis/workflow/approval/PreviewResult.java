package dev.trellis.workflow.approval;

import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import java.util.List;

/** What a preview comes to. */
public sealed interface PreviewResult {

    /** The way the request would take if it were submitted now. */
    record Found(String approval, Label label, ApprovalPath path) implements PreviewResult {}

    record Refused(List<Problem> problems) implements PreviewResult {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
