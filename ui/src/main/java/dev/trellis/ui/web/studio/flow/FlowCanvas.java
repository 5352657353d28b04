package dev.trellis.ui.web.studio.flow;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.dnd.EffectAllowed;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.design.DesignEdit;
import dev.trellis.form.flow.FlowEdit;
import dev.trellis.form.flow.FlowEdit.Spot;
import dev.trellis.form.flow.FlowWords;
import dev.trellis.form.flow.NodeKind;
import dev.trellis.ui.web.component.Glyph;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The flow from top to bottom: steps are cards, branches stand side by side; between two steps there is room for another. */
final class FlowCanvas extends Div {

    private final transient Consumer<String> selected;
    private final transient Consumer<FlowEdit> edited;
    private final transient Map<String, Component> elements = new HashMap<>();
    private String selection = FlowEdit.FLOW;

    FlowCanvas(Consumer<String> selected, Consumer<FlowEdit> edited) {
        this.selected = selected;
        this.edited = edited;
        addClassName("flow-canvas");
        getElement()
                .addEventListener("click", clicked -> selected.accept(FlowEdit.FLOW))
                .setFilter("event.target === event.currentTarget");
    }

    void show(FlowState state) {
        removeAll();
        elements.clear();
        var start = end(Glyph.PERSON, getTranslation("studio.flow.start"));
        start.addClassName("flow-start");
        click(start, FlowEdit.FLOW);
        elements.put(FlowEdit.FLOW, start);
        add(start, lane(state, FlowEdit.FLOW, FlowEdit.DEFAULT, state.flow().path("nodes")));
        add(end(Glyph.CHECK, getTranslation("studio.flow.end")));
        mark(selection);
    }

    /** Marks an element as selected, without touching the rest. */
    void mark(String now) {
        var before = elements.get(selection);
        if (before != null) {
            before.removeClassName("is-selected");
        }
        selection = now;
        var after = elements.get(now);
        if (after != null) {
            after.addClassName("is-selected");
        }
    }

    void reveal(String element) {
        var found = elements.get(element);
        if (found != null) {
            found.getElement().executeJs("this.scrollIntoView({block: 'nearest', inline: 'nearest'})");
        }
    }

    private static Div end(Glyph glyph, String text) {
        var end = new Div(glyph.create(), new Span(text));
        end.addClassName("flow-end");
        return end;
    }

    private Div lane(FlowState state, String owner, String arm, JsonNode nodes) {
        var lane = new Div();
        lane.addClassName("flow-lane");
        int position = 0;
        lane.add(gap(state, new Spot(owner, arm, position)));
        for (var node : nodes) {
            lane.add(node(state, (ObjectNode) node));
            position++;
            lane.add(gap(state, new Spot(owner, arm, position)));
        }
        return lane;
    }

    private Div gap(FlowState state, Spot spot) {
        var add = new Button(Glyph.PLUS.create());
        add.addClassNames("quiet", "flow-add");
        add.setAriaLabel(getTranslation("studio.flow.add"));
        var menu = new ContextMenu(add);
        menu.setOpenOnClick(true);
        for (var kind : NodeKind.values()) {
            var entry = new Div(
                    NodeGlyphs.of(kind).create(), new Span(Messages.text("flow.node." + kind.key(), state.locale())));
            entry.addClassName("flow-menu-entry");
            menu.addItem(entry, clicked -> edited.accept(insert(state, kind, spot)));
        }
        var gap = new Div(add);
        gap.addClassName("flow-gap");
        gap.getElement().setAttribute("data-gap", spot.owner() + "/" + spot.arm() + "/" + spot.position());
        DropTarget.create(gap)
                .addDropListener(drop -> drop.getDragData()
                        .filter(FlowDragged.class::isInstance)
                        .map(FlowDragged.class::cast)
                        .ifPresent(dragged -> edited.accept(
                                switch (dragged) {
                                    case FlowDragged.NewNode(var kind) -> insert(state, kind, spot);
                                    case FlowDragged.ExistingNode(var id) -> new FlowEdit.Move(id, spot);
                                })));
        return gap;
    }

    static FlowEdit insert(FlowState state, NodeKind kind, Spot spot) {
        return new FlowEdit.Insert(kind.make(DesignEdit::newId, state.id()), spot);
    }

