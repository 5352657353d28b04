package dev.trellis.workflow.node;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import java.util.Locale;

/**
 * People whom somebody in the step has added.
 *
 * @param number from 1
 * @param rejects whether their reject, asked before the owner, ends the step; else it goes back to the owner as an
 *     opinion
 */
public record Group(int number, Placement placement, RecordId owner, Completion method, boolean rejects) {

    /** When the added people are asked. */
    public enum Placement {
        /** First; the owner waits and decides with their opinion at hand. */
        BEFORE,
        /** Together with the owner, as if the definition had named them. */
        BESIDE,
        /** Once the owner has agreed; the step is done when they agree too. */
        AFTER;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Group ownedBy(RecordId other) {
        return new Group(number, placement, other, method, rejects);
    }
}
