package dev.trellis.core.action;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.SaveResult;
import java.util.List;

/** What came of an action. */
public sealed interface ActionOutcome {

    /** It was done; {@code entity} and {@code id} name the record to look at now. */
    record Done(String entity, RecordId id) implements ActionOutcome {}

    /** Nothing was written. */
    record Refused(SaveResult why) implements ActionOutcome {}

    static ActionOutcome refused(Problem problem) {
        return new Refused(new SaveResult.Rejected(List.of(problem)));
    }

    static ActionOutcome refused(List<Problem> problems) {
        return new Refused(new SaveResult.Rejected(problems));
    }
}
