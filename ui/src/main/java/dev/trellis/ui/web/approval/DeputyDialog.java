package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.trellis.core.access.Actor;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.field.DateTexts;
import dev.trellis.workflow.approval.Approvals;
import dev.trellis.workflow.approval.Deputy;
import dev.trellis.workflow.deputy.Limits;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets somebody stand in while one is away: whom, from which day to which, for what, and whether what waits goes along. */
final class DeputyDialog extends Dialog {

    private final transient Approvals approvals;
    private final transient Actor.Person actor;
    private final transient Metadata metadata;
    private final transient PeoplePicker people;
    private final Div present = new Div();
    private final Div trouble = new Div();
    private final DatePicker from = new DatePicker();
    private final DatePicker until = new DatePicker();
    private final Select<ApprovalDefinition> approval = new Select<>();
    private final BigDecimalField limit = new BigDecimalField();
    private final ComboBox<String> currency = new ComboBox<>();
    private final Div reach = new Div();
    private final Checkbox along = new Checkbox();

    /** @param closed runs when the dialog closes */
    DeputyDialog(Approvals approvals, Records records, Actor.Person actor, Runnable closed) {
        this.approvals = approvals;
        this.actor = actor;
        this.metadata = records.schema(actor).metadata();
        this.people = new PeoplePicker(records, actor);
        addClassNames("task-dialog", "deputy-dialog");
        setHeaderTitle(getTranslation("deputy.title"));
        setWidth("460px");
        present.addClassName("deputy-list");
        trouble.addClassName("task-trouble");
        trouble.getElement().setAttribute("role", "alert");
        var who = people.one(getTranslation("deputy.who"));
        who.addClassName("deputy-who");
        var today = LocalDate.now(metadata.zone());
        day(from, "deputy.from", today);
        day(until, "deputy.until", today.plusDays(7));
        approval.setLabel(getTranslation("deputy.approval"));
        approval.setItems(metadata.all(ApprovalDefinition.class));
        approval.setEmptySelectionAllowed(true);
        approval.setEmptySelectionCaption(getTranslation("deputy.all"));
        approval.setItemLabelGenerator(
                one -> one == null ? getTranslation("deputy.all") : one.label().text(actor.locale()));
        approval.setWidthFull();
        var days = new Div(from, until);
        days.addClassName("deputy-days");
        along.setLabel(getTranslation("deputy.along"));
        along.addClassName("deputy-along");
        add(
                new Paragraph(getTranslation("deputy.text")),
                present,
                who,
                days,
                approval,
                limits(),
                reach,
                along,
                trouble);
        var close = new Button(getTranslation("action.close"), clicked -> close());
        close.addThemeVariants(ButtonVariant.TERTIARY);
        var save = new Button(getTranslation("deputy.save"), clicked -> {
            if (who.getValue() == null) {
                say(getTranslation("approval.incomplete"));
            } else {
                deputise(who.getValue().id());
            }
        });
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClassName("deputy-save");
        getFooter().add(close, save);
        addOpenedChangeListener(changed -> {
            if (!changed.isOpened()) {
                closed.run();
            }
        });
        show();
    }

    /** An amount with its currency; below stands where a limit keeps the deputy out altogether. */
    private Div limits() {
        limit.setLabel(getTranslation("deputy.limit"));
        limit.setPlaceholder(getTranslation("deputy.limit.none"));
        limit.setClearButtonVisible(true);
        limit.setLocale(actor.locale());
        limit.addClassName("deputy-limit");
        limit.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        currency.setLabel(getTranslation("deputy.currency"));
        currency.setItems(Currency.getAvailableCurrencies().stream()
                .map(Currency::getCurrencyCode)
                .sorted()
                .toList());
        currency.setValue(metadata.currency());
        reach.addClassName("deputy-reach");
        limit.addValueChangeListener(changed -> tellReach());
        approval.addValueChangeListener(changed -> tellReach());
        tellReach();
        var amounts = new Div(limit, currency);
        amounts.addClassName("deputy-days");
        return amounts;
    }

