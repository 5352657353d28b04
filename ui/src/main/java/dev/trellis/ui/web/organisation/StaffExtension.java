package dev.trellis.ui.web.organisation;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.account.Accounts;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.core.staff.Staff;
import dev.trellis.core.staff.StaffResult;
import dev.trellis.ui.web.action.Refusals;
import dev.trellis.ui.web.component.Confirmation;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.record.RecordExtension;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** On the page of a person, for those who administer: whether they can sign in, and what they hold in hand. */
@Singleton
final class StaffExtension implements RecordExtension {

    private static final String USER = "user";
    private static final String ACTIVE = "active";

    private final Staff staff;
    private final Records records;

    StaffExtension(Staff staff, Records records) {
        this.staff = staff;
        this.records = records;
    }

    @Override
    public List<Component> actions(Subject subject) {
        if (!concerns(subject)
                || !subject.record().may().edit()
                || subject.record().lock() != null
                || subject.actor().user().equals(subject.id())) {
            return List.of();
        }
        boolean active = isActive(subject);
        var change = new Button(Messages.text(
                active ? "staff.deactivate" : "staff.activate", subject.actor().locale()));
        change.addClassNames("quiet", active ? "staff-deactivate" : "staff-activate");
        change.addClickListener(clicked -> {
            if (active) {
                askToDeactivate(subject);
            } else {
                setActive(subject, true);
            }
        });
        var handOver = new Button(
                Messages.text("handover.open", subject.actor().locale()),
                clicked -> clicked.getSource().getUI().ifPresent(ui -> ui.navigate("hand-over/" + subject.id())));
        handOver.addClassNames("quiet", "staff-hand-over-open");
        return List.of(handOver, change);
    }

    @Override
    public List<Component> panels(Subject subject) {
        if (!concerns(subject)
                || !(staff.see(subject.actor(), subject.id())
                        instanceof StaffResult.Seen(var account, var belongings))) {
            return List.of();
        }
        var panel = new Div(new H2(text(subject, "staff.panel")), account(subject, account));
        panel.addClassNames("side-panel", "staff-panel");
        if (!isActive(subject) && !belongings.isEmpty()) {
            panel.add(handOver(subject, belongings));
        }
        return List.of(panel);
    }

    private boolean concerns(Subject subject) {
        return subject.entity().equals(USER) && staff.mayAdminister(subject.actor());
    }

    private static boolean isActive(Subject subject) {
        return !Boolean.FALSE.equals(subject.record().value(ACTIVE));
    }

    private Div account(Subject subject, Accounts.@Nullable Entry account) {
        var words = new Div();
        words.addClassName("sharing-words");
        var line = new Div(Glyph.KEY.create(), words);
        line.addClassName("sharing-line");
        if (account == null) {
            words.add(quiet(text(subject, "staff.no-account")));
            if (isActive(subject)) {
                var admit = new Button(
                        text(subject, "staff.admit"),
                        clicked -> new AdmitDialog(
                                        staff, subject.actor(), subject.id(), email(subject), subject.reload())
                                .open());
                admit.addClassName("staff-admit");
                line.add(admit);
            }
            return line;
        }
        var name = new Span(account.login());
        name.addClassName("sharing-name");
        words.add(name, quiet(text(subject, account.active() ? "staff.open" : "staff.closed")));
        if (account.active()) {
            var reset = new Button(text(subject, "staff.reset"), clicked -> askToReset(subject, account.login()));
            reset.addClassNames("quiet", "staff-reset");
            line.add(reset);
        }
        return line;
    }

    private static String email(Subject subject) {
        return subject.record().value("email") instanceof String text ? text : "";
    }

    private void askToReset(Subject subject, String login) {
        Confirmation.askBeforeLoss(
                text(subject, "staff.reset.title", Map.of("login", login)),
                text(subject, "staff.reset.text"),
                text(subject, "staff.reset"),
                () -> {
                    switch (staff.resetPassword(subject.actor(), subject.id())) {
                        case StaffResult.Told(var name, var password) ->
                            new PasswordDialog(name, password, subject.actor().locale()).open();
                        case StaffResult.Denied(var problem) ->
                            Toast.failed(Messages.text(problem, subject.actor().locale()));
                        case StaffResult.Rejected(var problems) ->
                            problems.forEach(problem -> Toast.failed(
                                    Messages.text(problem, subject.actor().locale())));
                        case StaffResult.NotFound _, StaffResult.Seen _ ->
                            subject.reload().run();
                    }
                });
    }

    private void askToDeactivate(Subject subject) {
        var belongings = staff.see(subject.actor(), subject.id()) instanceof StaffResult.Seen(var _, var found)
                ? found
                : List.<StaffResult.Belonging>of();
        var text = text(subject, "staff.deactivate.text")
                + (belongings.isEmpty()
                        ? ""
                        : " " + text(subject, "staff.deactivate.holds", Map.of("what", listed(subject, belongings))));
        Confirmation.askBeforeLoss(
                text(subject, "staff.deactivate.title", Map.of("name", name(subject))),
                text,
                text(subject, "staff.deactivate"),
                () -> setActive(subject, false));
    }

    private void setActive(Subject subject, boolean active) {
        var change = new Change.Update(USER, subject.id(), subject.record().version(), Map.of(ACTIVE, active));
        var result = records.save(subject.actor(), change);
        var refused = Refusals.texts(result, subject.actor().locale());
        refused.forEach(Toast::failed);
        if (refused.isEmpty()) {
            Toast.done(text(subject, active ? "staff.activated" : "staff.deactivated"));
        }
        subject.reload().run();
    }

    private static String name(Subject subject) {
        return subject.record().value("name") instanceof String text ? text : "";
    }

    private static String listed(Subject subject, List<StaffResult.Belonging> belongings) {
        return String.join(
                text(subject, "list.separator"),
                belongings.stream()
                        .map(one -> text(
                                subject,
                                "staff.belonging",
                                Map.of(
                                        "count",
                                        one.count(),
                                        "label",
                                        one.label().text(subject.actor().locale()))))
                        .toList());
    }

    /** What a person who has left still holds, each with the way to it. */
    private static Div handOver(Subject subject, List<StaffResult.Belonging> belongings) {
        var title = new Span(text(subject, "staff.hand-over"));
        title.addClassName("staff-hand-over-title");
        var box = new Div(title);
        box.addClassName("staff-hand-over");
        for (var belonging : belongings) {
            var words = text(
                    subject,
                    "staff.belonging",
                    Map.of(
                            "count",
                            belonging.count(),
                            "label",
                            belonging.label().text(subject.actor().locale())));
            box.add(
                    belonging.entity().isEmpty()
                            ? new Span(words)
                            : new Anchor("records/" + belonging.entity() + "?owner=" + subject.id(), words));
        }
        return box;
    }

    private static Span quiet(String text) {
        var span = new Span(text);
        span.addClassName("quiet-text");
        return span;
    }

    private static String text(Subject subject, String key) {
        return Messages.text(key, subject.actor().locale());
    }

    private static String text(Subject subject, String key, Map<String, ?> arguments) {
        return Messages.text(key, subject.actor().locale(), arguments);
    }
}
