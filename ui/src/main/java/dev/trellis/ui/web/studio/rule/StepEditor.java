package dev.trellis.ui.web.studio.rule;

import com.vaadin.flow.component.html.Div;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.form.design.DraftSchema;
import dev.trellis.form.rule.RuleEdit;
import dev.trellis.form.rule.StepKind;
import dev.trellis.ui.web.field.References;
import dev.trellis.ui.web.studio.property.ExpressionField;
import dev.trellis.ui.web.studio.property.FieldInsert;
import dev.trellis.ui.web.studio.property.Fields;
import dev.trellis.ui.web.studio.property.Fields.Option;
import dev.trellis.ui.web.studio.property.PropertyEditor;
import dev.trellis.ui.web.studio.property.TextsEditor;
import dev.trellis.ui.web.studio.property.ValuesEditor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.StringNode;

/** What can be set on one step. */
final class StepEditor extends Div {

    private static final String VALUES = "values";
    private static final String WHEN = "when";

    private final transient RuleState state;
    private final transient References references;
    private final transient Consumer<RuleEdit> edited;
    private final String id;
    private final transient Map<String, PropertyEditor> editors = new LinkedHashMap<>();
    private transient List<String> shape = List.of();

    StepEditor(RuleState state, References references, String id, Consumer<RuleEdit> edited) {
        this.state = state;
        this.references = references;
        this.id = id;
        this.edited = edited;
        addClassName("rule-editor");
    }

    void show(JsonNode step) {
        var now = List.of(
                step.path("do").asString(""),
                step.path("by").asString(""),
                step.path("entity").asString(""),
                step.path("via").asString(""),
                step.path("function").asString(""));
        if (!now.equals(shape)) {
            shape = now;
            removeAll();
            editors.clear();
            StepKind.of(step).ifPresent(kind -> build(kind, step));
        }
        editors.forEach((property, editor) -> editor.show(
                property.equals("rows") && step.has("via")
                        ? StringNode.valueOf(step.path("entity").asString("") + "."
                                + step.path("via").asString(""))
                        : property.equals("writing")
                                ? StringNode.valueOf(step.path("writing").asString("false"))
                                : step.path(property)));
    }

    private void build(StepKind kind, JsonNode step) {
        switch (kind) {
            case SET -> values(state.entity());
            case CREATE -> {
                put("entity", Fields.one(state.text("studio.rule.entity"), entities(), entity -> {
                    if (entity != null) {
                        set("entity", entity);
                    }
                }));
                values(step.path("entity").asString(""));
            }
            case ASSIGN -> assign(step);
            case NOTIFY -> {
                put("to", Fields.several(state.text("studio.rule.to"), recipients(), set("to")));
                texts("text", "studio.rule.text");
            }
            case MAIL -> {
                expression("to", "studio.rule.mail.to", Expected.of(ValueType.TEXT));
                texts("subject", "studio.rule.subject");
                texts("text", "studio.rule.text");
            }
            case MESSAGE -> {
                put(
                        "channel",
                        Fields.choice(
                                state.text("studio.rule.channel"),
                                List.of("dingtalk", "wecom", "feishu").stream()
                                        .map(key ->
                                                new Option(key, state.words().channel(key)))
                                        .toList(),
                                "",
                                set("channel")));
                texts("text", "studio.rule.text");
            }
            case SUBMIT -> {}
            case BRANCH -> expression(WHEN, "studio.rule.branch.when", Expected.BOOLEAN);
            case UPDATE -> {
                put("via", Fields.one(state.text("studio.rule.via"), lookups(), changed("via")));
                target(step.path("via").asString("")).ifPresent(this::values);
            }
            case EACH -> each();
            case SHARE -> {
                put("to", Fields.several(state.text("studio.rule.to"), recipients(), set("to")));
                put(
                        "writing",
                        Fields.choice(
                                state.text("studio.rule.share"),
                                List.of(
                                        new Option("false", state.text("studio.rule.share.read")),
                                        new Option("true", state.text("studio.rule.share.write"))),
                                "false",
                                value -> set("writing", value == null ? null : BooleanNode.TRUE)));
                put("days", Fields.number(state.text("studio.rule.share.days"), 0, 0, 3_650, set("days")));
            }
            case CALL -> call(step);
            case WAIT -> put("hours", Fields.number(state.text("studio.rule.hours"), 1, 1, 8_760, set("hours")));
        }
    }

    /** Records by the field with which they refer to this one. */
    private void each() {
        var options = state.draft().entities().stream()
                .flatMap(entity -> entity.fields().stream()
                        .filter(field -> field.type().valueType().equals(new ValueType.Ref(state.entity())))
                        .map(field -> new Option(
                                entity.id() + "." + field.id(),
                                entity.label().text(state.locale()) + " · "
                                        + field.label().text(state.locale()))))
                .toList();
        var rows = Fields.one(state.text("studio.rule.rows"), options, chosen -> {
            if (chosen != null) {
                var parts = chosen.asString().split("\\.");
                set("entity", StringNode.valueOf(parts[0]));
                set("via", StringNode.valueOf(parts[1]));
            }
        });
        put("rows", rows);
        put("limit", Fields.number(state.text("studio.rule.limit"), 100, 1, 1_000, set("limit")));
        expressionOf(state.inside(id).entity(), WHEN, "studio.rule.rows.when", Expected.BOOLEAN, null);
    }

