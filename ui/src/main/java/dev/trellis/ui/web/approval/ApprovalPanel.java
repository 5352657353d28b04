package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.record.RecordExtension.Subject;
import dev.trellis.workflow.approval.ApprovalView;
import dev.trellis.workflow.approval.Approvals;
import java.util.Map;

/** One request on the page of its record: where it stands, the people, and what the reader may do. */
final class ApprovalPanel extends Div {

    ApprovalPanel(Approvals approvals, Records records, Subject subject, ApprovalView view, Format format) {
        addClassNames("side-panel", "approval-panel");
        var state = new Span(getTranslation("approval.state." + view.state().key()));
        state.addClassNames("approval-state", "state-" + view.state().key());
        var head = new Div(new H2(view.label().text(format.locale())), state);
        head.addClassName("approval-head");
        var start = new Span(getTranslation(
                "approval.submitted", Map.of("name", view.initiatorName(), "at", format.dateTime(view.startedAt()))));
        start.addClassName("quiet-text");
        add(head, start);
        var trouble = view.trouble();
        if (trouble != null) {
            var why = new Span(trouble);
            why.addClassName("approval-trouble");
            add(why);
        }
        if (!view.changes().isEmpty()) {
            add(new ChangeList(view, format));
        }
        var path = new PathList(view.path(), format);
        var log = new LogList(view, format);
        log.setVisible(false);
        add(path, log);
        var task = view.may().task();
        if (task != null) {
            add(new DecisionBar(
                    approvals,
                    records,
                    subject.actor(),
                    view.may(),
                    new DecisionBar.Matter(task, subject.entity(), subject.id(), false, subject.reload()),
                    format));
        }
        add(foot(approvals, records, subject, view, path, log));
    }

    private Anchor paper(Subject subject, ApprovalView view) {
        var link = new Anchor(
                "paper/" + subject.entity() + "/" + subject.id() + "/" + view.id(),
                Glyph.PRINT.create(),
                new Span(getTranslation("paper.link")));
        link.setTarget(AnchorTarget.BLANK);
        link.addClassName("paper-link");
        return link;
    }

    private Div foot(
            Approvals approvals, Records records, Subject subject, ApprovalView view, PathList path, LogList log) {
        var why = new Button(getTranslation("approval.why"));
        why.addClassName("quiet");
        why.addClickListener(clicked -> path.showReasons(!path.hasClassName("with-reasons")));
        var events = new Button(getTranslation("approval.log"));
        events.addClassName("quiet");
        events.addClickListener(clicked -> log.setVisible(!log.isVisible()));
        var left = new Div(why, events);
        left.addClassName("approval-foot-left");
        if (view.isPrinted()) {
            left.add(paper(subject, view));
        }
        var foot = new Div(left);
        foot.addClassName("approval-foot");
        var menu = new RequestMenu(approvals, records, subject, view);
        if (menu.isWorthShowing()) {
            foot.add(menu);
        }
        return foot;
    }
}
