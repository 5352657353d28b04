package dev.trellis.ui.web.studio.flow;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.record.Records;
import dev.trellis.form.flow.FlowDesigner;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.field.RecordReferences;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.ui.web.studio.Studio;
import dev.trellis.workflow.approval.FlowTrial;
import dev.trellis.workflow.approval.RunningRequests;
import io.micronaut.context.annotation.Prototype;
import org.jspecify.annotations.Nullable;

/** {@code studio/approval/<id>}: the designer of an approval. */
@Prototype
@Route(value = "studio/approval/:approval", layout = Shell.class)
final class FlowView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private final transient Studio studio;
    private final transient CurrentActor currentActor;
    private final transient FlowDesigner designer;
    private final transient MetadataJson json;
    private final transient Records records;
    private final transient FlowTrial trial;
    private final transient RunningRequests requests;
    private @Nullable FlowPage page;

    FlowView(
            Studio studio,
            CurrentActor currentActor,
            FlowDesigner designer,
            MetadataJson json,
            Records records,
            FlowTrial trial,
            RunningRequests requests) {
        this.trial = trial;
        this.requests = requests;
        this.studio = studio;
        this.currentActor = currentActor;
        this.designer = designer;
        this.json = json;
        this.records = records;
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
        var approval = event.getRouteParameters().get("approval").orElse("");
        if (FlowDesigner.find(studio.drafts().target(actor), approval).isEmpty()) {
            add(PageState.empty(
                            Glyph.STUDIO, getTranslation("studio.unknown.title"), getTranslation("studio.unknown.text"))
                    .withAction(getTranslation("studio.back"), () -> getUI().ifPresent(ui -> ui.navigate("studio"))));
            return;
        }
        var opened = new FlowPage(
                new DraftBench(studio, currentActor::require),
                designer,
                json,
                new RecordReferences(records, currentActor::require),
                trial,
                requests,
                approval);
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
