package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import dev.trellis.workflow.approval.ApprovalResult;
import dev.trellis.workflow.approval.Approvals;
import dev.trellis.workflow.approval.InboxFolder;
import dev.trellis.workflow.approval.InboxItem;
import dev.trellis.workflow.people.Reason;
import io.micronaut.context.annotation.Prototype;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code approvals?folder=todo}: what waits for the person, what they decided, started and were told. */
@Prototype
@Route(value = "approvals", layout = Shell.class)
final class InboxView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private static final int PAGE = 20;

    private final transient Approvals approvals;
    private final transient Records records;
    private final transient CurrentActor currentActor;
    private InboxFolder folder = InboxFolder.TODO;
    private int shown = PAGE;
    private boolean entered;
    private final transient Set<RecordId> selected = new LinkedHashSet<>();
    private final Button agreeAll = new Button();
    private final Div bulk = new Div();

    InboxView(Approvals approvals, Records records, CurrentActor currentActor) {
        this.approvals = approvals;
        this.records = records;
        this.currentActor = currentActor;
        addClassName("inbox-page");
        agreeAll.addThemeVariants(ButtonVariant.PRIMARY);
        agreeAll.addClickListener(clicked -> agreeAll());
        bulk.addClassName("inbox-bulk");
        bulk.add(agreeAll);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var asked = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("folder")
                .orElse("todo");
        folder = Arrays.stream(InboxFolder.values())
                .filter(each -> each.key().equals(asked))
                .findFirst()
                .orElse(InboxFolder.TODO);
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
        return getTranslation("nav.approvals");
    }

    private void render() {
        removeAll();
        var actor = currentActor.require();
        var zone = ZoneId.of(records.schema(actor).metadata().workspace().zone());
        var format = new Format(actor.locale(), zone);
        var page = approvals.inbox(actor, folder, 0, shown);
        add(head(actor, zone), tabs(approvals.counts(actor)));
        if (page.items().isEmpty()) {
            add(PageState.empty(
                    Glyph.APPROVAL,
                    getTranslation("inbox.empty." + folder.key() + ".title"),
                    getTranslation("inbox.empty." + folder.key() + ".text")));
            return;
        }
        var cards = new Div();
        cards.addClassName("inbox-cards");
        page.items().forEach(item -> cards.add(card(item, actor, format)));
        add(cards);
        selected.clear();
        bulk.setVisible(false);
        add(bulk);
        if (page.total() > page.items().size()) {
            add(new Button(getTranslation("inbox.more"), clicked -> {
                shown += PAGE;
                render();
            }));
        }
    }

    /** The title, and who stands in for the person today. */
    private Div head(Actor.Person actor, ZoneId zone) {
        var away = new Button(
                getTranslation("deputy.open"),
                clicked -> new DeputyDialog(approvals, records, actor, this::render).open());
        away.addClassNames("quiet", "inbox-away");
        var head = new Div(new H1(getTranslation("nav.approvals")), away);
        head.addClassName("inbox-top");
        var now = Instant.now();
        approvals.deputies(actor).stream()
                .filter(deputy -> !deputy.from().isAfter(now))
                .findFirst()
                .ifPresent(deputy -> {
                    var text = new Span(getTranslation(
                            "deputy.now",
                            Map.of(
                                    "name",
                                    approvals.name(deputy.deputy()),
                                    "until",
                                    DeputyDialog.lastDay(deputy, zone).toString())));
                    text.addClassName("inbox-deputy");
                    head.add(text);
                });
        return head;
    }

    /** Chosen cards are agreed to together; each is looked at on its own. */
    private Checkbox selection(RecordId task) {
        var box = new Checkbox(getTranslation("inbox.select"));
        box.addClassName("inbox-select");
        box.addValueChangeListener(changed -> {
            if (changed.getValue()) {
                selected.add(task);
            } else {
                selected.remove(task);
            }
            bulk.setVisible(!selected.isEmpty());
            agreeAll.setText(getTranslation("inbox.agreeAll", Map.of("count", selected.size())));
        });
        return box;
    }

    private void agreeAll() {
        var results = approvals.agreeAll(currentActor.require(), List.copyOf(selected), "");
        var done =
                results.stream().filter(ApprovalResult.Done.class::isInstance).count();
        results.forEach(result -> {
            if (result instanceof ApprovalResult.Refused(var problems)) {
                problems.forEach(problem -> Toast.failed(Messages.text(problem, getLocale())));
            }
        });
        if (done > 0) {
            Toast.done(getTranslation("inbox.agreedAll", Map.of("done", done, "count", results.size())));
        }
        render();
    }

    private Tabs tabs(InboxItem.Counts counts) {
        var tabs = new Tabs();
        var folders = new HashMap<Tab, InboxFolder>();
        for (var each : InboxFolder.values()) {
            var count = switch (each) {
                case TODO -> counts.todo();
                case DONE -> counts.done();
                case STARTED -> counts.started();
                case CC -> counts.cc();
            };
            var number = new Span(count == 0 ? "" : String.valueOf(count));
            number.addClassName("tab-count");
            var tab = new Tab(new Span(getTranslation("inbox." + each.key())), number);
            tabs.add(tab);
            folders.put(tab, each);
            if (each == folder) {
                tabs.setSelectedTab(tab);
            }
        }
        tabs.addSelectedChangeListener(chosen -> {
            if (chosen.isFromClient()) {
                folder = folders.getOrDefault(tabs.getSelectedTab(), InboxFolder.TODO);
                shown = PAGE;
                render();
            }
        });
        return tabs;
    }

    private Div card(InboxItem item, Actor.Person actor, Format format) {
        var title = new Anchor(
                "records/" + item.entity() + "/" + item.record(),
                item.title().isEmpty() ? getTranslation("inbox.hidden") : item.title());
        title.addClassName("inbox-title");
        var kind = new Span(item.approval().text(format.locale()));
        kind.addClassName("quiet-text");
        var head = new Div(title, kind);
        head.addClassName("inbox-head");
        var facts = new Div();
        facts.addClassName("inbox-facts");
        item.summary().stream().filter(fact -> !fact.text().isEmpty()).forEach(fact -> {
            var label = new Span(fact.label().text(format.locale()));
            label.addClassName("inbox-fact-label");
            var text = new Span(fact.text());
            text.addClassName("inbox-fact");
            facts.add(new Div(label, text));
        });
        var waiting = new Span(getTranslation(
                folder == InboxFolder.TODO ? "inbox.waiting" : "inbox.since",
                Map.of("name", item.initiator(), "ago", format.ago(item.since(), Instant.now()))));
        waiting.addClassName("quiet-text");
        var state = new Span(getTranslation("approval.state." + item.state().key()));
        state.addClassNames("approval-state", "state-" + item.state().key());
        var foot = new Div(waiting, state);
        foot.addClassName("inbox-foot");
        var card = new Div(head, facts, foot);
        card.addClassName("inbox-card");
        if (!item.reasons().isEmpty()) {
            var why = new Span(getTranslation(
                    "inbox.you",
                    Map.of(
                            "why",
                            item.reasons().stream()
                                    .map((Reason reason) -> reason.text(format.locale()))
                                    .collect(Collectors.joining(" · ")))));
            why.addClassName("inbox-why");
            card.add(why);
        }
        var task = item.task();
        var may = item.may();
        if (folder == InboxFolder.TODO && task != null && may != null) {
            card.add(selection(task));
            card.add(new DecisionBar(
                    approvals,
                    records,
                    actor,
                    may,
                    new DecisionBar.Matter(task, item.entity(), item.record(), true, this::render),
                    format));
        }
        return card;
    }
}
