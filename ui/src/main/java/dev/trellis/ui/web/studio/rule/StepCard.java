package dev.trellis.ui.web.studio.rule;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.EffectAllowed;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.form.rule.RuleEdit;
import dev.trellis.form.rule.RuleEdit.Spot;
import dev.trellis.form.rule.StepKind;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.field.References;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One step: a sentence, and while it is selected what can be set on it. */
final class StepCard extends Div {

    private final transient Acts acts;
    private final String id;
    private final Span sentence = new Span();
    private final Button remove = new Button(Glyph.CLOSE.create());
    private final Button up = new Button();
    private final Button down = new Button();
    private final Div problems = new Div();
    private final Div body = new Div();
    private final Div head;
    private @Nullable StepEditor editor;

    /**
     * What a card does and where it stands.
     *
     * @param size how many steps its list has
     */
    record Acts(References references, Consumer<String> selected, Consumer<RuleEdit> edited, Spot spot, int size) {}

    StepCard(StepKind kind, String id, Acts acts) {
        this.acts = acts;
        this.id = id;
        addClassNames("rule-step-card", "rule-step-" + kind.key());
        getElement().setAttribute("data-step", id);
        sentence.addClassName("rule-sentence");
        remove.addClassNames("quiet", "rule-remove");
        remove.addClickListener(clicked -> acts.edited().accept(new RuleEdit.Remove(id)));
        remove.getElement().addEventListener("click", clicked -> {}).stopPropagation();
        var handle = Glyph.DRAG.create();
        handle.addClassName("rule-handle");
        head = new Div(handle, StepGlyphs.of(kind).create(), sentence, remove);
        head.addClassName("rule-step-head");
        head.getElement().setAttribute("data-drag", "step");
        head.getElement().setAttribute("tabindex", "0");
        head.getElement().setAttribute("role", "button");
        head.getElement().addEventListener("click", clicked -> toggle());
        head.getElement()
                .addEventListener("keydown", pressed -> toggle())
                .setFilter("event.key === 'Enter' && event.target === event.currentTarget");
        problems.addClassName("list-problems");
        body.addClassName("rule-step-body");
        up.addClickListener(clicked -> move(-1));
        down.addClickListener(clicked -> move(2));
        up.addClassName("quiet");
        down.addClassName("quiet");
        add(head, problems, body);
        var source = DragSource.create(head);
        source.setEffectAllowed(EffectAllowed.ALL);
        source.setDragData(new StepDragged(id));
    }

    private void toggle() {
        acts.selected().accept(editor == null ? id : RuleEdit.RULE);
    }

    private void move(int by) {
        var spot = acts.spot();
        acts.edited().accept(new RuleEdit.Move(id, new Spot(spot.owner(), spot.list(), spot.position() + by)));
    }

    void show(RuleState whole, ObjectNode step, boolean isSelected) {
        var state = whole.within(id);
        sentence.setText(state.words().step(step));
        remove.setAriaLabel(state.text("studio.rule.step.remove"));
        head.getElement().setAttribute("aria-expanded", String.valueOf(isSelected));
        setClassName("is-selected", isSelected);
        var found = state.problemsOf(id);
        setClassName("has-problem", !found.isEmpty());
        problems.removeAll();
        found.stream()
                .filter(problem -> !isSelected || !problem.code().key().startsWith("EXPRESSION_"))
                .forEach(problem -> problems.add(Part.problem(state, problem)));
        if (!isSelected) {
            body.removeAll();
            editor = null;
            return;
        }
        if (editor == null) {
            editor = new StepEditor(state, acts.references(), id, acts.edited());
            up.setText(state.text("studio.rule.step.up"));
            down.setText(state.text("studio.rule.step.down"));
            up.setEnabled(acts.spot().position() > 0);
            down.setEnabled(acts.spot().position() < acts.size() - 1);
            var foot = new Div(up, down);
            foot.addClassName("rule-step-foot");
            body.add(editor, foot);
        }
        editor.show(step);
    }
}
