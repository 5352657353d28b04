package dev.trellis.workflow.approval;

import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import dev.trellis.workflow.start.Asked;
import java.util.List;

/** What a preview comes to. */
public sealed interface PreviewResult {

    /**
     * The way the request would take if it were submitted now.
     *
     * @param path without a step where it depends on what is yet to be entered
     * @param asked what the start of the flow asks for
     */
    record Found(String approval, Label label, ApprovalPath path, Asked asked) implements PreviewResult {}

    record Refused(List<Problem> problems) implements PreviewResult {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
