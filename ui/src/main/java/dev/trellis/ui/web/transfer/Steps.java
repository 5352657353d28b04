package dev.trellis.ui.web.transfer;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;

/** The four steps of an import, the present one marked. */
final class Steps extends OrderedList {

    /** The steps. */
    enum Step {
        FILE,
        MAPPING,
        CHECK,
        RUN
    }

    Steps(Step now) {
        addClassName("import-steps");
        for (var step : Step.values()) {
            var item =
                    new ListItem(getTranslation("transfer.step." + step.name().toLowerCase(java.util.Locale.ROOT)));
            if (step == now) {
                item.getElement().setAttribute("aria-current", "step");
            }
            item.setClassName("is-done", step.compareTo(now) < 0);
            add(item);
        }
    }
}
