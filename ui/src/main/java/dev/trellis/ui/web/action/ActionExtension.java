package dev.trellis.ui.web.action;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import dev.trellis.core.action.RecordActions;
import dev.trellis.core.action.RecordActions.Offer;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.record.RecordExtension;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Puts what can be done with a record on its page: the prominent ones as buttons, the others in a menu. */
@Singleton
final class ActionExtension implements RecordExtension {

    private final RecordActions actions;
    private final ActionRunner runner;

    ActionExtension(RecordActions actions, ActionRunner runner) {
        this.actions = actions;
        this.runner = runner;
    }

    @Override
    public List<Component> actions(Subject subject) {
        var offers = actions.offered(subject.actor(), subject.record()).stream()
                .filter(offer -> !offer.id().equals("follow-up"))
                .toList();
        var shown = new ArrayList<Component>();
        var others = offers.stream().filter(offer -> !offer.prominent()).toList();
        if (!others.isEmpty()) {
            shown.add(menu(subject, others));
        }
        offers.stream().filter(Offer::prominent).forEach(offer -> shown.add(button(subject, offer)));
        return shown;
    }

    @Override
    public List<Component> panels(Subject subject) {
        return List.of();
    }

    private Button button(Subject subject, Offer offer) {
        var button = new Button(offer.label().text(subject.actor().locale()), clicked -> start(subject, offer));
        button.getElement().setAttribute("data-action", offer.id());
        return button;
    }

    private Button menu(Subject subject, List<Offer> offers) {
        var more = new Button(Glyph.MORE.create());
        more.addClassNames("quiet", "record-more");
        more.setAriaLabel(more.getTranslation("record-action.more"));
        more.setTooltipText(more.getTranslation("record-action.more"));
        var menu = new ContextMenu(more);
        menu.setOpenOnClick(true);
        offers.forEach(
                offer -> menu.addItem(offer.label().text(subject.actor().locale()), clicked -> start(subject, offer))
                        .getElement()
                        .setAttribute("data-action", offer.id()));
        return more;
    }

    private void start(Subject subject, Offer offer) {
        runner.start(subject.actor(), subject.entity(), subject.id(), offer, subject.reload());
    }
}
