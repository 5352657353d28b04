package dev.trellis.ui.web.studio.property;

import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.design.DraftSchema;
import java.util.List;
import java.util.Locale;

/**
 * What an editor of a property needs to know.
 *
 * @param entity whose records the edited definition is about
 */
public record DesignContext(Metadata draft, String entity, Locale locale) {

    String text(String key) {
        return Messages.text(key, locale);
    }

    /** The fields of an entity, the platform's own ones among them. */
    List<FieldDefinition> fields(String of) {
        return DraftSchema.everything(draft).fields(of);
    }

    /** The fields of an entity that can be written. */
    public List<FieldDefinition> writable(String of) {
        return draft.entity(of).stream()
                .flatMap(found -> found.fields().stream())
                .filter(field -> !field.type().isComputed())
                .toList();
    }
}