    private void tellReach() {
        var only = approval.getValue();
        var silent = metadata.all(ApprovalDefinition.class).stream()
                .filter(one -> one.policy().amount() == null
                        && (only == null || only.id().equals(one.id())))
                .map(ApprovalDefinition::label)
                .toList();
        reach.setVisible(limit.getValue() != null && !silent.isEmpty());
        reach.setText(getTranslation("deputy.reach", Map.of("approvals", silent)));
    }

    private void day(DatePicker picker, String label, LocalDate value) {
        picker.setLabel(getTranslation(label));
        picker.setI18n(DateTexts.of(actor.locale()));
        picker.setLocale(actor.locale());
        picker.setValue(value);
        picker.setRequiredIndicatorVisible(true);
    }

    private void show() {
        present.removeAll();
        trouble.setVisible(false);
        var deputies = approvals.deputies(actor);
        present.setVisible(!deputies.isEmpty());
        deputies.forEach(deputy -> present.add(line(deputy)));
    }

    private Div line(Deputy deputy) {
        var text = new Span(text(deputy));
        text.addClassName("deputy-text");
        var end = new Button(getTranslation("deputy.end"), clicked -> {
            approvals.endDeputy(actor, deputy.id());
            show();
        });
        end.addClassNames("quiet", "deputy-end");
        var line = new Div(text, end);
        line.addClassName("deputy-line");
        return line;
    }

    private String text(Deputy deputy) {
        return text(deputy, approvals.name(deputy.deputy()), metadata, actor);
    }

    /** In words: who, from which day to which, for what. */
    private static String text(Deputy deputy, String name, Metadata metadata, Actor.Person actor) {
        var only = deputy.approval();
        var what = metadata.all(ApprovalDefinition.class).stream()
                .filter(one -> one.id().equals(only))
                .findFirst()
                .map(one -> one.label().text(actor.locale()))
                .orElseGet(() -> Messages.text("deputy.all", actor.locale()));
        var limit = deputy.limit();
        var line = Messages.text(
                "deputy.line",
                actor.locale(),
                Map.of(
                        "name",
                        name,
                        "from",
                        deputy.from().atZone(metadata.zone()).toLocalDate().toString(),
                        "until",
                        lastDay(deputy, metadata.zone()).toString(),
                        "what",
                        what));
        var parts = new ArrayList<>(List.of(line));
        if (limit != null) {
            parts.add(Messages.text("deputy.line.limit", actor.locale(), Map.of("limit", Limits.text(limit))));
        }
        if (deputy.terms().takesOpen()) {
            parts.add(Messages.text("deputy.line.along", actor.locale()));
        }
        return String.join(" · ", parts);
    }

    static LocalDate lastDay(Deputy deputy, ZoneId zone) {
        return deputy.until().minusMillis(1).atZone(zone).toLocalDate();
    }

    private @Nullable Money limit() {
        var amount = limit.getValue();
        var unit = currency.getValue();
        return amount == null ? null : new Money(amount, unit == null ? metadata.currency() : unit);
    }

    private void deputise(RecordId who) {
        var first = from.getValue();
        var last = until.getValue();
        if (first == null || last == null) {
            say(getTranslation("deputy.days.missing"));
            return;
        }
        var zone = metadata.zone();
        var only = approval.getValue();
        var result = approvals.deputise(
                actor,
                new Deputy.Terms(
                        who,
                        only == null ? null : only.id(),
                        first.atStartOfDay(zone).toInstant(),
                        last.plusDays(1).atStartOfDay(zone).toInstant(),
                        limit(),
                        along.getValue()));
        if (result.problems().isEmpty()) {
            Toast.done(
                    result.taken() == 0
                            ? getTranslation("deputy.saved")
                            : getTranslation("deputy.saved.along", Map.of("count", result.taken())));
            show();
        } else {
            say(result.problems().stream()
                    .map(problem -> Messages.text(problem, actor.locale()))
                    .toList());
        }
    }

    private void say(String text) {
        say(List.of(text));
    }

    private void say(List<String> texts) {
        trouble.removeAll();
        texts.forEach(text -> trouble.add(new Span(text)));
        trouble.setVisible(true);
    }
}
