package dev.trellis.ui.web.roles;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.trellis.core.access.Actor;
import dev.trellis.core.account.RoleAssignment.Kind;
import dev.trellis.core.account.RoleAssignment.Principal;
import dev.trellis.core.appointment.AppointmentResult;
import dev.trellis.core.appointment.Appointments;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.field.RecordReferences;
import dev.trellis.ui.web.field.References.Reference;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who holds a role, and since and until when. Counts at once; it is no part of the draft. */
final class Holders extends Div {

    private final transient Appointments appointments;
    private final transient Records records;
    private final transient Supplier<Actor.Person> actor;
    private final String role;
    private final Select<Kind> kind = new Select<>();
    private final ComboBox<Reference> who = new ComboBox<>();
    private final DatePicker from = new DatePicker();
    private final DatePicker until = new DatePicker();

    Holders(Appointments appointments, Records records, Supplier<Actor.Person> actor, String role) {
        this.appointments = appointments;
        this.records = records;
        this.actor = actor;
        this.role = role;
        addClassName("role-holders");
        who.setItemLabelGenerator(Reference::label);
        who.addClassName("holder-who");
        kind.setItems(Kind.values());
        kind.addValueChangeListener(changed -> chooseAmong(changed.getValue()));
    }

    void show() {
        removeAll();
        var now = actor.get();
        add(new H2(getTranslation("roles.holders")));
        switch (appointments.list(now, role)) {
            case AppointmentResult.Appointments all -> {
                all.entries().forEach(entry -> add(line(entry, now.locale())));
                if (all.entries().isEmpty()) {
                    var nobody = new Span(getTranslation("roles.holders.none"));
                    nobody.addClassName("quiet-text");
                    add(nobody);
                }
                add(form());
            }
            case AppointmentResult.Denied(var problem) -> add(new Span(Messages.text(problem, now.locale())));
            case AppointmentResult.Given _, AppointmentResult.Withdrawn _, AppointmentResult.NotFound _ -> {}
            case AppointmentResult.Rejected _ -> {}
        }
    }

    private Div line(AppointmentResult.Entry entry, Locale locale) {
        var assignment = entry.assignment();
        var format = new Format(locale, zone());
        var glyph = switch (assignment.principal().kind()) {
            case USER -> Glyph.PERSON;
            case DEPARTMENT -> Glyph.DEPARTMENT;
            case POSITION -> Glyph.CARD;
        };
        var name = new Span(entry.name());
        name.addClassName("sharing-name");
        var since = getTranslation("roles.since", Map.of("when", format.dateTime(assignment.validFrom())));
        var end = assignment
                .end()
                .map(when -> " · " + getTranslation("sharing.until.short", Map.of("when", format.dateTime(when))))
                .orElse("");
        var state = entry.inForce() ? "" : " · " + getTranslation("roles.not-now");
        var about = new Span(since + end + state);
        about.addClassName("quiet-text");
        var words = new Div(name, about);
        words.addClassName("sharing-words");
        var take = new Button(
                Glyph.CLOSE.create(), clicked -> answer(appointments.withdraw(actor.get(), assignment.id())));
        take.addClassNames("quiet", "holder-end");
        take.setDisableOnClick(true);
        take.setAriaLabel(getTranslation("roles.withdraw", Map.of("name", entry.name())));
        take.setTooltipText(getTranslation("roles.withdraw", Map.of("name", entry.name())));
        var line = new Div(glyph.create(), words, take);
        line.addClassName("sharing-line");
        return line;
    }

    private Div form() {
        kind.setLabel(getTranslation("roles.give.kind"));
        kind.setItemLabelGenerator(
                one -> getTranslation("sharing.kind." + one.name().toLowerCase(Locale.ROOT)));
        if (kind.getValue() == null) {
            kind.setValue(Kind.USER);
        }
        who.setLabel(getTranslation("sharing.who"));
        from.setLabel(getTranslation("roles.from"));
        until.setLabel(getTranslation("sharing.until"));
        from.setLocale(getLocale());
        until.setLocale(getLocale());
        var give = new Button(getTranslation("roles.give"), clicked -> give());
        give.addThemeVariants(ButtonVariant.PRIMARY);
        give.addClassName("holder-give");
        var form = new Div(kind, who, from, until, give);
        form.addClassName("holder-form");
        return form;
    }

    private void chooseAmong(@Nullable Kind among) {
        if (among == null) {
            return;
        }
        who.clear();
        var references = new RecordReferences(records, actor);
        var entity = among.name().toLowerCase(Locale.ROOT);
        who.setItems(query ->
                references.find(entity, query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream());
    }

    private void give() {
        var chosen = who.getValue();
        if (chosen == null) {
            who.setInvalid(true);
            who.setErrorMessage(getTranslation("roles.who.missing"));
            who.focus();
            return;
        }
        LocalDate first = from.getValue();
        LocalDate last = until.getValue();
        answer(appointments.give(
                actor.get(),
                new Principal(kind.getValue(), chosen.id()),
                role,
                first == null ? null : first.atStartOfDay(zone()).toInstant(),
                last == null ? null : last.plusDays(1).atStartOfDay(zone()).toInstant()));
    }

    private void answer(AppointmentResult result) {
        var locale = actor.get().locale();
        switch (result) {
            case AppointmentResult.Given _ -> {
                Toast.done(getTranslation("roles.given"));
                who.clear();
                from.clear();
                until.clear();
            }
            case AppointmentResult.Withdrawn _ -> Toast.done(getTranslation("roles.withdrawn"));
            case AppointmentResult.Denied(var problem) -> Toast.failed(Messages.text(problem, locale));
            case AppointmentResult.Rejected(var problems) ->
                problems.forEach(problem -> Toast.failed(Messages.text(problem, locale)));
            case AppointmentResult.NotFound _, AppointmentResult.Appointments _ -> {}
        }
        show();
    }

    private ZoneId zone() {
        return ZoneId.of(records.schema(actor.get()).metadata().workspace().zone());
    }
}
