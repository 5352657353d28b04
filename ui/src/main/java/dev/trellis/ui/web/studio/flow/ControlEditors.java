package dev.trellis.ui.web.studio.flow;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.flow.Control;
import dev.trellis.ui.web.field.References;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes the editor of each control. */
final class ControlEditors {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final FlowState state;
    private final References people;
    private final BiConsumer<String, @Nullable JsonNode> entered;

    /** @param entered is told a property and its new value, null for the default */
    ControlEditors(FlowState state, References people, BiConsumer<String, @Nullable JsonNode> entered) {
        this.state = state;
        this.people = people;
        this.entered = entered;
    }

    ControlEditor make(Control control) {
        var label = Messages.text("flow.property." + control.property(), state.locale());
        Consumer<@Nullable JsonNode> changed = value -> entered.accept(control.property(), value);
        return switch (control) {
            case Control.Texts _ -> new TextsEditor(state, label, changed);
            case Control.Choice choice -> choice(choice, label, changed);
            case Control.Switch(var _, var standard) -> toggle(label, standard, changed);
            case Control.Number(var _, var standard, var least, var most) ->
                number(label, standard, least, most, changed);
            case Control.Numbers(var _, var standard) -> numbers(label, standard, changed);
            case Control.Line _ -> text(new TextField(label), changed);
            case Control.Condition _ -> condition(label, changed);
            case Control.People _ -> new PeopleEditor(state, people, label, changed);
            case Control.OneField _ ->
                one(label, fields(), FieldDefinition::id, field -> field.label().text(state.locale()), changed);
            case Control.OneAmount _ ->
                one(
                        label,
                        fields().stream()
                                .filter(field -> field.type().valueType().equals(ValueType.MONEY))
                                .toList(),
                        FieldDefinition::id,
                        field -> field.label().text(state.locale()),
                        changed);
            case Control.Fields _ ->
                several(
                        label,
                        fields(),
                        FieldDefinition::id,
                        field -> field.label().text(state.locale()),
                        changed);
            case Control.Rights _ -> new RightsEditor(state, fields(), changed);
            case Control.Checks _ -> new ChecksEditor(state, label, fields(), changed);
            case Control.Roles _ ->
                several(
                        label,
                        state.draft().all(RoleDefinition.class),
                        RoleDefinition::id,
                        role -> role.label().text(state.locale()),
                        changed);
            case Control.OneEntity _ ->
                one(
                        label,
                        state.draft().entities(),
                        EntityDefinition::id,
                        entity -> entity.label().text(state.locale()),
                        changed);
            case Control.OneApproval _ ->
                one(
                        label,
                        state.draft().all(ApprovalDefinition.class),
                        ApprovalDefinition::id,
                        approval -> approval.label().text(state.locale()),
                        changed);
            case Control.Mapping(var _, var ofFields) ->
                new MappingEditor(state, label, ofFields ? fields() : List.of(), changed);
        };
    }

    private List<FieldDefinition> fields() {
        return state.draft().entity(state.entity()).stream()
                .flatMap(found -> found.fields().stream())
                .toList();
    }

    private ControlEditor choice(Control.Choice choice, String label, Consumer<@Nullable JsonNode> changed) {
        var stem = choice.property().substring(choice.property().lastIndexOf('.') + 1);
        var select = new Select<String>();
        select.setLabel(label);
        select.setItems(choice.values());
        select.setItemLabelGenerator(value -> Messages.text("flow.value." + stem + "." + value, state.locale()));
        return field(
                select,
                value -> value.asString(choice.standard()),
                value -> value.equals(choice.standard()) ? null : JSON.stringNode(value),
                changed);
    }

    private static ControlEditor toggle(String label, boolean standard, Consumer<@Nullable JsonNode> changed) {
        return field(
                new Checkbox(label),
                value -> value.asBoolean(standard),
                value -> value == standard ? null : JSON.booleanNode(value),
                changed);
    }

    private static ControlEditor number(
            String label, int standard, int least, int most, Consumer<@Nullable JsonNode> changed) {
        var field = new IntegerField(label);
        field.setMin(least);
        field.setMax(most);
        field.setStepButtonsVisible(true);
        return field(
                field,
                value -> value.asInt(standard),
                value -> value == null || value == standard || value < least || value > most
                        ? null
                        : JSON.numberNode(value),
                changed);
    }

