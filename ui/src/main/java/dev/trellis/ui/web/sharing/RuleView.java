package dev.trellis.ui.web.sharing;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.collaboration.Recipients;
import dev.trellis.core.record.Records;
import dev.trellis.form.sharing.SharingDesign;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.ui.web.studio.Studio;
import io.micronaut.context.annotation.Prototype;
import org.jspecify.annotations.Nullable;

/** {@code studio-sharing/<rule>}: the designer of one sharing rule. */
@Prototype
@Route(value = "studio-sharing/:rule", layout = Shell.class)
final class RuleView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private final transient Studio studio;
    private final transient CurrentActor currentActor;
    private final transient Records records;
    private final transient Recipients recipients;
    private @Nullable RulePage page;

    RuleView(Studio studio, CurrentActor currentActor, Records records, Recipients recipients) {
        this.studio = studio;
        this.currentActor = currentActor;
        this.records = records;
        this.recipients = recipients;
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
        var rule = event.getRouteParameters().get("rule").orElse("");
        if (SharingDesign.find(studio.drafts().target(actor), rule).isEmpty()) {
            add(PageState.empty(
                            Glyph.SHARE,
                            getTranslation("sharing-rules.unknown.title"),
                            getTranslation("sharing-rules.unknown.text"))
                    .withAction(getTranslation("studio.back"), () -> getUI().ifPresent(ui -> ui.navigate("studio"))));
            return;
        }
        var opened = new RulePage(new DraftBench(studio, currentActor::require), records, recipients, rule);
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
        return getTranslation("sharing-rules.area");
    }
}
