package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;
import org.jspecify.annotations.Nullable;

/** {@code studio/<entity>/lists}: the designer of the entity's saved lists. */
@Prototype
@Route(value = "studio/:entity/lists", layout = Shell.class)
final class ListsView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private final transient Studio studio;
    private final transient CurrentActor currentActor;
    private @Nullable ListsPage page;

    ListsView(Studio studio, CurrentActor currentActor) {
        this.studio = studio;
        this.currentActor = currentActor;
        addClassName("studio-view");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        page = null;
        var actor = currentActor.require();
        if (!studio.mayDesign(actor)) {
            add(PageState.noRight(getTranslation("studio.denied.title"), getTranslation("studio.denied.text")));
            return;
        }
        var entity = event.getRouteParameters().get("entity").orElse("");
        if (studio.drafts().target(actor).entity(entity).isEmpty()) {
            add(PageState.empty(
                            Glyph.STUDIO, getTranslation("studio.unknown.title"), getTranslation("studio.unknown.text"))
                    .withAction(getTranslation("studio.back"), () -> getUI().ifPresent(ui -> ui.navigate("studio"))));
            return;
        }
        var opened = new ListsPage(new DraftBench(studio, currentActor::require), entity);
        page = opened;
        add(opened);
        opened.refresh();
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        if (page != null) {
            page.refresh();
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("nav.studio");
    }
}
