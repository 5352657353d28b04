package dev.trellis.workflow.people;

import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.people.People.Member;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person of a step.
 *
 * @param insteadOf for whom this person stands in as a deputy, or null
 */
public record Resolved(
        Member person, List<Reason> reasons, @Nullable RecordId insteadOf) {
    public Resolved {
        reasons = List.copyOf(reasons);
    }

    public Resolved(Member person, List<Reason> reasons) {
        this(person, reasons, null);
    }
}
