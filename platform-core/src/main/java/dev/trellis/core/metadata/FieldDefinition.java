package dev.trellis.core.metadata;

import dev.trellis.core.field.FieldType;
import dev.trellis.core.name.Label;
import org.jspecify.annotations.Nullable;

/**
 * One field of an entity. In JSON the options of the type stand beside the rest:
 * {@code {"id": "discount", "label": {…}, "type": "percent", "scale": 2, "required": true}}.
 *
 * @param id slug, unique within the entity; API name, name in expressions and column name
 * @param help shown under the field; may be empty
 * @param type the configured type
 * @param required whether blank is refused by every door
 * @param unique whether two living records may not share a value
 * @param defaultValue an expression over the new record, evaluated when the field is absent on create; or null
 */
public record FieldDefinition(
        String id,
        Label label,
        Label help,
        FieldType type,
        boolean required,
        boolean unique,
        @Nullable String defaultValue) {

    public FieldDefinition withType(FieldType changed) {
        return new FieldDefinition(id, label, help, changed, required, unique, defaultValue);
    }
}
