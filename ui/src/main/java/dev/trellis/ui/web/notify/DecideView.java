package dev.trellis.ui.web.notify;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.problem.Messages;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.session.OpenPage;
import dev.trellis.workflow.approval.Approvals;
import dev.trellis.workflow.notify.MailDecisions;
import io.micronaut.context.annotation.Prototype;
import java.util.Map;

/**
 * {@code decide/<secret>}: what a link in a mail leads to, without signing in. Opening it does nothing; it shows what is asked
 * now and what has changed since the mail, and decides on a click.
 */
@Prototype
@OpenPage
@Route("decide/:token")
final class DecideView extends Main implements BeforeEnterObserver, HasDynamicTitle {

    private final transient MailDecisions decisions;
    private String token = "";

    DecideView(MailDecisions decisions) {
        this.decisions = decisions;
        addClassName("decide-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        token = event.getRouteParameters().get("token").orElse("");
        decisions
                .open(token)
                .ifPresent(open ->
                        event.getUI().setLocale(Messages.language(open.person().locale())));
        render(false);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("decide.title");
    }

    private void render(boolean changedMeanwhile) {
        removeAll();
        var open = decisions.open(token);
        if (open.isEmpty()) {
            add(PageState.error(getTranslation("decide.gone.title"), getTranslation("decide.gone.text"))
                    .with(new Anchor("approvals", getTranslation("decide.gone.inbox"))));
            return;
        }
        var card = new Div();
        card.addClassName("decide-card");
        var item = open.get().item();
        var what = new Span(item.approval().text(getLocale()));
        what.addClassName("quiet-text");
        var who = new Span(
                getTranslation("decide.as", Map.of("name", open.get().person().name(), "initiator", item.initiator())));
        who.addClassName("quiet-text");
        card.add(what, new H1(item.title().isEmpty() ? getTranslation("inbox.hidden") : item.title()), who);
        if (changedMeanwhile || !open.get().changed().isEmpty()) {
            var notice = new Div(Glyph.WARNING.create(), new Span(getTranslation("decide.changed")));
            notice.addClassName("decide-changed");
            card.add(notice);
        }
        open.get().facts().forEach((label, text) -> {
            if (!label.isEmpty()) {
                card.add(fact(label, text, open.get().changed().get(label)));
            }
        });
        var before = open.get().changed().get("");
        if (before != null) {
            card.add(fact(getTranslation("decide.was"), item.title(), before));
        }
        var remark = new TextArea(getTranslation("decide.remark"));
        remark.setMaxLength(Approvals.MAX_REMARK);
        remark.setWidthFull();
        var agree = new Button(
                getTranslation("decide.agree"),
                clicked -> decide(true, remark.getValue(), open.get().seen()));
        agree.addThemeVariants(ButtonVariant.PRIMARY);
        agree.setDisableOnClick(true);
        var reject = new Button(
                getTranslation("decide.reject"),
                clicked -> decide(false, remark.getValue(), open.get().seen()));
        reject.setDisableOnClick(true);
        var buttons = new Div(agree, reject);
        buttons.addClassName("decide-buttons");
        var more = new Anchor("records/" + item.entity() + "/" + item.record(), getTranslation("decide.open"));
        card.add(remark, buttons, more);
        add(card);
    }

    private static Div fact(String label, String text, @org.jspecify.annotations.Nullable String before) {
        var name = new Span(label);
        name.addClassName("quiet-text");
        var fact = new Div(name);
        fact.addClassName("decide-fact");
        if (before != null) {
            var was = new Span(before);
            was.addClassName("approval-change-before");
            fact.add(was);
        }
        var now = new Span(text);
        now.addClassName("decide-now");
        fact.add(now);
        return fact;
    }

    private void decide(boolean agree, String remark, String seen) {
        switch (decisions.decide(token, agree, remark, seen)) {
            case MailDecisions.Outcome.Done _ -> {
                removeAll();
                var text = getTranslation(agree ? "decide.agreed" : "decide.rejected");
                add(PageState.empty(Glyph.CHECK, text, getTranslation("decide.done.text")));
            }
            case MailDecisions.Outcome.Gone _ -> render(false);
            case MailDecisions.Outcome.Changed _ -> render(true);
            case MailDecisions.Outcome.Refused(var problems) -> {
                render(false);
                problems.forEach(problem -> {
                    var trouble = new Span(Messages.text(problem, getLocale()));
                    trouble.addClassName("operate-trouble");
                    trouble.getElement().setAttribute("role", "alert");
                    addComponentAsFirst(trouble);
                });
            }
        }
    }
}
