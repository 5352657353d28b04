package dev.trellis.ui.web.approval;

import dev.trellis.core.problem.Messages;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.workflow.approval.ApprovalResult;
import java.util.Locale;

/** Tells what became of a decision; whatever it was, the page then shows how things stand. */
final class Outcome {

    private Outcome() {}

    static void tell(ApprovalResult result, String done, Locale locale, Runnable afterwards) {
        switch (result) {
            case ApprovalResult.Done ignored -> Toast.done(done);
            case ApprovalResult.Refused(var problems) ->
                problems.forEach(problem -> Toast.failed(Messages.text(problem, locale)));
        }
        afterwards.run();
    }
}
