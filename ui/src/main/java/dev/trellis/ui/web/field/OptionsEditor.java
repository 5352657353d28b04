package dev.trellis.ui.web.field;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.trellis.core.problem.Messages;
import dev.trellis.ui.web.component.Glyph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The options of a choice: colour, a text per language, order; one that records may hold is put aside, not deleted. */
final class OptionsEditor implements FieldEditor {

    private static final List<String> COLORS =
            List.of("grey", "blue", "teal", "green", "amber", "red", "purple", "pink");
    private static final int TYPING_PAUSE_MILLIS = 350;

    private final Div root = new Div();
    private final Div rows = new Div();
    private final Span problem = new Span();
    private final List<String> languages;
    private final Locale locale;
    private final Consumer<Entered> entered;
    private final Set<String> added = new HashSet<>();
    private @Nullable ArrayNode shown;

    OptionsEditor(FieldSubject subject, List<String> languages, Locale locale, Consumer<Entered> entered) {
        this.languages = languages;
        this.locale = locale;
        this.entered = entered;
        var label = new Span(subject.label());
        label.addClassName("trellis-shown-label");
        var add = new Button(text("studio.option.add"), Glyph.PLUS.create(), clicked -> add());
        add.addClassNames("quiet", "options-add");
        problem.addClassName("trellis-shown-problem");
        rows.addClassName("options-rows");
        root.addClassName("options");
        root.add(label, rows, add, problem);
    }

    @Override
    public Component component() {
        return root;
    }

    @Override
    public void show(Shown state) {
        problem.setText(String.join(" ", state.problems()));
        problem.setVisible(!state.problems().isEmpty());
        var now = state.value() instanceof ArrayNode array ? array : JsonNodeFactory.instance.arrayNode();
        if (!now.equals(shown)) {
            shown = now.deepCopy();
            build();
        }
    }

    @Override
    public void focus() {
        rows.getElement().callJsFunction("scrollIntoView");
    }

    private String text(String key) {
        return Messages.text(key, locale);
    }

    private List<ObjectNode> options() {
        var options = new ArrayList<ObjectNode>();
        var now = shown;
        if (now != null) {
            now.forEach(option -> {
                if (option instanceof ObjectNode object) {
                    options.add(object);
                }
            });
        }
        return options;
    }

    private void build() {
        rows.removeAll();
        var options = options();
        IntStream.range(0, options.size()).forEach(i -> rows.add(row(options.get(i), i)));
    }

    private Div row(ObjectNode option, int index) {
        var row = new Div(color(option));
        row.addClassName("options-row");
        var texts = new Div();
        texts.addClassName("options-texts");
        languages.forEach(language -> texts.add(label(option, language)));
        row.add(texts);
        boolean active = option.path("active").asBoolean(true);
        row.setClassName("is-inactive", !active);
        var up = button(Glyph.CHEVRON_DOWN, "studio.option.up", () -> moveUp(index));
        up.addClassName("options-up");
        up.setEnabled(index > 0);
        row.add(up);
        var code = option.path("code").asString("");
        row.add(
                active
                        ? button(Glyph.CLOSE, "studio.option.remove", () -> remove(option, code))
                        : button(Glyph.UNDO, "studio.option.restore", () -> {
                            change(() -> option.put("active", true));
                            build();
                        }));
        return row;
    }

    private Select<String> color(ObjectNode option) {
        var color = new Select<String>();
        color.setItems(COLORS);
        color.setRenderer(new ComponentRenderer<>(word -> {
            var dot = new Span();
            dot.addClassName("dot");
            dot.addClassName("dot-" + word);
            return dot;
        }));
        color.setValue(option.path("color").asString("grey"));
        color.setAriaLabel(text("studio.option.color"));
        color.getElement().setAttribute("theme", "small");
        color.addValueChangeListener(chosen -> {
            if (chosen.isFromClient()) {
                change(() -> option.put("color", chosen.getValue()));
            }
        });
        return color;
    }

    private TextField label(ObjectNode option, String language) {
        var field = new TextField();
        field.getElement().setAttribute("theme", "small");
        field.setPlaceholder(Locale.forLanguageTag(language).getDisplayLanguage(Locale.forLanguageTag(language)));
        field.setAriaLabel(Locale.forLanguageTag(language).getDisplayLanguage(locale));
        field.setValue(option.path("label").path(language).asString(""));
        field.setWidthFull();
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setValueChangeTimeout(TYPING_PAUSE_MILLIS);
        field.addValueChangeListener(typed -> {
            if (typed.isFromClient()) {
                change(() -> {
                    var texts = option.path("label") instanceof ObjectNode object ? object : option.putObject("label");
                    if (typed.getValue().isBlank()) {
                        texts.remove(language);
                    } else {
                        texts.put(language, typed.getValue().strip());
                    }
                });
            }
        });
        return field;
    }

    private Button button(Glyph glyph, String key, Runnable deed) {
        var button = new Button(glyph.create(), clicked -> deed.run());
        button.addClassName("quiet");
        button.setAriaLabel(text(key));
        button.getElement().setAttribute("title", text(key));
        return button;
    }

    private void add() {
        var now = array();
        var code = freeCode();
        added.add(code);
        change(() -> {
            var option = now.addObject().put("code", code).put("active", true);
            var texts = option.putObject("label");
            languages.forEach(language -> texts.put(
                    language,
                    Messages.text("studio.option.new", Locale.forLanguageTag(language), Map.of("number", now.size()))));
            option.put("color", COLORS.get((now.size() - 1) % COLORS.size()));
        });
        build();
    }

    private String freeCode() {
        var taken = options().stream()
                .map(option -> option.path("code").asString(""))
                .toList();
        return IntStream.iterate(taken.size() + 1, i -> i + 1)
                .mapToObj(i -> "option_" + i)
                .filter(code -> !taken.contains(code))
                .findFirst()
                .orElseThrow();
    }

    private void remove(ObjectNode option, String code) {
        change(() -> {
            if (added.remove(code)) {
                var rest = options().stream()
                        .filter(other -> !code.equals(other.path("code").asString("")))
                        .toList();
                array().removeAll().addAll(rest);
            } else {
                option.put("active", false);
            }
        });
        build();
    }

    private void moveUp(int index) {
        change(() -> {
            var options = options();
            options.add(index - 1, options.remove(index));
            array().removeAll().addAll(options);
        });
        build();
    }

    private ArrayNode array() {
        var now = shown;
        if (now == null) {
            now = JsonNodeFactory.instance.arrayNode();
            shown = now;
        }
        return now;
    }

    private void change(Runnable change) {
        change.run();
        JsonNode value = array().deepCopy();
        entered.accept(new Entered.Value(value, ""));
    }
}
