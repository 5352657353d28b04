package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import dev.trellis.core.metadata.Metadata;

/** What of one kind of record can be shaped: links between its designers. */
final class StudioPlaces extends Nav {

    private static final String HERE = "aria-current";

    /** Stands on the form. */
    StudioPlaces(Metadata draft, String entity) {
        this(draft, entity, false);
    }

    StudioPlaces(Metadata draft, String entity, boolean onLists) {
        addClassName("studio-places");
        var form = new Anchor("studio/" + entity, getTranslation("studio.place.form"));
        var lists = new Anchor("studio/" + entity + "/lists", getTranslation("studio.place.lists"));
        (onLists ? lists : form).getElement().setAttribute(HERE, "page");
        add(form);
        if (draft.entity(entity).map(found -> found.ownedBy() == null).orElse(false)) {
            add(lists);
        }
    }
}
