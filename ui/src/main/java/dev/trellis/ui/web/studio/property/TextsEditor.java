package dev.trellis.ui.web.studio.property;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A text in every language of the workspace, with places for fields in it. */
public final class TextsEditor implements PropertyEditor {

    private final Div root = new Div();
    private final Map<String, TextArea> areas = new LinkedHashMap<>();

    /** @param entity whose fields may stand in the text; null where none may */
    public TextsEditor(
            DesignContext state, String label, @Nullable String entity, Consumer<@Nullable JsonNode> changed) {
        root.addClassName("rule-texts");
        for (var language : state.draft().workspace().languages()) {
            var area =
                    new TextArea(label + " · " + Locale.forLanguageTag(language).getDisplayLanguage(state.locale()));
            area.setWidthFull();
            area.setMaxLength(entity == null ? 60 : 1_000);
            area.setMinRows(1);
            area.getElement().setAttribute("data-text", language);
            area.addValueChangeListener(typed -> {
                if (typed.isFromClient()) {
                    changed.accept(read());
                }
            });
            areas.put(language, area);
            var place = new Div(area);
            place.addClassName("rule-expression");
            if (entity != null) {
                var foot = new Div(new FieldInsert(state, entity, area, path -> "{{" + path + "}}"));
                foot.addClassName("rule-expression-foot");
                place.add(foot);
            }
            root.add(place);
        }
    }

    private JsonNode read() {
        var texts = JsonNodeFactory.instance.objectNode();
        areas.forEach((language, area) -> {
            if (!area.getValue().isBlank()) {
                texts.put(language, area.getValue().strip());
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
        areas.forEach((language, area) -> {
            var text = value.path(language).asString("");
            if (!area.getValue().strip().equals(text)) {
                area.setValue(text);
            }
        });
    }
}
