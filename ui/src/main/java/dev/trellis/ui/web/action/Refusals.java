package dev.trellis.ui.web.action;

import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.SaveResult;
import java.util.List;
import java.util.Locale;

/** Says why something was not done. */
public final class Refusals {

    private Refusals() {}

    /** Returns the problems behind a refusal; none where only its kind says something. */
    public static List<Problem> problems(SaveResult result) {
        return switch (result) {
            case SaveResult.Rejected(var problems) -> problems;
            case SaveResult.Denied(var problem) -> List.of(problem);
            case SaveResult.Locked(var problem) -> List.of(problem);
            case SaveResult.Conflict _, SaveResult.NotFound _, SaveResult.NotApplied _, SaveResult.Saved _ -> List.of();
        };
    }

    /** Returns the sentences that a person reads. */
    public static List<String> texts(SaveResult result, Locale locale) {
        var problems = problems(result);
        if (!problems.isEmpty()) {
            return problems.stream()
                    .map(problem -> Messages.text(problem, locale))
                    .toList();
        }
        return switch (result) {
            case SaveResult.NotFound _ -> List.of(Messages.text("record.gone.text", locale));
            case SaveResult.Conflict _, SaveResult.NotApplied _ ->
                List.of(Messages.text("record.changed-meanwhile", locale));
            case SaveResult.Rejected _, SaveResult.Denied _, SaveResult.Locked _, SaveResult.Saved _ -> List.of();
        };
    }
}
