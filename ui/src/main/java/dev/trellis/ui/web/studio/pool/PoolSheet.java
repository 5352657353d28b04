package dev.trellis.ui.web.studio.pool;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.pool.PoolDesigner;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.ui.web.studio.property.DesignContext;
import dev.trellis.ui.web.studio.property.ExpressionField;
import dev.trellis.ui.web.studio.property.Fields;
import dev.trellis.ui.web.studio.property.Fields.Option;
import dev.trellis.ui.web.studio.property.PropertyEditor;
import dev.trellis.ui.web.studio.property.TextsEditor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be set of a pool, part under part. Drawn anew only where there are other rules than before. */
final class PoolSheet extends Div {

    private static final int MOST = 1_000_000;
    private static final int MOST_DAYS = 3_650;

    private final transient DraftBench bench;
    private final transient PoolDesigner designer;
    private final String pool;
    private final transient Consumer<PoolDesigner.Result> apply;
    private final transient List<Consumer<ObjectNode>> shows = new ArrayList<>();
    private transient List<Object> drawn = List.of();

    PoolSheet(DraftBench bench, PoolDesigner designer, String pool, Consumer<PoolDesigner.Result> apply) {
        this.bench = bench;
        this.designer = designer;
        this.pool = pool;
        this.apply = apply;
        addClassName("rule-sheet");
    }

    private Locale locale() {
        return bench.actor().locale();
    }

    private String text(String key) {
        return Messages.text("studio.pool." + key, locale());
    }

    void clear() {
        removeAll();
        drawn = List.of();
    }

    /** Shows a pool as it is written. */
    void show(ObjectNode written, String entity) {
        var shape = List.<Object>of(
                ids(written, PoolDesigner.RECYCLE), ids(written, PoolDesigner.REMINDERS), locale(), entity);
        if (!shape.equals(drawn)) {
            drawn = shape;
            draw(written, entity);
        }
        shows.forEach(show -> show.accept(written));
    }

    private static List<String> ids(ObjectNode written, String rules) {
        return written.path(rules)
                .valueStream()
                .map(rule -> rule.path("id").asString(""))
                .toList();
    }

    private void draw(ObjectNode written, String entity) {
        removeAll();
        shows.clear();
        var context = new DesignContext(bench.draft(), entity, locale());
        var who = part("who");
        put(who, "label", new TextsEditor(context, text("name"), null, set("label")), now -> now.path("label"));
        put(who, "members", Fields.several(text("members"), roles(), set("members")), now -> now.path("members"));
        put(
                who,
                "administrators",
                Fields.several(text("administrators"), roles(), set("administrators")),
                now -> now.path("administrators"));
        var what = part("what");
        put(
                what,
                "visible",
                Fields.several(text("visible"), fields(context, field -> true), set("visible")),
                now -> now.path("visible"));
        put(
                what,
                "masked",
                Fields.several(text("masked"), fields(context, field -> true), set("masked")),
                now -> now.path("masked"));
        put(
                what,
                "claimedField",
                Fields.one(text("claimedField"), fields(context, PoolSheet::isMoment), set("claimedField")),
                now -> now.path("claimedField"));
        put(
                what,
                "reasonField",
                Fields.one(
                        text("reasonField"),
                        fields(context, field -> field.type().valueType() instanceof ValueType.Text),
                        set("reasonField")),
                now -> now.path("reasonField"));
        var limits = part("limits");
        for (var limit : List.of("perDay", "holding", "coolDownDays")) {
            put(
                    limits,
                    limit,
                    Fields.number(text(limit), 0, 0, MOST, limit(limit)),
                    now -> now.path("limits").path(limit));
        }
        put(
                limits,
                "holdingWhen",
                new ExpressionField(context, entity, text("holdingWhen"), Expected.BOOLEAN, limit("holdingWhen"))
                        .label(text("holdingWhen")),
                now -> now.path("limits").path("holdingWhen"));
        put(
                limits,
                "exempt",
                new ExpressionField(context, entity, text("exempt"), Expected.BOOLEAN, set("exempt"))
                        .label(text("exempt")),
                now -> now.path("exempt"));
        rules(context, written, PoolDesigner.RECYCLE, "warnDays");
        rules(context, written, PoolDesigner.REMINDERS, "managerDays");
    }

