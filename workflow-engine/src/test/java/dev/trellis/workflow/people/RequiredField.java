package dev.trellis.workflow.people;

import dev.trellis.core.metadata.ApproveOptions;
import dev.trellis.core.metadata.ApproveOptions.Repeated;

/** Options of a step at which a field must be filled. */
public final class RequiredField {

    private RequiredField() {}

    public static ApproveOptions options(String field) {
        return Options.required(Repeated.CONSECUTIVE, field);
    }
}
