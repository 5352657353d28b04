package dev.trellis.ui.web.studio.rule;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.form.design.DesignEdit;
import dev.trellis.form.rule.RuleEdit;
import dev.trellis.form.rule.RuleEdit.Spot;
import dev.trellis.form.rule.StepKind;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.field.References;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What follows, in order: sentences that open into what can be set; between two of them there is room for another. */
final class StepList extends Part {

    private final transient References references;
    private final transient Consumer<String> selected;
    private final transient Consumer<RuleEdit> edited;
    private final transient Map<String, StepCard> cards = new HashMap<>();
    private transient List<Object> drawn = List.of();

    StepList(References references, Consumer<String> selected, Consumer<RuleEdit> edited) {
        super("steps");
        this.references = references;
        this.selected = selected;
        this.edited = edited;
    }

    void show(RuleState state, String selection) {
        head(state.text("studio.rule.then"), state.text("studio.rule.then.hint"));
        var now = List.<Object>of(state.shape(), state.locale());
        if (!now.equals(drawn)) {
            drawn = now;
            cards.clear();
            content().removeAll();
            add(list(state, state.rule(), RuleEdit.RULE, "steps"));
        }
        cards.forEach((id, card) -> state.step(id).ifPresent(step -> card.show(state, step, id.equals(selection))));
        problems(state, state.problemsAt("steps"));
    }

    void reveal(String step) {
        var card = cards.get(step);
        if (card != null) {
            card.getElement().executeJs("this.scrollIntoView({block: 'nearest'})");
        }
    }

    private Div list(RuleState state, JsonNode owner, String name, String list) {
        var place = new Div();
        place.addClassName("rule-steps");
        int position = 0;
        int size = owner.path(list).size();
        place.add(gap(state, new Spot(name, list, position), size == 0));
        for (var step : owner.path(list)) {
            place.add(card(state, (ObjectNode) step, new Spot(name, list, position), size));
            position++;
            place.add(gap(state, new Spot(name, list, position), position == size));
        }
        return place;
    }

    private StepCard card(RuleState state, ObjectNode step, Spot spot, int size) {
        var id = step.path("id").asString();
        var kind = StepKind.of(step).orElse(StepKind.SET);
        var card = new StepCard(kind, id, new StepCard.Acts(references, selected, edited, spot, size));
        cards.put(id, card);
        for (var list : kind.lists()) {
            var word = new Span(state.text("studio.rule.list." + list));
            word.addClassName("rule-branch-word");
            var branch = new Div(word, list(state, step, id, list));
            branch.addClassName("rule-branch");
            card.add(branch);
        }
        return card;
    }

    /** @param last whether its button says what it is for */
    private Div gap(RuleState state, Spot spot, boolean last) {
        var add = new Button(Glyph.PLUS.create());
        add.addClassNames("quiet", "rule-add");
        add.setAriaLabel(state.text("studio.rule.step.add"));
        if (last) {
            add.setText(state.text("studio.rule.step.add"));
        }
        var menu = new ContextMenu(add);
        menu.setOpenOnClick(true);
        for (var kind : StepKind.values()) {
            var entry = new Div(StepGlyphs.of(kind).create(), new Span(state.text("studio.rule.kind." + kind.key())));
            entry.addClassName("flow-menu-entry");
            entry.getElement().setAttribute("data-kind", kind.key());
            menu.addItem(
                    entry,
                    clicked -> edited.accept(new RuleEdit.Insert(
                            kind.make(
                                    DesignEdit.newId(),
                                    state.draft(),
                                    state.inside(spot.owner()).entity()),
                            spot)));
        }
        var gap = new Div(add);
        gap.addClassName("rule-gap");
        gap.setClassName("is-last", last);
        gap.getElement().setAttribute("data-gap", spot.owner() + "/" + spot.list() + "/" + spot.position());
        DropTarget.create(gap)
                .addDropListener(drop -> drop.getDragData()
                        .filter(StepDragged.class::isInstance)
                        .map(StepDragged.class::cast)
                        .ifPresent(dragged -> edited.accept(new RuleEdit.Move(dragged.step(), spot))));
        return gap;
    }
}
