package dev.trellis.ui.web.notify;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.timepicker.TimePicker;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.access.Actor;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import dev.trellis.workflow.notify.Channels;
import dev.trellis.workflow.notify.Notice;
import dev.trellis.workflow.notify.NoticeKind;
import dev.trellis.workflow.notify.NoticeSettings;
import dev.trellis.workflow.notify.NoticeSettings.Mail;
import dev.trellis.workflow.notify.Notifications;
import io.micronaut.context.annotation.Prototype;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;

/** {@code notifications}: everything that this person was told lately, and how it shall come. */
@Prototype
@Route(value = "notifications", layout = Shell.class)
final class NotificationsView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private static final int PAGE = 50;

    private final transient Notifications notifications;
    private final transient Channels channels;
    private final transient LiveMetadata live;
    private final transient CurrentActor currentActor;
    private boolean entered;

    NotificationsView(Notifications notifications, Channels channels, LiveMetadata live, CurrentActor currentActor) {
        this.notifications = notifications;
        this.channels = channels;
        this.live = live;
        this.currentActor = currentActor;
        addClassName("operate-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        entered = true;
        render();
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        if (entered) {
            render();
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("nav.notifications");
    }

    private void render() {
        removeAll();
        var actor = currentActor.require();
        var format =
                new Format(actor.locale(), ZoneId.of(live.current().workspace().zone()));
        var all = new Button(getTranslation("notice.readAll"), clicked -> {
            notifications.readAll(currentActor.require());
            render();
        });
        var head = new Div(new H1(getTranslation("nav.notifications")), all);
        head.addClassName("operate-head");
        add(head);
        var list = notifications.list(actor, false, null, PAGE);
        if (list.isEmpty()) {
            add(PageState.empty(Glyph.BELL, getTranslation("notice.empty"), getTranslation("notice.empty.text")));
        } else {
            var lines = new Div();
            lines.addClassName("operate-lines");
            list.forEach(notice -> lines.add(line(notice, format)));
            add(lines);
        }
        add(new H2(getTranslation("notice.settings")), settings(actor));
    }

    private Div line(Notice notice, Format format) {
        var text = notice.path().isEmpty() ? new Span(notice.text()) : new Anchor(notice.path(), notice.text());
        text.getElement().getClassList().add("notice-text");
        var when = new Span(format.ago(notice.at(), Instant.now()));
        when.getElement().setAttribute("title", format.dateTime(notice.at()));
        when.addClassName("muted");
        var line = new Div(text, when);
        line.addClassNames("operate-line", notice.read() ? "is-read" : "is-unread");
        if (!notice.read()) {
            line.add(new Button(getTranslation("notice.read"), clicked -> {
                notifications.read(currentActor.require(), notice.id());
                render();
            }));
        }
        return line;
    }

    private Div settings(Actor.Person actor) {
        var now = notifications.settings(actor);
        var mail = new Select<Mail>();
        mail.setLabel(getTranslation("notice.mail"));
        mail.setItems(Mail.values());
        mail.setItemLabelGenerator(each -> getTranslation("notice.mail." + each.key()));
        mail.setValue(now.mail());
        var digest = time("notice.digestAt", now.digestAt());
        var from = time("notice.quietFrom", now.quietFrom());
        var to = time("notice.quietTo", now.quietTo());
        digest.setVisible(now.mail() == Mail.DIGEST);
        mail.addValueChangeListener(changed -> digest.setVisible(changed.getValue() == Mail.DIGEST));
        var kinds = new CheckboxGroup<NoticeKind>();
        kinds.setLabel(getTranslation("notice.wanted"));
        kinds.setItems(NoticeKind.values());
        kinds.setItemLabelGenerator(kind -> getTranslation("notice.kind." + kind.key()));
        var wanted = EnumSet.allOf(NoticeKind.class);
        wanted.removeAll(now.muted());
        kinds.setValue(wanted);
        var save = new Button(getTranslation("notice.save"), clicked -> {
            var muted = EnumSet.allOf(NoticeKind.class);
            muted.removeAll(kinds.getValue());
            var at = digest.getValue() == null ? NoticeSettings.STANDARD.digestAt() : digest.getValue();
            notifications.settings(
                    currentActor.require(),
                    new NoticeSettings(mail.getValue(), at, from.getValue(), to.getValue(), muted));
            Toast.done(getTranslation("notice.saved"));
        });
        var row = new Div(mail, digest, from, to);
        row.addClassName("notice-settings-row");
        var form = new Div(row, kinds, save);
        form.addClassName("notice-settings");
        if (!channels.isConfigured("mail")) {
            var hint = new Span(getTranslation("notice.mail.missing"));
            hint.addClassName("operate-trouble");
            form.addComponentAsFirst(hint);
        }
        return form;
    }

    private TimePicker time(String key, @org.jspecify.annotations.Nullable LocalTime value) {
        var picker = new TimePicker(getTranslation(key));
        picker.setLocale(getLocale());
        picker.setClearButtonVisible(true);
        if (value != null) {
            picker.setValue(value);
        }
        return picker;
    }
}
