package dev.trellis.ui.web.studio.pipeline;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.textfield.BigDecimalField;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.pipeline.PipelineEdit;
import dev.trellis.ui.web.studio.property.ExpressionField;
import dev.trellis.ui.web.studio.property.Fields;
import dev.trellis.ui.web.studio.property.Fields.Option;
import dev.trellis.ui.web.studio.property.PropertyEditor;
import dev.trellis.ui.web.studio.property.TextsEditor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What can be set on one stage. */
final class StageEditor extends Div {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> COLORS =
            List.of("grey", "blue", "teal", "green", "amber", "red", "purple", "pink");
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    private final transient PipelineState state;
    private final String id;
    private final transient Consumer<PipelineEdit> edited;
    private final transient List<Consumer<ObjectNode>> shows = new ArrayList<>();
    private transient ObjectNode stage = JSON.objectNode();

    StageEditor(PipelineState state, String id, Consumer<PipelineEdit> edited) {
        this.state = state;
        this.id = id;
        this.edited = edited;
        addClassNames("rule-editor", "stage-editor");
        put("label", new TextsEditor(state.context(), text("name"), null, set("label")));
        var row = new Div();
        row.addClassName("stage-row");
        add(row);
        put(row, "color", Fields.choice(text("color"), options(COLORS, "studio.color."), "", set("color")));
        put(
                row,
                "outcome",
                Fields.choice(
                        text("outcome"),
                        options(List.of("open", "won", "lost"), "studio.stage.outcome."),
                        "open",
                        set("outcome")));
        row.add(probability());
        put(this, "required", Fields.several(text("required"), fields(false), list("required")));
        put(this, "tasks", Fields.several(text("tasks"), fields(true), list("tasks")));
        condition("entry");
        condition("exit");
    }

    private String text(String key) {
        return state.text("studio.stage." + key);
    }

    void show(ObjectNode now) {
        stage = now;
        shows.forEach(show -> show.accept(now));
    }

    private void put(String property, PropertyEditor editor) {
        put(this, property, editor);
    }

    private void put(Div place, String property, PropertyEditor editor) {
        editor.component().getElement().setAttribute("data-property", property);
        shows.add(now -> editor.show(now.path(property)));
        place.add(editor.component());
    }

    private Consumer<@Nullable JsonNode> set(String property) {
        return value -> edited.accept(new PipelineEdit.SetProperty(id, property, value));
    }

    private Consumer<@Nullable JsonNode> list(String property) {
        return value -> edited.accept(
                new PipelineEdit.SetProperty(id, property, value == null || value.isEmpty() ? null : value));
    }

    private List<Option> options(List<String> keys, String prefix) {
        return keys.stream()
                .map(key -> new Option(key, Messages.text(prefix + key, state.locale())))
                .toList();
    }

    private List<Option> fields(boolean yesOrNo) {
        Stream<FieldDefinition> fields = state.context().writable(state.entity()).stream();
        return fields.filter(field -> (field.type().valueType() instanceof ValueType.Bool) == yesOrNo)
                .map(field -> new Option(field.id(), field.label().text(state.locale())))
                .toList();
    }

    private Component probability() {
        var field = new BigDecimalField(text("probability"));
        field.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                var percent = event.getValue();
                set("probability")
                        .accept(
                                percent == null
                                        ? null
                                        : JSON.numberNode(percent.max(BigDecimal.ZERO)
                                                .min(HUNDRED)
                                                .movePointLeft(2)
                                                .stripTrailingZeros()));
            }
        });
        shows.add(now -> field.setValue(
                now.has("probability")
                        ? now.path("probability")
                                .decimalValue()
                                .movePointRight(2)
                                .stripTrailingZeros()
                        : null));
        return field;
    }

    /** What must hold, and what people read where it does not. */
    private void condition(String property) {
        var expression = new ExpressionField(
                        state.context(), state.entity(), text(property), Expected.BOOLEAN, typed -> {
                            if (typed == null) {
                                set(property).accept(null);
                                return;
                            }
                            var now = stage.path(property) instanceof ObjectNode known
                                    ? known.deepCopy()
                                    : JSON.objectNode();
                            now.set("mustHold", typed);
                            if (now.path("message").isEmpty()) {
                                Messages.LANGUAGES.forEach(locale -> now.withObject("/message")
                                        .put(locale.toLanguageTag(), Messages.text("studio.stage.message", locale)));
                            }
                            set(property).accept(now);
                        })
                .label(text(property));
        var message = new TextsEditor(state.context(), text("message.label"), state.entity(), texts -> {
            if (stage.path(property) instanceof ObjectNode known) {
                set(property).accept(known.deepCopy().set("message", texts));
            }
        });
        var place = new Div(new H3(text(property + ".title")), expression.component(), message.component());
        place.addClassName("stage-condition");
        place.getElement().setAttribute("data-property", property);
        shows.add(now -> {
            expression.show(now.path(property).path("mustHold"));
            message.show(now.path(property).path("message"));
            message.component().setVisible(now.has(property));
        });
        add(place);
    }
}
