package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.select.Select;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.schema.StoragePlanner;
import dev.trellis.form.design.Design;
import dev.trellis.form.design.DesignEdit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What concerns the records as a whole: whether looks at them are kept, and how much room their table has left. */
final class EntityPane extends Div {

    private static final String CREATED = SystemFields.CREATED_AT;

    private final Checkbox sensitive = new Checkbox();
    private final Select<String> date = new Select<>();
    private final H3 roomTitle = new H3();
    private final ProgressBar used = new ProgressBar(0, 100);
    private final Paragraph room = new Paragraph();
    private final H3 indexTitle = new H3();
    private final Div indexes = new Div();
    private final transient Studio studio;
    private final transient Consumer<DesignEdit> edited;
    private boolean showing;

    EntityPane(Studio studio, Consumer<DesignEdit> edited) {
        this.studio = studio;
        this.edited = edited;
        addClassNames("properties-section", "entity-pane");
        sensitive.addClassName("entity-sensitive");
        sensitive.addValueChangeListener(changed -> {
            if (changed.isFromClient() && !showing) {
                edited.accept(new DesignEdit.SetSensitive(changed.getValue()));
            }
        });
        date.addClassName("entity-date");
        date.addValueChangeListener(changed -> {
            if (changed.isFromClient() && !showing) {
                var chosen = changed.getValue();
                edited.accept(new DesignEdit.SetRecordDate(CREATED.equals(chosen) ? null : chosen));
            }
        });
        indexes.addClassName("entity-indexes");
        add(sensitive, date, roomTitle, used, room, indexTitle, indexes);
    }

    void show(Design design, Locale locale) {
        var entity = design.entityDefinition();
        showing = true;
        sensitive.setLabel(getTranslation("studio.entity.sensitive"));
        sensitive.setHelperText(getTranslation("studio.entity.sensitive.help"));
        sensitive.setValue(entity.sensitive());
        sensitive.setVisible(entity.ownedBy() == null);
        date(entity, locale);
        showing = false;
        var found = StoragePlanner.room(entity);
        roomTitle.setText(getTranslation("studio.entity.room"));
        used.setValue(Math.min(100, found.first().percent()));
        var text = new StringBuilder(getTranslation(
                "studio.entity.room.used",
                Map.of(
                        "percent", found.first().percent(),
                        "bytes", found.first().rowBytes(),
                        "most", StoragePlanner.ROW_BYTES,
                        "columns", found.first().columns(),
                        "mostColumns", StoragePlanner.COLUMNS)));
        if (found.extensions() > 0) {
            text.append(' ').append(getTranslation("studio.entity.room.more", Map.of("count", found.extensions())));
        }
        if (found.isFull()) {
            text.append(' ').append(getTranslation("studio.entity.room.full"));
        }
        room.setText(text.toString());
        indexes(design, locale);
    }

    /** By which day amounts are converted, where there are any. */
    private void date(EntityDefinition entity, Locale locale) {
        var days = entity.fields().stream()
                .filter(field -> !field.type().isComputed())
                .filter(field -> field.type().valueType() instanceof ValueType.Date
                        || field.type().valueType() instanceof ValueType.DateTime)
                .toList();
        var names = new LinkedHashMap<String, String>();
        names.put(CREATED, getTranslation("studio.entity.date.created"));
        days.forEach(field -> names.put(field.id(), field.label().text(locale)));
        date.setLabel(getTranslation("studio.entity.date"));
        date.setHelperText(getTranslation("studio.entity.date.help"));
        date.setItemLabelGenerator(id -> names.getOrDefault(id, id));
        date.setItems(names.keySet());
        date.setValue(Optional.ofNullable(entity.recordDate())
                .filter(names::containsKey)
                .orElse(CREATED));
        date.setVisible(
                entity.fields().stream().anyMatch(field -> field.type().worth().isPresent()));
    }

    /** What would be found faster, and what has been given an index for that. */
    private void indexes(Design design, Locale locale) {
        indexTitle.setText(getTranslation("studio.entity.indexes"));
        indexes.removeAll();
        var entity = design.entityDefinition();
        for (var id : entity.indexed()) {
            var label =
                    entity.field(id).map(field -> field.label().text(locale)).orElse(id);
            indexes.add(line(
                    label,
                    getTranslation("studio.entity.index.there"),
                    getTranslation("studio.entity.index.remove"),
                    new DesignEdit.SetIndexed(id, false)));
        }
        for (var advice : studio.advice(design)) {
            var reasons = new ArrayList<String>();
            if (!advice.lists().isEmpty()) {
                var lists = advice.lists().stream()
                        .map(list -> list.label().text(locale))
                        .collect(Collectors.joining(getTranslation("list.separator")));
                reasons.add(getTranslation("studio.entity.index.lists", Map.of("lists", lists)));
            }
            if (advice.uses() > 0) {
                reasons.add(getTranslation("studio.entity.index.uses", Map.of("count", advice.uses())));
            }
            var name = advice.field().label().text(locale);
            switch (advice.help()) {
                case FILTERS_AND_SORTING -> {}
                case FILTERS -> reasons.add(getTranslation("studio.entity.index.filters"));
                case NOTHING -> {
                    indexes.add(
                            line(name, getTranslation("studio.entity.index.nothing", Map.of("count", advice.uses()))));
                    continue;
                }
            }
            indexes.add(line(
                    name,
                    String.join(" ", reasons),
                    getTranslation("studio.entity.index.add"),
                    new DesignEdit.SetIndexed(advice.field().id(), true)));
        }
        if (indexes.getComponentCount() == 0) {
            indexes.add(new Paragraph(getTranslation("studio.entity.index.none")));
        }
    }

    private Div line(String field, String reason, String action, DesignEdit edit) {
        var button = new Button(action, clicked -> edited.accept(edit));
        button.addClassNames("quiet", "entity-index-change");
        var line = line(field, reason);
        line.add(button);
        return line;
    }

    private static Div line(String field, String reason) {
        var name = new Span(field);
        name.addClassName("entity-index-name");
        var why = new Span(reason);
        why.addClassName("quiet-text");
        var line = new Div(new Div(name, why));
        line.addClassName("entity-index");
        return line;
    }
}
