package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.trellis.ui.web.component.Confirmation;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.record.RecordExtension.Subject;
import dev.trellis.workflow.approval.ApprovalView;
import dev.trellis.workflow.approval.Approvals;

/** One request on the page of its record: where it stands, the people, and what the reader may do. */
final class ApprovalPanel extends Div {

    ApprovalPanel(Approvals approvals, Subject subject, ApprovalView view, Format format) {
        addClassNames("side-panel", "approval-panel");
        var state = new Span(getTranslation("approval.state." + view.state().key()));
        state.addClassNames("approval-state", "state-" + view.state().key());
        var head = new Div(new H2(view.label().text(format.locale())), state);
        head.addClassName("approval-head");
        var start = new Span(getTranslation(
                "approval.submitted",
                java.util.Map.of("name", view.initiatorName(), "at", format.dateTime(view.startedAt()))));
        start.addClassName("quiet-text");
        var path = new PathList(view.path(), format);
        var why = new Button(getTranslation("approval.why"));
        why.addClassName("quiet");
        why.addClickListener(clicked -> {
            path.showReasons(!path.hasClassName("with-reasons"));
        });
        var foot = new Div(why);
        foot.addClassName("approval-foot");
        add(head, start, path);
        var task = view.may().task();
        if (task != null) {
            add(new DecisionBar(approvals, subject.actor(), task, subject.reload()));
        }
        if (view.may().withdraw()) {
            foot.add(new Button(
                    getTranslation("approval.withdraw"),
                    clicked -> Confirmation.ask(
                            getTranslation("approval.withdraw.title"),
                            getTranslation("approval.withdraw.text"),
                            getTranslation("approval.withdraw"),
                            () -> Outcome.tell(
                                    approvals.withdraw(subject.actor(), subject.entity(), subject.id()),
                                    getTranslation("approval.withdrawn"),
                                    format.locale(),
                                    subject.reload()))));
        }
        add(foot);
    }
}
