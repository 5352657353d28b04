package dev.trellis.ui.web.record;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import dev.trellis.ui.web.component.Glyph;
import java.util.List;

/** The head of a record's page: the way back, its name, a few facts, and what can be done. */
final class RecordHead extends Div {

    private final H1 title = new H1();
    private final Div facts = new Div();
    private final Div actions = new Div();

    RecordHead(String entity, String plural) {
        addClassName("record-head");
        var back = new Anchor("records/" + entity, Glyph.CHEVRON_LEFT.create(), new Span(plural));
        back.addClassName("record-back");
        facts.addClassName("record-facts");
        actions.addClassName("record-actions");
        var names = new Div(title, facts);
        names.addClassName("record-names");
        var row = new Div(names, actions);
        row.addClassName("record-head-row");
        add(back, row);
    }

    void show(String name, List<Component> shownFacts) {
        title.setText(name);
        facts.removeAll();
        shownFacts.forEach(facts::add);
        facts.setVisible(!shownFacts.isEmpty());
    }

    /** Offers other actions. Not to be called while somebody types: a button that is replaced loses the click it is under. */
    void offer(List<Component> offered) {
        actions.removeAll();
        offered.forEach(actions::add);
    }
}
