package dev.trellis.ui.web.organisation;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.appointment.Appointments;
import dev.trellis.core.audit.AdminAction;
import dev.trellis.core.audit.AdminLog;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code admin-log}: who changed how the workspace is run. */
@Prototype
@Route(value = "admin-log", layout = Shell.class)
final class AdminLogView extends Div implements LocaleChangeObserver, HasDynamicTitle {

    private static final int PAGE = 50;

    private final transient AdminLog log;
    private final transient Appointments appointments;
    private final transient Records records;
    private final transient CurrentActor currentActor;
    private final Div rows = new Div();
    private final Div foot = new Div();
    private @Nullable AdminAction only;

    AdminLogView(AdminLog log, Appointments appointments, Records records, CurrentActor currentActor) {
        this.log = log;
        this.appointments = appointments;
        this.records = records;
        this.currentActor = currentActor;
        addClassName("admin-log");
        rows.addClassName("bin-rows");
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        render();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("adminlog.title");
    }

    private void render() {
        removeAll();
        rows.removeAll();
        foot.removeAll();
        var actor = currentActor.require();
        if (!appointments.mayAdminister(actor)) {
            add(PageState.noRight(getTranslation("adminlog.denied.title"), getTranslation("adminlog.denied.text")));
            return;
        }
        var kind = new Select<AdminAction>();
        kind.setLabel(getTranslation("adminlog.kind"));
        kind.setItems(AdminAction.values());
        kind.setEmptySelectionAllowed(true);
        kind.setEmptySelectionCaption(getTranslation("adminlog.all"));
        kind.setItemLabelGenerator(one -> getTranslation(one == null ? "adminlog.all" : "adminlog." + one.key()));
        kind.setValue(only);
        kind.addValueChangeListener(changed -> {
            if (changed.isFromClient()) {
                only = changed.getValue();
                render();
            }
        });
        add(new H1(getTranslation("adminlog.title")), kind, rows, foot);
        more(null);
    }

    private void more(@Nullable RecordId before) {
        var actor = currentActor.require();
        var format = new Format(
                actor.locale(),
                ZoneId.of(records.schema(actor).metadata().workspace().zone()));
        var found = log.newest(only, before, PAGE + 1);
        found.stream().limit(PAGE).forEach(entry -> rows.add(row(entry, format)));
        if (found.isEmpty() && before == null) {
            rows.add(PageState.empty(Glyph.CLOCK, getTranslation("adminlog.empty.title"), ""));
        }
        foot.removeAll();
        if (found.size() > PAGE) {
            foot.add(new Button(
                    getTranslation("inbox.more"),
                    clicked -> more(found.get(PAGE - 1).id())));
        }
    }

    private Div row(AdminLog.Entry entry, Format format) {
        var what = new Span(getTranslation("adminlog." + entry.action().key()));
        what.addClassName("home-line-name");
        var subject = entry.action() == AdminAction.PUBLISHED
                ? getTranslation("adminlog.version", Map.of("version", entry.subject()))
                : entry.subject();
        var about = new Span(subject + (entry.details().isEmpty() ? "" : " · " + entry.details()));
        about.addClassName("quiet-text");
        var words = new Div(what, about);
        words.addClassName("sharing-words");
        var who = new Span(entry.byName() + " · " + format.ago(entry.at(), Instant.now()));
        who.getElement().setAttribute("title", format.dateTime(entry.at()));
        who.addClassName("quiet-text");
        var row = new Div(Glyph.CLOCK.create(), words, who);
        row.addClassNames("bin-row", "admin-log-row");
        return row;
    }
}