    private void call(JsonNode step) {
        var functions = state.draft().functions();
        put(
                "function",
                Fields.one(
                        state.text("studio.rule.function"),
                        functions.stream()
                                .map(function -> new Option(
                                        function.id(), function.label().text(state.locale())))
                                .toList(),
                        changed("function")));
        functions.stream()
                .filter(function -> function.id().equals(step.path("function").asString("")))
                .findFirst()
                .ifPresent(function -> put("arguments", new ArgumentsEditor(state, function, set("arguments"))));
        put(
                "into",
                Fields.one(
                        state.text("studio.rule.into"),
                        state.writable(state.entity()).stream()
                                .map(field ->
                                        new Option(field.id(), field.label().text(state.locale())))
                                .toList(),
                        changed("into")));
    }

    /** The property stays as it was where it is emptied. */
    private Consumer<@Nullable JsonNode> changed(String property) {
        return value -> {
            if (value != null) {
                set(property, value);
            }
        };
    }

    private List<Option> lookups() {
        return state.fields(state.entity()).stream()
                .filter(field -> target(field.id()).isPresent())
                .map(field -> new Option(field.id(), field.label().text(state.locale())))
                .toList();
    }

    private Optional<String> target(String lookup) {
        return DraftSchema.everything(state.draft())
                .field(state.entity(), lookup)
                .map(field -> field.type().valueType())
                .flatMap(type -> type instanceof ValueType.Ref(var of) ? Optional.of(of) : Optional.empty());
    }

    private void assign(JsonNode step) {
        put(
                "by",
                Fields.choice(
                        state.text("studio.rule.by"),
                        List.of("fixed", "round_robin", "load", "table").stream()
                                .map(by -> new Option(by, state.text("studio.rule.by." + by)))
                                .toList(),
                        "fixed",
                        set("by")));
        if (step.path("by").asString("").equals("table")) {
            put("rows", new RowsEditor(state, references, set("rows")));
            return;
        }
        put("people", Fields.users(state.text("studio.rule.people"), references, set("people")));
        put("role", Fields.one(state.text("studio.rule.role"), RowsEditor.roles(state), set("role")));
    }

    private void values(String target) {
        put(VALUES, new ValuesEditor(state.context(), target, state.entity(), set(VALUES)));
    }

    private void texts(String property, String label) {
        put(property, new TextsEditor(state.context(), state.text(label), state.entity(), set(property)));
    }

    private void expression(String property, String label, Expected expected) {
        expressionOf(state.entity(), property, label, expected, StringNode.valueOf("FALSE"));
    }

    /** @param emptied what stands for an expression that was emptied; null where it may be left out */
    private void expressionOf(
            String entity, String property, String label, Expected expected, @Nullable JsonNode emptied) {
        put(
                property,
                new ExpressionField(
                                state.context(),
                                entity,
                                state.text(label),
                                expected,
                                typed -> set(property, typed == null ? emptied : typed))
                        .label(state.text(label)));
    }

    private void put(String property, PropertyEditor editor) {
        editors.put(property, editor);
        editor.component().getElement().setAttribute("data-property", property);
        add(editor.component());
    }

    private Consumer<@Nullable JsonNode> set(String property) {
        return value -> set(property, value);
    }

    private void set(String property, @Nullable JsonNode value) {
        edited.accept(new RuleEdit.SetProperty(id, property, value));
    }

    private List<Option> entities() {
        return state.draft().entities().stream()
                .filter(entity -> entity.ownedBy() == null)
                .map(this::option)
                .toList();
    }

    private Option option(EntityDefinition entity) {
        return new Option(entity.id(), entity.label().text(state.locale()));
    }

    /** Everybody whom a rule can tell: by their part in the record, by a field, by a role. */
    private List<Option> recipients() {
        var options = new ArrayList<Option>();
        for (var one : List.of("owner", "manager")) {
            options.add(new Option(one, state.words().recipient(one)));
        }
        FieldInsert.paths(state.context(), state.entity()).stream()
                .filter(path -> isUser(path.path()))
                .forEach(path -> options.add(new Option("field:" + path.path(), path.label())));
        RowsEditor.roles(state)
                .forEach(role -> options.add(new Option(
                        "role:" + role.id(), state.text("studio.rule.to.role", Map.of("role", role.label())))));
        return options;
    }

    private boolean isUser(String path) {
        return !path.equals("owner")
                && DraftSchema.everything(state.draft())
                        .path(state.entity(), path)
                        .filter(field ->
                                field.type().valueType() instanceof ValueType.Ref(var target) && target.equals("user"))
                        .isPresent();
    }
}
