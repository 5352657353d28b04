package dev.trellis.form.form;

import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.FormDefinition;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * The form of an entity for which nobody has designed one: every field in the order of its making, two columns, line
 * items and long texts over the whole width. The same entity always gives the same form.
 */
public final class GeneratedForm {

    private GeneratedForm() {}

    /** Lays out an entity under the given form id. */
    public static FormDefinition of(EntityDefinition entity, String id) {
        var plain = new ArrayList<FormDefinition.Item>();
        var lines = new ArrayList<FormDefinition.Section>();
        for (var field : entity.fields()) {
            if (field.type().valueType() instanceof ValueType.Rows) {
                lines.add(new FormDefinition.Section(field.id(), field.label(), 1, null, List.of(item(field, 1))));
            } else {
                plain.add(item(field, FormField.isLong(field.type()) ? 2 : 1));
            }
        }
        var sections = new ArrayList<FormDefinition.Section>();
        if (!plain.isEmpty()) {
            sections.add(new FormDefinition.Section("details", text("form.section.details"), 2, null, plain));
        }
        sections.addAll(lines);
        return new FormDefinition(id, entity.label(), entity.id(), sections);
    }

    private static FormDefinition.Item item(FieldDefinition field, int span) {
        return new FormDefinition.Item(field.id(), field.id(), span, null, null, null, List.of());
    }

    private static Label text(String key) {
        var texts = new HashMap<String, String>();
        Messages.LANGUAGES.forEach(locale -> texts.put(locale.toLanguageTag(), Messages.text(key, locale)));
        return new Label(texts);
    }
}
