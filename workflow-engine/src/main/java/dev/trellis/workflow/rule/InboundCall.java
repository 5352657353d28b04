package dev.trellis.workflow.rule;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import java.util.List;

/** What came of a call that another system made to a rule. */
public sealed interface InboundCall {

    /** @param again whether the same call was taken before, so that nothing was done now */
    record Taken(RecordId record, boolean again) implements InboundCall {}

    /** There is no such rule, it takes no calls, or the signature is not its own: all the same to whoever calls. */
    record NotKnown() implements InboundCall {}

    record Refused(List<Problem> problems) implements InboundCall {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
