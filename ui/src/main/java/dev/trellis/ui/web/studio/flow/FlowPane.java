package dev.trellis.ui.web.studio.flow;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.form.flow.FlowEdit;
import dev.trellis.form.flow.FlowSheet;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.field.References;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be set on the selected element. */
final class FlowPane extends Div {

    private final transient References people;
    private final transient Consumer<FlowEdit> edited;
    private final H2 title = new H2();
    private final Div problems = new Div();
    private final Div body = new Div();
    private final transient Map<String, ControlEditor> editors = new LinkedHashMap<>();
    private transient @Nullable List<Object> shape;

    FlowPane(References people, Consumer<FlowEdit> edited) {
        this.people = people;
        this.edited = edited;
        addClassNames("studio-properties", "flow-pane");
        problems.addClassName("list-problems");
        add(title, problems, body);
    }

    void show(FlowState state, String id) {
        var element = state.element(id).orElse(state.flow());
        title.setText(state.label(element));
        problems.removeAll();
        state.problemsOf(id).forEach(problem -> problems.add(line(problem, state, Glyph.WARNING, "list-problem")));
        state.findingsOf(id).forEach(problem -> problems.add(line(problem, state, Glyph.INFO, "list-finding")));
        var sheet = sheet(element, id);
        var now = List.<Object>of(
                id,
                sheet,
                state.locale(),
                state.draft().version(),
                state.steps().size());
        if (!now.equals(shape)) {
            shape = now;
            build(state, sheet, id, element);
        }
        editors.forEach((property, editor) -> editor.show(value(element, property)));
    }

    private static Div line(Problem problem, FlowState state, Glyph glyph, String kind) {
        var line = new Div(glyph.create(), new Span(Messages.text(problem, state.locale())));
        line.addClassName(kind);
        return line;
    }

    private static FlowSheet sheet(ObjectNode element, String id) {
        if (id.isEmpty()) {
            return FlowSheet.ofFlow();
        }
        return FlowState.kind(element)
                .map(kind -> FlowSheet.of(kind, element))
                .orElseGet(() -> FlowSheet.ofArm(!element.has("when")));
    }

    private static JsonNode value(ObjectNode element, String property) {
        JsonNode at = element;
        for (var step : property.split("\\.")) {
            at = at.path(step);
        }
        return at;
    }

    private void build(FlowState state, FlowSheet sheet, String id, ObjectNode element) {
        body.removeAll();
        editors.clear();
        var makers = new ControlEditors(
                state, people, (property, value) -> edited.accept(new FlowEdit.SetProperty(id, property, value)));
        for (var section : sheet.sections()) {
            var content = new Div();
            content.addClassName("flow-section");
            section.controls().forEach(control -> {
                var editor = makers.make(control);
                editor.component().getElement().setAttribute("data-property", control.property());
                editors.put(control.property(), editor);
                content.add(editor.component());
            });
            var heading = Messages.text("flow.section." + section.title(), state.locale());
            if (section.folded()) {
                var details = new Details(heading, content);
                details.addClassName("flow-folded");
                body.add(details);
            } else {
                var block = new Div(new H3(heading), content);
                block.addClassName("properties-section");
                body.add(block);
            }
        }
        if (!id.isEmpty()) {
            body.add(foot(id, element));
        }
    }

    private Div foot(String id, ObjectNode element) {
        var isNode = element.has("kind");
        var name = new Span(id);
        name.addClassName("properties-id");
        var remove = new Button(
                getTranslation(isNode ? "studio.flow.remove" : "studio.flow.branch.remove"),
                Glyph.DELETE.create(),
                clicked -> edited.accept(isNode ? new FlowEdit.Remove(id) : new FlowEdit.RemoveArm(id)));
        remove.addClassName("quiet");
        var foot = new Div(name, remove);
        foot.addClassName("list-foot");
        return foot;
    }
}
