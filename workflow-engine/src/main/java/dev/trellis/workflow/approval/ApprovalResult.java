package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import java.util.List;

/** What submitting, deciding or withdrawing comes to. */
public sealed interface ApprovalResult {

    /** @param state where the request stands now */
    record Done(RecordId instance, ApprovalState state) implements ApprovalResult {}

    /** Nothing was written; the category of each problem says how an interface answers. */
    record Refused(List<Problem> problems) implements ApprovalResult {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * What naming a deputy comes to.
     *
     * @param id of the arrangement, or null where it is refused
     * @param taken how many open tasks have gone along
     */
    record Deputised(@org.jspecify.annotations.Nullable RecordId id, List<Problem> problems, int taken) {
        public Deputised {
            problems = List.copyOf(problems);
        }
    }
}
