package dev.trellis.ui.web.function;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.Style;
import dev.trellis.core.metadata.FunctionDefinition.Test;
import dev.trellis.ui.web.component.Glyph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples that must hold, a line each: a name, the arguments, and what comes out. */
final class TestsEditor extends Div {

    /** What stands where an error is expected. */
    private static final String ERROR = "error";

    private final List<Row> rows = new ArrayList<>();
    private final Div list = new Div();
    private final Div outcome = new Div();

    private record Row(TextField id, TextField arguments, TextField result) {}

    TestsEditor(List<Test> tests, Runnable run) {
        addClassName("function-card");
        list.addClassName("function-rows");
        outcome.addClassName("function-outcome");
        var add = new Button(
                getTranslation("function.test.add"),
                Glyph.PLUS.create(),
                clicked -> add(new Test("test_" + (rows.size() + 1), List.of(), null, false)));
        add.addClassName("quiet");
        var all = new Button(getTranslation("function.test.run"), Glyph.CHECK.create(), clicked -> run.run());
        all.addClassName("function-run-tests");
        var buttons = new Div(add, all);
        buttons.addClassName("function-buttons");
        var help = new Span(getTranslation("function.test.help"));
        help.addClassName("function-help");
        add(new H2(getTranslation("function.tests")), help, list, buttons, outcome);
        tests.forEach(this::add);
    }

    /** Returns the tests; a line that cannot be read is marked and makes it null. */
    @Nullable
    List<Test> tests() {
        var tests = new ArrayList<Test>();
        boolean sound = true;
        for (var row : rows) {
            var given = read("[" + row.arguments().getValue() + "]");
            boolean fails = row.result().getValue().strip().equals(ERROR);
            var text = row.result().getValue().strip();
            var expected = fails || text.isEmpty() ? null : read(text);
            mark(row.arguments(), given != null);
            mark(row.result(), fails || text.isEmpty() || expected != null);
            if (given == null || row.result().isInvalid()) {
                sound = false;
                continue;
            }
            var result = expected == null || expected.isNull() ? null : expected;
            tests.add(new Test(row.id().getValue().strip(), given.valueStream().toList(), result, fails));
        }
        return sound ? tests : null;
    }

    /** Shows what running them gave; no lines where all are green. */
    void show(List<String> red, int count) {
        outcome.removeAll();
        var line = new Span(
                red.isEmpty()
                        ? getTranslation("function.test.green", Map.of("count", count))
                        : getTranslation("function.test.red", Map.of("count", red.size())));
        line.addClassName(red.isEmpty() ? "is-green" : "is-red");
        outcome.add(line);
        red.forEach(text -> outcome.add(new Span(text)));
    }

    private void mark(TextField field, boolean sound) {
        field.setInvalid(!sound);
        field.setErrorMessage(sound ? "" : getTranslation("function.test.unreadable"));
    }

    private static @Nullable JsonNode read(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            return null;
        }
    }

    private void add(Test test) {
        var id = field("function.test.name", test.id());
        var arguments = field(
                "function.test.arguments",
                String.join(
                        ", ", test.arguments().stream().map(JsonNode::toString).toList()));
        var result = field(
                "function.test.result",
                test.fails()
                        ? ERROR
                        : test.result() == null ? "" : test.result().toString());
        var row = new Row(id, arguments, result);
        var line = new Div(id, arguments, result);
        var remove = new Button(Glyph.CLOSE.create(), clicked -> {
            rows.remove(row);
            list.remove(line);
        });
        remove.addClassName("quiet");
        remove.setAriaLabel(getTranslation("function.remove"));
        line.add(remove);
        line.addClassNames("function-row", "function-test");
        line.getStyle().setDisplay(Style.Display.GRID);
        rows.add(row);
        list.add(line);
    }

    private TextField field(String label, String value) {
        var field = new TextField();
        field.setValue(value);
        field.setAriaLabel(getTranslation(label));
        field.setPlaceholder(getTranslation(label));
        field.addClassName("function-mono");
        return field;
    }
}
