package dev.trellis.ui.web.studio.flow;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.design.DraftSchema;
import dev.trellis.form.flow.FlowWords;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.field.References;
import dev.trellis.ui.web.field.References.Reference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where people come from, in order: each source with what it needs to know. */
final class PeopleEditor implements ControlEditor {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> SOURCES = List.of(
            "manager",
            "managers",
            "head",
            "role",
            "department_role",
            "users",
            "field",
            "initiator",
            "chosen",
            "same_as");

    private final FlowState state;
    private final References people;
    private final Consumer<@Nullable JsonNode> changed;
    private final Div root = new Div();
    private final Div rows = new Div();
    private ArrayNode value = JSON.arrayNode();

    PeopleEditor(FlowState state, References people, String label, Consumer<@Nullable JsonNode> changed) {
        this.state = state;
        this.people = people;
        this.changed = changed;
        var heading = new Span(label);
        heading.addClassName("panel-heading");
        var more = new Button(text("studio.flow.people.add"), Glyph.PLUS.create(), clicked -> {
            var longer = value.deepCopy();
            longer.add(fresh("role"));
            tell(longer);
        });
        more.addClassNames("quiet", "flow-people-add");
        rows.addClassName("flow-people");
        root.add(heading, rows, more);
    }

    private String text(String key) {
        return Messages.text(key, state.locale());
    }

    @Override
    public Component component() {
        return root;
    }

    @Override
    public void show(JsonNode now) {
        var array = now instanceof ArrayNode given ? given : JSON.arrayNode();
        if (array.equals(value) && rows.getElement().getChildCount() == value.size()) {
            return;
        }
        value = array.deepCopy();
        rows.removeAll();
        for (int i = 0; i < value.size(); i++) {
            rows.add(row(i, (ObjectNode) value.get(i)));
        }
    }

    private void tell(ArrayNode array) {
        changed.accept(array.isEmpty() ? null : array);
    }

    private void replace(int position, ObjectNode source) {
        var other = value.deepCopy();
        other.set(position, source);
        tell(other);
    }