    private static ControlEditor numbers(String label, List<Integer> standard, Consumer<@Nullable JsonNode> changed) {
        return field(
                new TextField(label),
                value -> value.isMissingNode()
                        ? joined(standard)
                        : joined(ints(value.valueStream().map(JsonNode::asString))),
                text -> {
                    var numbers = ints(Stream.of(text.split("[^0-9]+")));
                    if (numbers.equals(standard)) {
                        return null;
                    }
                    var array = JSON.arrayNode();
                    numbers.forEach(array::add);
                    return array;
                },
                changed);
    }

    private static List<Integer> ints(Stream<String> texts) {
        return texts.filter(text -> text.matches("[0-9]{1,4}"))
                .map(Integer::valueOf)
                .toList();
    }

    private static String joined(List<Integer> numbers) {
        return String.join(", ", numbers.stream().map(String::valueOf).toList());
    }

    private static <F extends Component & HasValue<?, String>> ControlEditor text(
            F field, Consumer<@Nullable JsonNode> changed) {
        return field(
                field,
                value -> value.asString(""),
                text -> text.isBlank() ? null : JSON.stringNode(text.strip()),
                changed);
    }

    private ControlEditor condition(String label, Consumer<@Nullable JsonNode> changed) {
        var area = new TextArea(label);
        area.addClassName("expression");
        area.setPlaceholder(Messages.text("studio.flow.condition", state.locale()));
        return text(area, changed);
    }

    private static <T> ControlEditor one(
            String label,
            List<T> items,
            Function<T, String> id,
            Function<T, String> text,
            Consumer<@Nullable JsonNode> changed) {
        var box = new ComboBox<T>(label);
        box.setItems(items);
        box.setItemLabelGenerator(text::apply);
        box.setClearButtonVisible(true);
        return field(
                box,
                value -> items.stream()
                        .filter(item -> id.apply(item).equals(value.asString("")))
                        .findFirst()
                        .orElse(null),
                item -> item == null ? null : JSON.stringNode(id.apply(item)),
                changed);
    }

    private static <T> ControlEditor several(
            String label,
            List<T> items,
            Function<T, String> id,
            Function<T, String> text,
            Consumer<@Nullable JsonNode> changed) {
        var box = new MultiSelectComboBox<T>(label);
        box.setItems(items);
        box.setItemLabelGenerator(text::apply);
        return field(
                box,
                value -> {
                    var ids = value.valueStream().map(JsonNode::asString).toList();
                    Set<T> chosen = new LinkedHashSet<>();
                    items.stream().filter(item -> ids.contains(id.apply(item))).forEach(chosen::add);
                    return chosen;
                },
                chosen -> {
                    if (chosen.isEmpty()) {
                        return null;
                    }
                    var array = JSON.arrayNode();
                    chosen.forEach(item -> array.add(id.apply(item)));
                    return array;
                },
                changed);
    }

    /** Binds a field to a property: told by people only, shown only where it differs. */
    private static <V, F extends Component & HasValue<?, V>> ControlEditor field(
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
        return new ControlEditor() {
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

    /** A text in every language of the workspace. */
    private static final class TextsEditor implements ControlEditor {

        private final Div root = new Div();
        private final Map<String, TextField> fields = new HashMap<>();

        TextsEditor(FlowState state, String label, Consumer<@Nullable JsonNode> changed) {
            root.addClassName("label-texts");
            for (var language : state.draft().workspace().languages()) {
                var field = new TextField(label + " · "
                        + java.util.Locale.forLanguageTag(language).getDisplayLanguage(state.locale()));
                field.setWidthFull();
                field.setMaxLength(60);
                field.getElement().setAttribute("data-field", "label." + language);
                field.addValueChangeListener(typed -> {
                    if (typed.isFromClient()) {
                        changed.accept(read());
                    }
                });
                fields.put(language, field);
                root.add(field);
            }
        }

        private JsonNode read() {
            var texts = JSON.objectNode();
            new ArrayList<>(fields.entrySet()).forEach(entry -> {
                if (!entry.getValue().getValue().isBlank()) {
                    texts.put(entry.getKey(), entry.getValue().getValue().strip());
                }
            });
            return texts;
        }

        @Override
        public Component component() {
            return root;
        }

        @Override
        public void show(JsonNode value) {
            fields.forEach((language, field) -> {
                var text = value.path(language).asString("");
                if (!field.getValue().strip().equals(text)) {
                    field.setValue(text);
                }
            });
        }
    }
}