    private Div part(String key) {
        var part = new Div(new H2(text(key)));
        part.addClassNames("rule-part", "pool-part");
        part.getElement().setAttribute("data-part", key);
        add(part);
        return part;
    }

    private void put(Div place, String property, PropertyEditor editor, Function<ObjectNode, JsonNode> read) {
        editor.component().getElement().setAttribute("data-property", property);
        shows.add(now -> editor.show(read.apply(now)));
        place.add(editor.component());
    }

    /** The rules of one kind, each with its days and the second number that belongs to it. */
    private void rules(DesignContext context, ObjectNode written, String rules, String second) {
        var part = part(rules);
        for (var id : ids(written, rules)) {
            var card = new Div();
            card.addClassNames("stage-card", "pool-rule");
            card.getElement().setAttribute("data-rule", id);
            rule(card, context, rules, id, second);
            part.add(card);
        }
        var add = new Button(text(rules + ".add"), Glyph.PLUS.create(), clicked -> {
            var label = JsonNodeFactory.instance.objectNode();
            Messages.LANGUAGES.forEach(
                    one -> label.put(one.toLanguageTag(), Messages.text("studio.pool." + rules + ".new", one)));
            apply.accept(designer.add(bench.draft(), pool, rules, label));
        });
        add.addClassNames("quiet", "pool-add-" + rules);
        part.add(add);
    }

    private void rule(Div card, DesignContext context, String rules, String id, String second) {
        putRule(
                card,
                rules,
                id,
                "label",
                new TextsEditor(context, text("rule.name"), null, ruleSet(rules, id, "label")));
        var row = new Div();
        row.addClassName("stage-row");
        card.add(row);
        putRule(row, rules, id, "days", Fields.number(text("days"), 0, 1, MOST_DAYS, ruleSet(rules, id, "days")));
        putRule(row, rules, id, second, Fields.number(text(second), 0, 0, MOST_DAYS, ruleSet(rules, id, second)));
        putRule(
                card,
                rules,
                id,
                "since",
                Fields.several(text("since"), fields(context, PoolSheet::isMoment), ruleSet(rules, id, "since")));
        putRule(
                card,
                rules,
                id,
                "when",
                new ExpressionField(
                                context, context.entity(), text("when"), Expected.BOOLEAN, ruleSet(rules, id, "when"))
                        .label(text("when")));
        var remove = new Button(
                Glyph.DELETE.create(), clicked -> apply.accept(designer.remove(bench.draft(), pool, rules, id)));
        remove.addClassName("quiet");
        remove.setAriaLabel(text("rule.remove"));
        remove.setTooltipText(text("rule.remove"));
        card.add(remove);
    }

    private void putRule(Div place, String rules, String id, String property, PropertyEditor editor) {
        put(
                place,
                property,
                editor,
                now -> now.path(rules)
                        .valueStream()
                        .filter(rule -> rule.path("id").asString("").equals(id))
                        .findFirst()
                        .map(rule -> rule.path(property))
                        .orElseGet(MissingNode::getInstance));
    }

    private Consumer<@Nullable JsonNode> set(String property) {
        return value -> apply.accept(designer.set(bench.draft(), pool, property, value));
    }

    private Consumer<@Nullable JsonNode> limit(String property) {
        return value -> apply.accept(designer.limit(bench.draft(), pool, property, value));
    }

    private Consumer<@Nullable JsonNode> ruleSet(String rules, String id, String property) {
        return value -> apply.accept(designer.rule(bench.draft(), pool, rules, id, property, value));
    }

    private List<Option> roles() {
        return bench.draft().all(RoleDefinition.class).stream()
                .map(role -> new Option(role.id(), role.label().text(locale())))
                .toList();
    }

    private List<Option> fields(DesignContext context, Predicate<FieldDefinition> fits) {
        return bench.draft().entity(context.entity()).stream()
                .flatMap(found -> found.fields().stream())
                .filter(fits)
                .map(field -> new Option(field.id(), field.label().text(locale())))
                .toList();
    }

    private static boolean isMoment(FieldDefinition field) {
        return field.type().valueType().equals(ValueType.DATE_TIME);
    }
}