    private Div row(int position, ObjectNode source) {
        var key = source.path("source").asString("");
        var kind = new Select<String>();
        var offered = new ArrayList<>(SOURCES);
        if (!offered.contains(key)) {
            offered.add(key);
        }
        kind.setItems(offered);
        kind.setItemLabelGenerator(one -> text("flow.source." + one));
        kind.setValue(key);
        kind.setAriaLabel(text("studio.flow.people.source"));
        kind.addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                replace(position, fresh(event.getValue()));
            }
        });
        var remove = new Button(Glyph.CLOSE.create(), clicked -> {
            var shorter = value.deepCopy();
            shorter.remove(position);
            tell(shorter);
        });
        remove.addClassName("quiet");
        remove.setAriaLabel(text("studio.flow.people.remove"));
        remove.setEnabled(value.size() > 1);
        var head = new Div(kind, remove);
        head.addClassName("flow-person-head");
        var row = new Div(head);
        row.addClassName("flow-person");
        var more = detail(position, key, source);
        if (more != null) {
            row.add(more);
        }
        return row;
    }

    /** A source of a kind with the simplest choice. */
    private ObjectNode fresh(String kind) {
        var source = JSON.objectNode();
        source.put("source", kind);
        switch (kind) {
            case "manager", "head" -> source.put("level", 1);
            case "managers" -> source.put("level", 2);
            case "role", "department_role" ->
                source.put(
                        "role",
                        state.draft().all(RoleDefinition.class).stream()
                                .findFirst()
                                .map(RoleDefinition::id)
                                .orElse("admin"));
            case "users" -> source.putArray("users");
            case "field" -> source.put("path", SystemFields.OWNER);
            case "chosen" -> source.put("by", "initiator");
            case "same_as" ->
                source.put(
                        "node",
                        state.steps().stream()
                                .findFirst()
                                .map(step -> step.path("id").asString())
                                .orElse(""));
            default -> {}
        }
        return source;
    }

    private @Nullable Component detail(int position, String kind, ObjectNode source) {
        return switch (kind) {
            case "manager", "managers", "head" -> level(position, source);
            case "role", "department_role" ->
                pick(
                        position,
                        source,
                        "role",
                        state.draft().all(RoleDefinition.class).stream()
                                .map(role -> new Option(role.id(), role.label().text(state.locale())))
                                .toList());
            case "users" -> users(position, source);
            case "field" -> pick(position, source, "path", userPaths());
            case "chosen" ->
                pick(
                        position,
                        source,
                        "by",
                        List.of(
                                new Option("initiator", text("flow.says.chosen.initiator")),
                                new Option("approver", text("flow.says.chosen.approver"))));
            case "same_as" ->
                pick(
                        position,
                        source,
                        "node",
                        state.steps().stream()
                                .map(step -> new Option(step.path("id").asString(), state.label(step)))
                                .toList());
            case "initiator" -> null;
            default -> {
                var says = new Span(new FlowWords(state.draft(), state.entity(), state.locale()).person(source));
                says.addClassName("muted");
                yield says;
            }
        };
    }

    private Component level(int position, ObjectNode source) {
        var field = new IntegerField(text("studio.flow.people.level"));
        field.setMin(0);
        field.setMax(20);
        field.setStepButtonsVisible(true);
        field.setWidthFull();
        field.setValue(source.path("level").asInt(1));
        field.addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                replace(
                        position,
                        source.deepCopy().put("level", event.getValue().intValue()));
            }
        });
        return field;
    }

    private record Option(String id, String label) {}

    private Component pick(int position, ObjectNode source, String property, List<Option> options) {
        var select = new Select<Option>();
        select.setItems(options);
        select.setItemLabelGenerator(Option::label);
        select.setWidthFull();
        select.setAriaLabel(text("flow.source." + source.path("source").asString("")));
        options.stream()
                .filter(option -> option.id().equals(source.path(property).asString("")))
                .findFirst()
                .ifPresent(select::setValue);
        select.addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                replace(
                        position,
                        source.deepCopy().put(property, event.getValue().id()));
            }
        });
        return select;
    }

    private Component users(int position, ObjectNode source) {
        var box = new MultiSelectComboBox<Reference>();
        box.setAriaLabel(text("flow.source.users"));
        box.setPlaceholder(text("studio.flow.people.choose"));
        box.setWidthFull();
        box.setItems(query ->
                people.find("user", query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream());
        box.setItemLabelGenerator(Reference::label);
        var chosen = new LinkedHashSet<Reference>();
        source.path("users")
                .forEach(id -> people.get("user", RecordId.parse(id.asString()).orElseThrow())
                        .ifPresent(chosen::add));
        box.setValue(chosen);
        box.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                var changedSource = source.deepCopy();
                var ids = changedSource.putArray("users");
                event.getValue().forEach(reference -> ids.add(reference.id().toString()));
                replace(position, changedSource);
            }
        });
        return box;
    }

    /** The fields in which people or departments stand, of the record and of what it refers to. */
    private List<Option> userPaths() {
        var schema = DraftSchema.everything(state.draft());
        var options = new ArrayList<Option>();
        for (var field : schema.fields(state.entity())) {
            if (isPeople(field)) {
                options.add(new Option(field.id(), field.label().text(state.locale())));
            } else if (field.type().valueType() instanceof ValueType.Ref(var target)) {
                schema.fields(target).stream()
                        .filter(PeopleEditor::isPeople)
                        .filter(further ->
                                further.id().equals(SystemFields.OWNER) || !SystemFields.ALL.contains(further.id()))
                        .forEach(further -> options.add(new Option(
                                field.id() + "." + further.id(),
                                field.label().text(state.locale()) + " · "
                                        + further.label().text(state.locale()))));
            }
        }
        return options;
    }

    private static boolean isPeople(FieldDefinition field) {
        return field.type().valueType() instanceof ValueType.Ref(var target)
                && (target.equals("user") || target.equals("department"));
    }
}