    private Div node(FlowState state, ObjectNode node) {
        var kind = FlowState.kind(node).orElse(NodeKind.APPROVE);
        var id = node.path("id").asString();
        var name = new Span(state.label(node));
        name.addClassName("flow-node-name");
        var says = new Span(new FlowWords(state.draft(), state.entity(), state.locale()).summary(kind, node));
        says.addClassName("flow-node-says");
        var words = new Div(name, says);
        words.addClassName("flow-node-words");
        var remove = new Button(Glyph.CLOSE.create(), clicked -> edited.accept(new FlowEdit.Remove(id)));
        remove.addClassNames("quiet", "flow-remove");
        remove.setAriaLabel(getTranslation("studio.flow.remove"));
        remove.getElement().addEventListener("click", clicked -> {}).stopPropagation();
        var card = new Div(NodeGlyphs.of(kind).create(), words, remove);
        card.addClassNames("flow-node", "flow-node-" + kind.key());
        card.getElement().setAttribute("data-node", id);
        card.getElement().setAttribute("data-drag", "node");
        mark(card, state, id);
        click(card, id);
        elements.put(id, card);
        var source = DragSource.create(card);
        source.setEffectAllowed(EffectAllowed.ALL);
        source.setDragData(new FlowDragged.ExistingNode(id));
        var block = new Div(card);
        block.addClassName("flow-block");
        var hasErrorBranch =
                kind == NodeKind.CALL && node.path("failure").asString("").equals("branch");
        if (kind.hasArms() || hasErrorBranch) {
            block.add(arms(state, kind, node, id));
        }
        return block;
    }

    private Div arms(FlowState state, NodeKind kind, ObjectNode node, String id) {
        var arms = new Div();
        arms.addClassName("flow-arms");
        for (var name : new String[] {"branches", "lanes"}) {
            for (var arm : node.path(name)) {
                arms.add(arm(state, id, (ObjectNode) arm));
            }
        }
        if (kind != NodeKind.PARALLEL) {
            var head = new Div(
                    new Span(getTranslation(kind == NodeKind.CALL ? "studio.flow.failed" : "studio.flow.otherwise")));
            head.addClassNames("flow-arm-head", "is-default");
            var otherwise = new Div(head, lane(state, id, FlowEdit.DEFAULT, node.path("otherwise")));
            otherwise.addClassName("flow-arm");
            arms.add(otherwise);
        }
        var place = new Div(arms);
        place.addClassName("flow-fork");
        if (kind.hasArms()) {
            int count =
                    node.path(kind == NodeKind.PARALLEL ? "lanes" : "branches").size();
            var more = new Button(
                    getTranslation("studio.flow.branch.add"),
                    Glyph.PLUS.create(),
                    clicked -> edited.accept(new FlowEdit.AddArm(id, kind.arm(DesignEdit.newId(), count + 1))));
            more.addClassNames("quiet", "flow-branch-add");
            place.addComponentAsFirst(more);
        }
        return place;
    }

    private Div arm(FlowState state, String owner, ObjectNode arm) {
        var id = arm.path("id").asString();
        var name = new Span(state.label(arm));
        name.addClassName("flow-arm-name");
        var head = new Div(name);
        var when = arm.path("when").asString("");
        if (!when.isEmpty()) {
            var condition = new Span(when);
            condition.addClassName("flow-when");
            head.add(condition);
        }
        head.addClassName("flow-arm-head");
        head.getElement().setAttribute("data-arm", id);
        mark(head, state, id);
        click(head, id);
        elements.put(id, head);
        var column = new Div(head, lane(state, owner, id, arm.path("nodes")));
        column.addClassName("flow-arm");
        return column;
    }

    private static void mark(Div element, FlowState state, String id) {
        element.setClassName("has-problem", !state.problemsOf(id).isEmpty());
        element.setClassName("has-finding", !state.findingsOf(id).isEmpty());
    }

    private void click(Component element, String id) {
        element.getElement().setAttribute("tabindex", "0");
        element.getElement().setAttribute("role", "button");
        element.getElement()
                .addEventListener("click", clicked -> selected.accept(id))
                .stopPropagation();
        element.getElement()
                .addEventListener("keydown", pressed -> selected.accept(id))
                .setFilter("event.key === 'Enter' && event.target === event.currentTarget");
    }
}
