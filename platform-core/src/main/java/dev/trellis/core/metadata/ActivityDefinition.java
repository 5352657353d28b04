package dev.trellis.core.metadata;

import dev.trellis.core.name.Label;
import org.jspecify.annotations.Nullable;

/**
 * Says that the records of an entity are things that happened: calls, visits, notes. They stand on the timelines of the
 * records to which their lookups lead, and are written there with two clicks and a sentence.
 *
 * @param entity whose records
 * @param text the field with what happened
 * @param how the choice field with the way in which it happened, or null
 * @param at the date-time field with the moment at which it happened
 */
public record ActivityDefinition(
        String id,
        Label label,
        String entity,
        String text,
        @Nullable String how,
        String at) implements Definition {

    @Override
    public Kind kind() {
        return Kind.ACTIVITY;
    }
}
