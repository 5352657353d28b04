package dev.trellis.ui.web.studio.property;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.FieldDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Offers the fields that can be read and puts the chosen one where somebody types. */
public final class FieldInsert extends ComboBox<FieldInsert.Option> {

    private static final String INSERT = """
            const input = this.inputElement;
            input.setRangeText($0, input.selectionStart, input.selectionEnd, 'end');
            input.dispatchEvent(new Event('input', {bubbles: true}));
            input.focus();
            """;

    /** A field, or one of a record that is referred to. */
    public record Option(String path, String label) {}

    /** @param written what is put there for a path */
    public FieldInsert(DesignContext state, String entity, Component input, UnaryOperator<String> written) {
        addClassName("rule-insert");
        setPlaceholder(state.text("studio.rule.insert"));
        setAriaLabel(state.text("studio.rule.insert"));
        setItems(paths(state, entity));
        setItemLabelGenerator(Option::label);
        addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                input.getElement()
                        .executeJs(INSERT, written.apply(event.getValue().path()));
                clear();
            }
        });
    }

    public static List<Option> paths(DesignContext state, String entity) {
        var options = new ArrayList<Option>();
        for (var field : state.fields(entity)) {
            options.add(new Option(field.id(), field.label().text(state.locale())));
            if (field.type().valueType() instanceof ValueType.Ref(var target)) {
                state.fields(target).stream()
                        .filter(further -> !(further.type().valueType() instanceof ValueType.Rows))
                        .forEach(further -> options.add(new Option(
                                field.id() + "." + further.id(), label(state, field) + " · " + label(state, further))));
            }
        }
        return options;
    }

    private static String label(DesignContext state, FieldDefinition field) {
        return field.label().text(state.locale());
    }
}
