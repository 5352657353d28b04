package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.access.Actor;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.home.HomePanel;
import dev.trellis.workflow.approval.Approvals;
import dev.trellis.workflow.approval.InboxFolder;
import dev.trellis.workflow.approval.InboxItem;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** The requests that wait for the person, on the home page. */
@Singleton
final class WaitingPanel implements HomePanel {

    private static final int SHOWN = 5;

    private final Approvals approvals;
    private final Records records;

    WaitingPanel(Approvals approvals, Records records) {
        this.approvals = approvals;
        this.records = records;
    }

    @Override
    public int position() {
        return 10;
    }

    @Override
    public Optional<Component> show(Actor.Person actor) {
        var page = approvals.inbox(actor, InboxFolder.TODO, 0, SHOWN);
        if (page.items().isEmpty()) {
            return Optional.empty();
        }
        var zone = ZoneId.of(records.schema(actor).metadata().workspace().zone());
        var format = new Format(actor.locale(), zone);
        var panel = new Div(new H2(Messages.text("home.waiting", actor.locale())));
        panel.addClassNames("side-panel", "home-panel");
        page.items().forEach(item -> panel.add(line(item, format)));
        if (page.total() > page.items().size()) {
            var all = new Anchor(
                    "approvals", Messages.text("home.waiting.all", actor.locale(), Map.of("count", page.total())));
            all.addClassName("home-all");
            panel.add(all);
        }
        return Optional.of(panel);
    }

    private static Anchor line(InboxItem item, Format format) {
        var title = item.title().isEmpty() ? Messages.text("inbox.hidden", format.locale()) : item.title();
        var name = new Span(title);
        name.addClassName("home-line-name");
        var facts = new Span(item.summary().stream()
                .map(InboxItem.Fact::text)
                .filter(text -> !text.isEmpty() && !text.equals(title))
                .limit(2)
                .collect(java.util.stream.Collectors.joining(" · ")));
        facts.addClassNames("quiet-text", "home-line-facts");
        var when = new Span(item.initiator() + " · " + format.ago(item.since(), Instant.now()));
        when.addClassNames("quiet-text", "home-line-when");
        var line = new Anchor(
                "records/" + item.entity() + "/" + item.record(), Glyph.APPROVAL.create(), name, facts, when);
        line.addClassName("home-line");
        return line;
    }
}
