package dev.trellis.ui.web.field;

import com.vaadin.flow.component.combobox.ComboBox;
import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.field.Storage;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.PipelineDefinition;
import dev.trellis.ui.web.field.FieldEditor.Entered;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The editors that only property panels have: options, definitions, types. Their carrier is JSON. */
final class PanelEditors {

    private final PanelSource source;
    private final Locale locale;

    PanelEditors(PanelSource source, Locale locale) {
        this.source = source;
        this.locale = locale;
    }

    /** Something chosen by its label and kept by its id. */
    private record Named(String id, String label) {}

    FieldEditor options(FieldSubject subject, Consumer<Entered> entered) {
        return new OptionsEditor(subject, source.metadata().get().workspace().languages(), locale, entered);
    }

    FieldEditor texts(FieldSubject subject, Consumer<Entered> entered) {
        return new LabelTextsEditor(subject, source.metadata().get().workspace().languages(), locale, entered);
    }

    FieldEditor definition(FieldSubject subject, String kind, Consumer<Entered> entered) {
        var box = new ComboBox<Named>();
        box.setLabel(subject.label());
        box.setItems(definitions(kind));
        box.setItemLabelGenerator(Named::label);
        box.setWidthFull();
        return new BoundEditor<>(
                box,
                null,
                (value, label) -> named(value),
                chosen ->
                        new Entered.Value(chosen == null ? null : JsonNodeFactory.instance.stringNode(chosen.id()), ""),
                entered);
    }

    private Named named(Object value) {
        var id = value instanceof JsonNode json ? json.asString("") : value.toString();
        return source.metadata().get().all().stream()
                .filter(definition -> definition.id().equals(id))
                .findFirst()
                .map(this::named)
                .orElse(new Named(id, id));
    }

    private Named named(Definition definition) {
        return new Named(definition.id(), definition.label().text(locale));
    }

    private List<Named> definitions(String kind) {
        var metadata = source.metadata().get();
        var found =
                kind.equals("pipeline") ? metadata.all(PipelineDefinition.class) : metadata.all(EntityDefinition.class);
        return found.stream().map(this::named).toList();
    }

    FieldEditor type(FieldSubject subject, Consumer<Entered> entered) {
        var box = new ComboBox<FieldTypeProvider>();
        box.setLabel(subject.label());
        box.setItems(source.types().palette().stream()
                .filter(PanelEditors::holdsOneValue)
                .toList());
        box.setItemLabelGenerator(provider -> provider.label().text(locale));
        box.setWidthFull();
        return new BoundEditor<>(
                box,
                null,
                (value, label) -> value instanceof JsonNode json
                        ? source.types().find(json.path("type").asString("")).orElse(null)
                        : null,
                chosen ->
                        new Entered.Value(chosen == null ? null : source.types().write(chosen.initial()), ""),
                entered);
    }

    private static boolean holdsOneValue(FieldTypeProvider provider) {
        var type = provider.initial();
        return !type.isComputed()
                && !type.isSealed()
                && type.parts().isEmpty()
                && switch (type.storage()) {
                    case Storage.OneColumn _, Storage.Columns _ -> true;
                    case Storage.None _, Storage.ChildTable _, Storage.LinkTable _, Storage.Tree _ -> false;
                };
    }
}
