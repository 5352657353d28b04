package dev.trellis.ui.web.studio.pool;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.form.pool.PoolDesigner;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.ui.web.studio.Studio;
import io.micronaut.context.annotation.Prototype;
import org.jspecify.annotations.Nullable;

/** {@code studio/pool/<id>}: the designer of a pool. */
@Prototype
@Route(value = "studio/pool/:pool", layout = Shell.class)
final class PoolView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private final transient Studio studio;
    private final transient CurrentActor currentActor;
    private final transient PoolDesigner designer;
    private @Nullable PoolPage page;

    PoolView(Studio studio, CurrentActor currentActor, PoolDesigner designer) {
        this.studio = studio;
        this.currentActor = currentActor;
        this.designer = designer;
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
        var pool = event.getRouteParameters().get("pool").orElse("");
        if (PoolDesigner.find(studio.drafts().target(actor), pool).isEmpty()) {
            add(PageState.empty(
                            Glyph.STUDIO, getTranslation("studio.unknown.title"), getTranslation("studio.unknown.text"))
                    .withAction(getTranslation("studio.back"), () -> getUI().ifPresent(ui -> ui.navigate("studio"))));
            return;
        }
        var opened = new PoolPage(new DraftBench(studio, currentActor::require), designer, pool);
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
