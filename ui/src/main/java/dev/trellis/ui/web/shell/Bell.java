package dev.trellis.ui.web.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import dev.trellis.core.access.Actor;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.workflow.notify.Notice;
import dev.trellis.workflow.notify.NoticeWatch;
import dev.trellis.workflow.notify.Notifications;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the person was told: how much is unread, and the latest on a click; new ones appear by themselves. */
final class Bell extends Div {

    private static final int SHOWN = 12;

    private final transient CurrentActor currentActor;
    private final transient Notifications notifications;
    private final transient NoticeWatch watch;
    private final transient LiveMetadata live;
    private final Button button = new Button(Glyph.BELL.create());
    private final Span count = new Span();
    private final Popover panel = new Popover();
    private final Div list = new Div();
    private transient NoticeWatch.@Nullable Registration registration;

    Bell(CurrentActor currentActor, Notifications notifications, NoticeWatch watch, LiveMetadata live) {
        this.currentActor = currentActor;
        this.notifications = notifications;
        this.watch = watch;
        this.live = live;
        addClassName("bell");
        count.addClassName("badge");
        button.addClassName("quiet");
        button.getElement().appendChild(count.getElement());
        list.addClassName("notice-panel");
        panel.setTarget(button);
        panel.setWidth("380px");
        panel.add(list);
        panel.addOpenedChangeListener(changed -> {
            if (changed.isOpened()) {
                currentActor.find().ifPresent(this::fill);
            }
        });
        add(button, panel);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        var ui = attached.getUI();
        currentActor
                .find()
                .ifPresent(actor -> registration = watch.listen(actor.user(), () -> {
                    var _ = ui.access(() -> told(ui));
                }));
    }

    @Override
    protected void onDetach(DetachEvent detached) {
        var known = registration;
        if (known != null) {
            known.close();
            registration = null;
        }
    }

    private void told(UI ui) {
        if (ui.isAttached()) {
            currentActor.find().ifPresent(this::show);
        }
    }

    void show(Actor.Person actor) {
        int unread = notifications.unread(actor);
        count.setText(unread > 99 ? "99+" : String.valueOf(unread));
        count.setVisible(unread > 0);
        button.setAriaLabel(getTranslation("notice.bell", Map.of("count", unread)));
        if (panel.isOpened()) {
            fill(actor);
        }
    }

    private void fill(Actor.Person actor) {
        list.removeAll();
        var title = new Span(getTranslation("nav.notifications"));
        title.addClassName("notice-panel-title");
        var all = new Button(getTranslation("notice.readAll"), clicked -> {
            notifications.readAll(currentActor.require());
            show(currentActor.require());
        });
        all.addClassName("quiet");
        var head = new Div(title, all);
        head.addClassName("notice-panel-head");
        list.add(head);
        var format =
                new Format(actor.locale(), ZoneId.of(live.current().workspace().zone()));
        var notices = notifications.list(actor, false, null, SHOWN);
        if (notices.isEmpty()) {
            var nothing = new Span(getTranslation("notice.empty"));
            nothing.addClassName("quiet-text");
            list.add(nothing);
        }
        notices.forEach(notice -> list.add(line(notice, format)));
        var more = new Anchor("notifications", getTranslation("notice.all"));
        more.addClassName("notice-panel-all");
        more.getElement().addEventListener("click", clicked -> panel.close());
        list.add(more);
    }

    private Div line(Notice notice, Format format) {
        var text = new Span(notice.text());
        text.addClassName("notice-text");
        var when = new Span(format.ago(notice.at(), Instant.now()));
        when.addClassName("quiet-text");
        var line = new Div(text, when);
        line.addClassNames("notice-line", notice.read() ? "is-read" : "is-unread");
        line.getElement().setAttribute("role", "link");
        line.getElement().setAttribute("tabindex", "0");
        line.addClickListener(clicked -> {
            var actor = currentActor.require();
            notifications.read(actor, notice.id());
            panel.close();
            show(actor);
            if (!notice.path().isEmpty()) {
                getUI().ifPresent(ui -> ui.navigate(notice.path()));
            }
        });
        return line;
    }
}
