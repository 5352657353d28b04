package dev.trellis.ui.web.webhook;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.ui.web.component.Confirmation;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import dev.trellis.workflow.webhook.Webhook;
import dev.trellis.workflow.webhook.Webhooks;
import io.micronaut.context.annotation.Prototype;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code webhooks}: who is told what, what became of the calls, and making them once more. */
@Prototype
@Route(value = "webhooks", layout = Shell.class)
final class WebhooksView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private static final List<String> RECORD = List.of("*", "created", "changed", "deleted", "restored");
    private static final List<String> APPROVAL =
            List.of("*", "submitted", "approved", "rejected", "returned", "withdrawn");

    private final transient Webhooks webhooks;
    private final transient LiveMetadata live;
    private final transient CurrentActor currentActor;
    private boolean entered;

    WebhooksView(Webhooks webhooks, LiveMetadata live, CurrentActor currentActor) {
        this.webhooks = webhooks;
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
        return getTranslation("nav.webhooks");
    }

    private void render() {
        removeAll();
        var actor = currentActor.require();
        switch (webhooks.list(actor)) {
            case Webhooks.Result.Refused<List<Webhooks.Listed>>(var problems) ->
                add(PageState.noRight(getTranslation("list.denied.title"), text(problems)));
            case Webhooks.Result.Done<List<Webhooks.Listed>>(var list) -> {
                var create = new Button(
                        getTranslation("webhooks.new"),
                        Glyph.PLUS.create(),
                        clicked -> new NewWebhookDialog(
                                        webhooks, actor, known(live.current()), this::eventName, this::render)
                                .open());
                create.addThemeVariants(ButtonVariant.PRIMARY);
                var head = new Div(new H1(getTranslation("nav.webhooks")), create);
                head.addClassName("operate-head");
                add(head);
                if (list.isEmpty()) {
                    add(PageState.empty(
                            Glyph.LINK, getTranslation("webhooks.empty.title"), getTranslation("webhooks.empty.text")));
                    return;
                }
                var lines = new Div();
                lines.addClassName("operate-lines");
                list.forEach(listed -> lines.add(line(listed)));
                add(lines);
            }
        }
    }

    private Div line(Webhooks.Listed listed) {
        var webhook = listed.webhook();
        var name = new Span(webhook.label());
        name.addClassName("import-file");
        var facts = new Span(webhook.url() + " · "
                + webhook.events().stream().map(this::eventName).collect(Collectors.joining(", ")));
        facts.addClassName("muted");
        var names = new Div(name, facts);
        names.addClassName("import-names");
        if (listed.dead() > 0) {
            var dead = new Span(getTranslation("webhooks.dead", Map.of("count", listed.dead())));
            dead.addClassName("operate-trouble");
            names.add(dead);
        }
        var calls = new Button(getTranslation("webhooks.calls"), clicked -> calls(webhook));
        var delete = new Button(Glyph.DELETE.create(), clicked -> askDelete(webhook));
        delete.addClassName("quiet");
        delete.setAriaLabel(getTranslation("webhooks.delete", Map.of("name", webhook.label())));
        var line = new Div(names, calls, delete);
        line.addClassName("operate-line");
        return line;
    }

    private void askDelete(Webhook webhook) {
        Confirmation.askBeforeLoss(
                getTranslation("webhooks.delete.title", Map.of("name", webhook.label())),
                getTranslation("webhooks.delete.text"),
                getTranslation("action.delete"),
                () -> {
                    if (webhooks.delete(currentActor.require(), webhook.id())
                            instanceof Webhooks.Result.Done<Boolean>) {
                        Toast.done(getTranslation("webhooks.deleted"));
                    }
                    render();
                });
    }

    private void calls(Webhook webhook) {
        var actor = currentActor.require();
        var dialog = new Dialog();
        dialog.setHeaderTitle(getTranslation("webhooks.calls") + " · " + webhook.label());
        dialog.setWidth("720px");
        var format =
                new Format(actor.locale(), ZoneId.of(live.current().workspace().zone()));
        var lines = new Div();
        lines.addClassName("operate-lines");
        if (webhooks.deliveries(actor, webhook.id())
                instanceof Webhooks.Result.Done<List<Webhook.Delivery>>(var list)) {
            if (list.isEmpty()) {
                lines.add(new Span(getTranslation("webhooks.calls.empty")));
            }
            list.forEach(call -> lines.add(call(call, format, dialog)));
        }
        dialog.add(lines);
        dialog.getFooter().add(new Button(getTranslation("action.close"), clicked -> dialog.close()));
        dialog.open();
    }

    private Div call(Webhook.Delivery call, Format format, Dialog dialog) {
        var name = new Span(eventName(call.topic()));
        var facts = new Span(
                getTranslation("webhooks.call.facts", Map.of("attempts", call.attempts(), "answer", call.answer())));
        facts.addClassName("muted");
        var names = new Div(name, facts);
        names.addClassName("import-names");
        var state = new Span(getTranslation("webhooks.state." + call.state()));
        state.addClassNames(
                "approval-state",
                switch (call.state()) {
                    case "done" -> "state-approved";
                    case "failed" -> "state-rejected";
                    default -> "state-running";
                });
        var when = new Span(format.ago(call.at(), Instant.now()));
        when.addClassName("muted");
        var line = new Div(names, state, when);
        line.addClassName("operate-line");
        if (call.mayReplay()) {
            line.add(new Button(getTranslation("webhooks.replay"), clicked -> {
                if (webhooks.replay(currentActor.require(), call.id()) instanceof Webhooks.Result.Done<Boolean>) {
                    Toast.done(getTranslation("webhooks.replayed"));
                }
                dialog.close();
                render();
            }));
        }
        return line;
    }

    private static List<String> known(Metadata metadata) {
        var known = new ArrayList<String>();
        APPROVAL.forEach(what -> known.add("approval." + what));
        metadata.entities().stream()
                .filter(entity -> entity.ownedBy() == null)
                .forEach(entity -> RECORD.forEach(what -> known.add("record." + entity.id() + "." + what)));
        return known;
    }

    private String eventName(String event) {
        var parts = event.split("\\.");
        var what = getTranslation(
                "webhooks.event." + (parts[parts.length - 1].equals("*") ? "any" : parts[parts.length - 1]));
        var about = parts.length < 3
                ? getTranslation("webhooks.event.approval")
                : live.current()
                        .entity(parts[1])
                        .map(EntityDefinition::label)
                        .map(label -> label.text(getLocale()))
                        .orElse("");
        return about + " · " + what;
    }

    private String text(List<Problem> problems) {
        return problems.stream()
                .map(problem -> Messages.text(problem, getLocale()))
                .collect(Collectors.joining(" "));
    }
}
