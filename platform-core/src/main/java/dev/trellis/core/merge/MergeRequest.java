package dev.trellis.core.merge;

import dev.trellis.core.field.RecordId;
import java.util.Map;

/**
 * Asks to make one record of two.
 *
 * @param survivor the record that stays, with the version that was seen
 * @param other the record that goes into the recycle bin
 * @param choices by field id what the survivor shall have; its own where nothing is said
 */
public record MergeRequest(
        String entity,
        RecordId survivor,
        int survivorVersion,
        RecordId other,
        int otherVersion,
        Map<String, Choice> choices) {

    public MergeRequest {
        choices = Map.copyOf(choices);
    }

    /** Whose value a field of the survivor shall have. */
    public enum Choice {
        SURVIVOR,
        OTHER,
        /** Of line items only: those of the survivor and copies of the other's. */
        BOTH
    }
}
