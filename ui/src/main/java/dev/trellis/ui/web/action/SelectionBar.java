package dev.trellis.ui.web.action;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.access.Actor;
import dev.trellis.core.action.RecordActions.Offer;
import dev.trellis.core.field.RecordId;
import dev.trellis.ui.web.component.Glyph;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Rises below a list when rows are selected and offers what can be done with all of them. */
public final class SelectionBar extends Div {

    private final transient ActionRunner runner;
    private final transient Supplier<Actor.Person> actor;
    private final String entity;
    private final Span count = new Span();
    private transient List<RecordId> selected = List.of();

    /**
     * @param afterwards shows the rows anew and selects none
     */
    public SelectionBar(
            ActionRunner runner,
            Supplier<Actor.Person> actor,
            String entity,
            List<Offer> offers,
            Runnable afterwards,
            Runnable clear) {
        this.runner = runner;
        this.actor = actor;
        this.entity = entity;
        addClassName("selection-bar");
        getElement().setAttribute("role", "toolbar");
        count.addClassName("selection-count");
        add(count);
        offers.forEach(offer -> {
            var button = new Button(offer.label().text(actor.get().locale()), clicked -> start(offer, afterwards));
            button.getElement().setAttribute("data-action", offer.id());
            add(button);
        });
        var none = new Button(Glyph.CLOSE.create(), clicked -> clear.run());
        none.addClassName("quiet");
        none.setAriaLabel(getTranslation("list.selection.clear"));
        none.setTooltipText(getTranslation("list.selection.clear"));
        add(none);
        show(List.of());
    }

    public void show(List<RecordId> ids) {
        selected = List.copyOf(ids);
        setVisible(!ids.isEmpty());
        count.setText(getTranslation("list.selection", Map.of("count", ids.size())));
    }

    private void start(Offer offer, Runnable afterwards) {
        runner.startEach(actor.get(), entity, selected, offer, afterwards);
    }
}
