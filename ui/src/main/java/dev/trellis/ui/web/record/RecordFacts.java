package dev.trellis.ui.web.record;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.field.Editor;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.field.FieldValues;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The few things about a record that stand beside its name: who has it, what state it is in, whether it is locked. */
final class RecordFacts {

    private static final int MOST = 3;

    private RecordFacts() {}

    static List<Component> of(VisibleSchema schema, String entity, StoredRecord record, Locale locale, ZoneId zone) {
        var facts = new ArrayList<Component>();
        var values = new FieldValues(locale, zone);
        schema.fields(entity).stream()
                .filter(field -> field.type().editor() instanceof Editor.Choice
                        || field.id().equals(SystemFields.OWNER))
                .filter(field -> record.value(field.id()) != null)
                .limit(MOST)
                .forEach(field -> facts.add(values.show(
                        field.type(), record.value(field.id()), record.labels().getOrDefault(field.id(), ""))));
        if (record.lock() != null) {
            var lock = new Span(Glyph.LOCK.create(), new Span(Messages.text("record.locked", locale)));
            lock.addClassName("record-lock");
            facts.add(lock);
        }
        return facts;
    }
}
