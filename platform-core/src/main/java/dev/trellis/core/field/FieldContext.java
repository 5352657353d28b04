package dev.trellis.core.field;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What a field type may learn of the other definitions of its snapshot. */
public interface FieldContext {

    /** The stages of a pipeline as options, in order; empty if there is no such pipeline. */
    Optional<List<Editor.Option>> stages(String pipeline);

    /** The entity to which the field belongs; empty for an option of a type. */
    default String entity() {
        return "";
    }

    /** Tells whether lists are put in order by the field, or references shown by it. */
    default boolean isOrderedBy() {
        return false;
    }

    /** The currency of the workspace, ISO 4217. */
    String currency();

    /** The business time zone of the workspace. */
    ZoneId zone();
}
