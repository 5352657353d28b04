package dev.trellis.ui.web.roles;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.appointment.Appointments;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.ui.web.studio.Studio;
import io.micronaut.context.annotation.Prototype;
import org.jspecify.annotations.Nullable;

/** {@code studio-roles/<role>}: the designer of one role. */
@Prototype
@Route(value = "studio-roles/:role", layout = Shell.class)
final class RoleView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private final transient Studio studio;
    private final transient CurrentActor currentActor;
    private final transient Records records;
    private final transient Appointments appointments;
    private @Nullable RolePage page;

    RoleView(Studio studio, CurrentActor currentActor, Records records, Appointments appointments) {
        this.studio = studio;
        this.currentActor = currentActor;
        this.records = records;
        this.appointments = appointments;
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
        var role = event.getRouteParameters().get("role").orElse("");
        if (studio.drafts().target(actor).role(role).isEmpty()) {
            add(PageState.empty(Glyph.LOCK, getTranslation("roles.unknown.title"), getTranslation("roles.unknown.text"))
                    .withAction(getTranslation("studio.back"), () -> getUI().ifPresent(ui -> ui.navigate("studio"))));
            return;
        }
        var opened = new RolePage(
                new DraftBench(studio, currentActor::require),
                role,
                new Holders(appointments, records, currentActor::require, role));
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
        return getTranslation("roles.area");
    }
}
