package dev.trellis.ui.web.organisation;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.appointment.Appointments;
import dev.trellis.core.audit.AccessLog;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code access-log}: who looked at which sensitive record, for those who administer. */
@Prototype
@Route(value = "access-log", layout = Shell.class)
final class AccessLogView extends Div implements LocaleChangeObserver, HasDynamicTitle {

    private static final int PAGE = 50;

    private final transient AccessLog log;
    private final transient Appointments appointments;
    private final transient Records records;
    private final transient CurrentActor currentActor;
    private final Div rows = new Div();
    private final Div foot = new Div();
    private transient AccessLog.Search search = new AccessLog.Search(null, null, null);
    private transient String person = "";

    AccessLogView(AccessLog log, Appointments appointments, Records records, CurrentActor currentActor) {
        this.log = log;
        this.appointments = appointments;
        this.records = records;
        this.currentActor = currentActor;
        addClassNames("admin-log", "access-log");
        rows.addClassName("bin-rows");
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        render();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("accesslog.title");
    }

    private void render() {
        removeAll();
        rows.removeAll();
        foot.removeAll();
        var actor = currentActor.require();
        if (!appointments.mayAdminister(actor)) {
            add(PageState.noRight(getTranslation("accesslog.denied.title"), getTranslation("adminlog.denied.text")));
            return;
        }
        var about = new Paragraph(getTranslation("accesslog.about"));
        about.addClassName("quiet-text");
        add(new H1(getTranslation("accesslog.title")), about, filters(actor.locale()), rows, foot);
        more(null);
    }

    private Div filters(Locale locale) {
        var kinds = new Select<EntityDefinition>();
        kinds.setLabel(getTranslation("accesslog.entity"));
        kinds.setItems(records.schema(currentActor.require()).metadata().entities().stream()
                .filter(EntityDefinition::sensitive)
                .toList());
        kinds.setEmptySelectionAllowed(true);
        kinds.setEmptySelectionCaption(getTranslation("accesslog.all"));
        kinds.setItemLabelGenerator(entity ->
                entity == null ? getTranslation("accesslog.all") : label(entity).text(locale));
        metadata().entity(String.valueOf(search.entity())).ifPresent(kinds::setValue);
        kinds.addValueChangeListener(changed -> {
            if (changed.isFromClient()) {
                var entity = changed.getValue();
                narrow(new AccessLog.Search(entity == null ? null : entity.id(), search.record(), search.user()));
            }
        });
        var bar = new Div(kinds);
        bar.addClassName("access-log-filters");
        if (search.user() != null) {
            bar.add(chip(
                    getTranslation("accesslog.only.person", Map.of("name", person)),
                    () -> narrow(new AccessLog.Search(search.entity(), search.record(), null))));
        }
        if (search.record() != null) {
            bar.add(chip(
                    getTranslation("accesslog.only.record"),
                    () -> narrow(new AccessLog.Search(search.entity(), null, search.user()))));
        }
        return bar;
    }

    private Button chip(String text, Runnable remove) {
        var chip = new Button(text, Glyph.CLOSE.create(), clicked -> remove.run());
        chip.addClassNames("quiet", "access-log-chip");
        return chip;
    }

    private void narrow(AccessLog.Search narrowed) {
        search = narrowed;
        render();
    }

    private Metadata metadata() {
        return records.schema(currentActor.require()).metadata();
    }

    private static dev.trellis.core.name.Label label(EntityDefinition entity) {
        return entity.plural().texts().isEmpty() ? entity.label() : entity.plural();
    }

    private void more(@Nullable RecordId before) {
        var actor = currentActor.require();
        var metadata = metadata();
        var format = new Format(actor.locale(), ZoneId.of(metadata.workspace().zone()));
        var found = log.newest(search, before, PAGE + 1);
        found.stream().limit(PAGE).forEach(entry -> rows.add(row(entry, metadata, format, actor.locale())));
        if (found.isEmpty() && before == null) {
            rows.add(PageState.empty(
                    Glyph.CLOCK, getTranslation("accesslog.empty.title"), getTranslation("accesslog.empty.text")));
        }
        foot.removeAll();
        if (found.size() > PAGE) {
            foot.add(new Button(
                    getTranslation("inbox.more"),
                    clicked -> more(found.get(PAGE - 1).id())));
        }
    }

    /** The record's title is not shown: to read it would be one more look at it. */
    private Div row(AccessLog.Entry entry, Metadata metadata, Format format, Locale locale) {
        var who = new Button(entry.userName(), clicked -> {
            person = entry.userName();
            narrow(new AccessLog.Search(search.entity(), search.record(), entry.user()));
        });
        who.addClassNames("quiet", "access-log-who");
        var kind = metadata.entity(entry.entity())
                .map(entity -> entity.label().text(locale))
                .orElse(entry.entity());
        var open = new Anchor("records/" + entry.entity() + "/" + entry.record(), kind + " " + entry.record());
        var door = new Span(getTranslation("accesslog.door." + entry.door()));
        door.addClassName("quiet-text");
        var words = new Div(who, open, door);
        words.addClassNames("sharing-words", "access-log-words");
        var looks = new Button(
                getTranslation("accesslog.record"),
                clicked -> narrow(new AccessLog.Search(search.entity(), entry.record(), search.user())));
        looks.addClassName("quiet");
        var when = new Span(format.ago(entry.at(), Instant.now()));
        when.getElement().setAttribute("title", format.dateTime(entry.at()));
        when.addClassName("quiet-text");
        var row = new Div(Glyph.CLOCK.create(), words, looks, when);
        row.addClassNames("bin-row", "admin-log-row", "access-log-row");
        return row;
    }
}
