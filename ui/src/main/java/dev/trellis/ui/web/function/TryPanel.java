package dev.trellis.ui.web.function;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import dev.trellis.core.metadata.FunctionDefinition.Parameter;
import dev.trellis.core.metadata.FunctionType;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.script.Functions;
import dev.trellis.ui.web.component.Glyph;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A field per parameter, a button, and what comes out. */
final class TryPanel extends Div {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Div inputs = new Div();
    private final Div outcome = new Div();
    private final List<TextField> fields = new ArrayList<>();
    private final Button run;
    private List<Parameter> parameters = List.of();

    TryPanel(Function<List<JsonNode>, Functions.Tried> attempt, Locale locale) {
        addClassName("function-card");
        inputs.addClassName("function-rows");
        outcome.addClassName("function-outcome");
        run = new Button(
                getTranslation("function.try.run"),
                Glyph.CHEVRON_RIGHT.create(),
                clicked -> show(attempt.apply(arguments()), locale));
        run.addClassName("function-try");
        run.setDisableOnClick(true);
        add(new H2(getTranslation("function.try")), inputs, run, outcome);
    }

    /** Shows a field for each parameter, keeping what was typed. */
    void show(List<Parameter> wanted) {
        parameters = wanted;
        while (fields.size() > wanted.size()) {
            inputs.remove(fields.removeLast());
        }
        while (fields.size() < wanted.size()) {
            var field = new TextField();
            field.addClassName("function-mono");
            field.addKeyPressListener(Key.ENTER, event -> run.click());
            fields.add(field);
            inputs.add(field);
        }
        for (int i = 0; i < wanted.size(); i++) {
            var parameter = wanted.get(i);
            fields.get(i).setLabel(parameter.id());
            fields.get(i)
                    .setHelperText(
                            getTranslation("function.type." + parameter.type().key()));
        }
    }

    private List<JsonNode> arguments() {
        var arguments = new ArrayList<JsonNode>();
        for (int i = 0; i < fields.size(); i++) {
            var text = fields.get(i).getValue();
            var type = parameters.get(i).type();
            if (text.isEmpty()) {
                arguments.add(NODES.nullNode());
            } else if (type == FunctionType.BOOLEAN && (text.equals("true") || text.equals("false"))) {
                arguments.add(NODES.booleanNode(text.equals("true")));
            } else {
                arguments.add(NODES.stringNode(text));
            }
        }
        return arguments;
    }

    private void show(Functions.Tried tried, Locale locale) {
        run.setEnabled(true);
        outcome.removeAll();
        switch (tried) {
            case Functions.Tried.Given(var ignored, var shown, var millis) -> {
                var value = new Span(shown);
                value.addClassNames("function-mono", "is-green");
                outcome.add(value, new Span(getTranslation("function.try.took", Map.of("millis", millis))));
            }
            case Functions.Tried.Refused(var problems, var millis) -> {
                problems.forEach(problem -> red(Messages.text(problem, locale)));
                if (millis > 0) {
                    outcome.add(new Span(getTranslation("function.try.took", Map.of("millis", millis))));
                }
            }
            case Functions.Tried.Denied(var problem) -> red(Messages.text(problem, locale));
        }
    }

    private void red(String text) {
        var line = new Span(text);
        line.addClassName("is-red");
        line.getElement().setAttribute("role", "alert");
        outcome.add(line);
    }
}
