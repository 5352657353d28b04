package dev.trellis.ui.web.studio.pipeline;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.form.pipeline.EndReasons;
import dev.trellis.form.pipeline.PipelineDesigner;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.ui.web.studio.Studio;
import io.micronaut.context.annotation.Prototype;
import org.jspecify.annotations.Nullable;

/** {@code studio/pipeline/<id>}: the designer of a pipeline. */
@Prototype
@Route(value = "studio/pipeline/:pipeline", layout = Shell.class)
final class PipelineView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private final transient Studio studio;
    private final transient CurrentActor currentActor;
    private final transient PipelineDesigner designer;
    private final transient EndReasons reasons;
    private @Nullable PipelinePage page;

    PipelineView(Studio studio, CurrentActor currentActor, PipelineDesigner designer, EndReasons reasons) {
        this.studio = studio;
        this.currentActor = currentActor;
        this.designer = designer;
        this.reasons = reasons;
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
        var pipeline = event.getRouteParameters().get("pipeline").orElse("");
        if (PipelineDesigner.find(studio.drafts().target(actor), pipeline).isEmpty()) {
            add(PageState.empty(
                            Glyph.STUDIO, getTranslation("studio.unknown.title"), getTranslation("studio.unknown.text"))
                    .withAction(getTranslation("studio.back"), () -> getUI().ifPresent(ui -> ui.navigate("studio"))));
            return;
        }
        var opened = new PipelinePage(new DraftBench(studio, currentActor::require), designer, reasons, pipeline);
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
