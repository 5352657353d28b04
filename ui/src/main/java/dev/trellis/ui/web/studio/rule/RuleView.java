package dev.trellis.ui.web.studio.rule;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.record.Records;
import dev.trellis.form.rule.RuleDesigner;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.field.RecordReferences;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.ui.web.studio.Studio;
import dev.trellis.workflow.rule.InboundRules;
import dev.trellis.workflow.rule.Rules;
import io.micronaut.context.annotation.Prototype;
import org.jspecify.annotations.Nullable;

/** {@code studio/rule/<id>}: the builder of a rule. */
@Prototype
@Route(value = "studio/rule/:rule", layout = Shell.class)
final class RuleView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private final transient Studio studio;
    private final transient CurrentActor currentActor;
    private final transient RuleDesigner designer;
    private final transient Rules rules;
    private final transient InboundRules inbound;
    private final transient Records records;
    private @Nullable RulePage page;

    RuleView(
            Studio studio,
            CurrentActor currentActor,
            RuleDesigner designer,
            Rules rules,
            InboundRules inbound,
            Records records) {
        this.studio = studio;
        this.currentActor = currentActor;
        this.designer = designer;
        this.rules = rules;
        this.inbound = inbound;
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
        var rule = event.getRouteParameters().get("rule").orElse("");
        if (RuleDesigner.find(studio.drafts().target(actor), rule).isEmpty()) {
            add(PageState.empty(
                            Glyph.STUDIO, getTranslation("studio.unknown.title"), getTranslation("studio.unknown.text"))
                    .withAction(getTranslation("studio.back"), () -> getUI().ifPresent(ui -> ui.navigate("studio"))));
            return;
        }
        var opened = new RulePage(
                new DraftBench(studio, currentActor::require),
                designer,
                rules,
                inbound,
                new RecordReferences(records, currentActor::require),
                rule);
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
