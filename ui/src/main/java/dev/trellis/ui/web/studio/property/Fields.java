package dev.trellis.ui.web.studio.property;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.trellis.core.field.RecordId;
import dev.trellis.ui.web.field.References;
import dev.trellis.ui.web.field.References.Reference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes the simple editors: a field bound to a property, told by people only, shown only where it differs. */
public final class Fields {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Fields() {}

    /** Something to choose: what the definition says and what people read. */
    public record Option(String id, String label) {}

    public static PropertyEditor choice(
            String label, List<Option> options, String standard, Consumer<@Nullable JsonNode> changed) {
        var select = new Select<Option>();
        select.setItems(options);
        select.setItemLabelGenerator(Option::label);
        named(select, label);
        select.setLabel(label);
        return field(
                select,
                value -> options.stream()
                        .filter(option -> option.id().equals(value.asString(standard)))
                        .findFirst()
                        .orElse(null),
                option -> option.id().equals(standard) ? null : JSON.stringNode(option.id()),
                changed);
    }

    public static PropertyEditor one(String label, List<Option> options, Consumer<@Nullable JsonNode> changed) {
        var box = new ComboBox<Option>(label);
        box.setItems(options);
        box.setItemLabelGenerator(Option::label);
        box.setClearButtonVisible(true);
        return field(
                box,
                value -> options.stream()
                        .filter(option -> option.id().equals(value.asString("")))
                        .findFirst()
                        .orElse(null),
                option -> option == null ? null : JSON.stringNode(option.id()),
                changed);
    }

    public static PropertyEditor several(String label, List<Option> options, Consumer<@Nullable JsonNode> changed) {
        var box = new MultiSelectComboBox<Option>(label);
        box.setItems(options);
        box.setItemLabelGenerator(Option::label);
        return field(
                box,
                value -> {
                    Set<Option> chosen = new LinkedHashSet<>();
                    value.forEach(id -> options.stream()
                            .filter(option -> option.id().equals(id.asString("")))
                            .forEach(chosen::add));
                    return chosen;
                },
                chosen -> {
                    var array = JSON.arrayNode();
                    chosen.forEach(option -> array.add(option.id()));
                    return array;
                },
                changed);
    }

    public static PropertyEditor users(String label, References references, Consumer<@Nullable JsonNode> changed) {
        var box = new MultiSelectComboBox<Reference>(label);
        box.setItems(query ->
                references.find("user", query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream());
        box.setItemLabelGenerator(Reference::label);
        return field(
                box,
                value -> {
                    Set<Reference> chosen = new LinkedHashSet<>();
                    value.forEach(id -> RecordId.parse(id.asString(""))
                            .flatMap(user -> references.get("user", user))
                            .ifPresent(chosen::add));
                    return chosen;
                },
                chosen -> {
                    var array = JSON.arrayNode();
                    chosen.forEach(user -> array.add(user.id().toString()));
                    return array.isEmpty() ? null : array;
                },
                changed);
    }

    public static PropertyEditor number(
            String label, int standard, int least, int most, Consumer<@Nullable JsonNode> changed) {
        var field = new IntegerField(label);
        field.setMin(least);
        field.setMax(most);
        field.setStepButtonsVisible(true);
        return field(
                field,
                value -> value.asInt(standard),
                value -> JSON.numberNode(
                        value == null ? Integer.valueOf(standard) : Integer.valueOf(Math.clamp(value, least, most))),
                changed);
    }

    private static void named(Component component, String label) {
        component.getElement().setAttribute("aria-label", label);
    }

    private static <V, F extends Component & HasValue<?, V>> PropertyEditor field(
            F field,
            Function<JsonNode, @Nullable V> read,
            Function<V, @Nullable JsonNode> write,
            Consumer<@Nullable JsonNode> changed) {
        field.getElement().getStyle().set("width", "100%");
        field.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                changed.accept(write.apply(event.getValue()));
            }
        });
        return new PropertyEditor() {
            @Override
            public Component component() {
                return field;
            }

            @Override
            public void show(JsonNode value) {
                var shown = read.apply(value);
                if (!Objects.equals(shown, field.getValue())) {
                    if (shown == null) {
                        field.clear();
                    } else {
                        field.setValue(shown);
                    }
                }
            }
        };
    }
}
