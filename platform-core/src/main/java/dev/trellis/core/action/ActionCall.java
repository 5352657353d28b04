package dev.trellis.core.action;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.VisibleSchema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who does an action with which record.
 *
 * @param values carriers by input; checked against {@link RecordAction#inputs}, so a required one is there
 */
public record ActionCall(
        Actor.Person actor, VisibleSchema schema, String entity, RecordId id, Map<String, @Nullable Object> values) {

    public ActionCall(
            Actor.Person actor,
            VisibleSchema schema,
            String entity,
            RecordId id,
            Map<String, @Nullable Object> values) {
        this.actor = actor;
        this.schema = schema;
        this.entity = entity;
        this.id = id;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public @Nullable Object value(String input) {
        return values.get(input);
    }

    public boolean flag(String input) {
        return Boolean.TRUE.equals(values.get(input));
    }

    /** Returns a reference; null where it was left out. */
    public @Nullable RecordId reference(String input) {
        return values.get(input) instanceof RecordId found ? found : null;
    }

    /** Returns a text, empty where it was left out. */
    public String text(String input) {
        return values.get(input) instanceof String found ? found : "";
    }
}
