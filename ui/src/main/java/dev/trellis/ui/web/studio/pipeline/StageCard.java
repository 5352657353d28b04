package dev.trellis.ui.web.studio.pipeline;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.dnd.EffectAllowed;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.pipeline.PipelineEdit;
import dev.trellis.ui.web.component.Glyph;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One stage: its name and what it means, and while it is selected what can be set on it. */
final class StageCard extends Div {

    private final String id;
    private final int position;
    private final int size;
    private final transient Consumer<PipelineEdit> edited;
    private final transient Runnable removed;
    private final Span dot = new Span();
    private final Span name = new Span();
    private final Span says = new Span();
    private final Div problems = new Div();
    private final Div body = new Div();
    private @Nullable StageEditor editor;

    /** Something that is dragged. */
    private record Dragged(String stage) {}

    StageCard(
            String id,
            int position,
            int size,
            Consumer<String> selected,
            Consumer<PipelineEdit> edited,
            Runnable removed) {
        this.id = id;
        this.position = position;
        this.size = size;
        this.edited = edited;
        this.removed = removed;
        addClassNames("rule-step-card", "stage-card");
        getElement().setAttribute("data-stage", id);
        name.addClassName("stage-name");
        says.addClassName("muted");
        var handle = Glyph.DRAG.create();
        handle.addClassName("rule-handle");
        var head = new Div(handle, dot, name, says);
        head.addClassName("rule-step-head");
        head.getElement().setAttribute("tabindex", "0");
        head.getElement().setAttribute("role", "button");
        head.getElement().setAttribute("data-drag", "stage");
        head.getElement()
                .addEventListener("click", clicked -> selected.accept(editor == null ? id : PipelineEdit.PIPELINE));
        head.getElement()
                .addEventListener("keydown", pressed -> selected.accept(editor == null ? id : PipelineEdit.PIPELINE))
                .setFilter("event.key === 'Enter' && event.target === event.currentTarget");
        problems.addClassName("list-problems");
        body.addClassName("rule-step-body");
        add(head, problems, body);
        var source = DragSource.create(head);
        source.setEffectAllowed(EffectAllowed.ALL);
        source.setDragData(new Dragged(id));
        DropTarget.create(this)
                .addDropListener(drop -> drop.getDragData()
                        .filter(Dragged.class::isInstance)
                        .map(Dragged.class::cast)
                        .filter(dragged -> !dragged.stage().equals(id))
                        .ifPresent(dragged -> edited.accept(new PipelineEdit.MoveStage(dragged.stage(), position))));
    }

    void show(PipelineState state, ObjectNode stage, boolean isSelected) {
        dot.setClassName("dot dot-" + stage.path("color").asString("grey"));
        name.setText(state.label(stage));
        says.setText(says(state, stage));
        setClassName("is-selected", isSelected);
        var found = state.problemsOf(id);
        setClassName("has-problem", !found.isEmpty());
        problems.removeAll();
        found.forEach(problem -> {
            var line = new Div(Glyph.WARNING.create(), new Span(Messages.text(problem, state.locale())));
            line.addClassName("list-problem");
            problems.add(line);
        });
        if (!isSelected) {
            body.removeAll();
            editor = null;
            return;
        }
        if (editor == null) {
            editor = new StageEditor(state, id, edited);
            body.add(editor, foot(state));
        }
        editor.show(stage);
    }

    private static String says(PipelineState state, ObjectNode stage) {
        var parts = new ArrayList<String>();
        var outcome = stage.path("outcome").asString("open");
        if (!outcome.equals("open")) {
            parts.add(state.text("studio.stage.outcome." + outcome));
        }
        int required = stage.path("required").size() + stage.path("tasks").size();
        if (required > 0) {
            parts.add(state.text("studio.stage.says.required", Map.of("count", required)));
        }
        if (stage.has("entry") || stage.has("exit")) {
            parts.add(state.text("studio.stage.says.conditions"));
        }
        return String.join(" · ", parts);
    }

    private Div foot(PipelineState state) {
        var up = new Button(
                state.text("studio.rule.step.up"),
                clicked -> edited.accept(new PipelineEdit.MoveStage(id, position - 1)));
        var down = new Button(
                state.text("studio.rule.step.down"),
                clicked -> edited.accept(new PipelineEdit.MoveStage(id, position + 2)));
        up.setEnabled(position > 0);
        down.setEnabled(position < size - 1);
        var remove = new Button(state.text("studio.stage.remove"), Glyph.DELETE.create(), clicked -> removed.run());
        remove.setEnabled(size > 1);
        up.addClassName("quiet");
        down.addClassName("quiet");
        remove.addClassNames("quiet", "stage-remove");
        var foot = new Div(up, down, remove);
        foot.addClassName("rule-step-foot");
        return foot;
    }
}
