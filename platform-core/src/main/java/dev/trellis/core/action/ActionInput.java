package dev.trellis.core.action;

import dev.trellis.core.field.FieldType;
import dev.trellis.core.name.Label;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an action asks for, described as a field is: so it is edited, checked and documented like one.
 *
 * @param onDemand whether a screen asks for it only once a refusal names it
 * @param preset the carrier that it begins with, or null
 */
public record ActionInput(
        String id,
        Label label,
        FieldType type,
        boolean required,
        boolean onDemand,
        @Nullable Object preset) {

    public static ActionInput required(String id, Label label, FieldType type) {
        return new ActionInput(id, label, type, true, false, null);
    }

    public static ActionInput optional(String id, Label label, FieldType type) {
        return new ActionInput(id, label, type, false, false, null);
    }

    public static ActionInput onDemand(String id, Label label, FieldType type) {
        return new ActionInput(id, label, type, false, true, null);
    }

    public ActionInput startingWith(@Nullable Object carrier) {
        return new ActionInput(id, label, type, required, onDemand, carrier);
    }
}
