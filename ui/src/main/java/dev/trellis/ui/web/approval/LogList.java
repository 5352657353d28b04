package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.problem.Messages;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.record.RecordExtension;
import dev.trellis.workflow.approval.ApprovalEvent;
import dev.trellis.workflow.approval.ApprovalView;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What happened to a request, the latest first. */
final class LogList extends Div {

    LogList(ApprovalView view, Format format) {
        addClassName("approval-log");
        view.log().reversed().stream()
                .filter(line -> line.event() != ApprovalEvent.ENTERED && line.event() != ApprovalEvent.REACHED)
                .forEach(line -> add(line(line, format)));
    }

    /** Returns the same as moments of a timeline, without what merely went on. */
    static Stream<RecordExtension.Moment> moments(ApprovalView view, Format format) {
        return view.log().stream()
                .filter(line -> line.event() != ApprovalEvent.ENTERED && line.who() != null)
                .map(line -> new RecordExtension.Moment(line.at(), "approval", moment(view, line, format)));
    }

    private static Div moment(ApprovalView view, ApprovalView.LogEntry line, Format format) {
        var who = new Span(who(line, String.valueOf(line.who()), format.locale()));
        who.addClassName("history-who");
        var event = Messages.text(
                "approval.event." + line.event().key(),
                format.locale(),
                Map.of("people", String.join(", ", line.people())));
        var when = new Span(format.ago(line.at(), Instant.now()));
        when.getElement().setAttribute("title", format.dateTime(line.at()));
        when.addClassName("history-when");
        var head = new Div(who, new Span(" " + event + " · " + view.label().text(format.locale())), when);
        head.addClassName("history-head");
        var block = new Div(head);
        block.addClassNames("history-entry", "is-approval");
        if (!line.remark().isEmpty()) {
            var remark = new Div(new Span(line.remark()));
            remark.addClassName("activity-text");
            block.add(remark);
        }
        return block;
    }

    /** "Emma for Qian" where a deputy acted. */
    private static String who(ApprovalView.LogEntry line, String name, Locale locale) {
        var person = line.insteadOf();
        return person == null
                ? name
                : Messages.text("approval.log.deputy", locale, Map.of("name", name, "person", person));
    }

    private Div line(ApprovalView.LogEntry line, Format format) {
        var rule = line.rule();
        var who = line.who();
        var head = new Span(who == null ? getTranslation("approval.log.system") : who(line, who, format.locale()));
        head.addClassName("approval-log-who");
        var what = new Span(getTranslation(
                "approval.event." + line.event().key(), Map.of("people", String.join(", ", line.people()))));
        var when = new Span(format.dateTime(line.at()));
        when.addClassName("approval-when");
        var first = new Div(head, what, when);
        first.addClassName("approval-log-line");
        var block = new Div(first);
        var step = line.step();
        if (step != null || rule != null) {
            var where = new Span((step == null ? "" : step.text(format.locale()))
                    + (rule == null
                            ? ""
                            : " · "
                                    + getTranslation(
                                            "approval.rule." + rule.name().toLowerCase(Locale.ROOT))));
            where.addClassName("approval-log-where");
            block.add(where);
        }
        if (!line.remark().isEmpty()) {
            var remark = new Span(line.remark());
            remark.addClassName("approval-comment");
            block.add(remark);
        }
        return block;
    }
}
