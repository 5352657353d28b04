package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import dev.trellis.ui.web.component.Format;
import dev.trellis.workflow.approval.ApprovalView;

/** What is not as it was the last time. */
final class ChangeList extends Div {

    ChangeList(ApprovalView view, Format format) {
        addClassName("approval-changes");
        add(new H3(getTranslation("approval.changes")));
        for (var changed : view.changes()) {
            var label = new Span(changed.label().text(format.locale()));
            label.addClassName("approval-change-label");
            var before = new Span(changed.before().isEmpty() ? "–" : changed.before());
            before.addClassName("approval-change-before");
            before.setClassName("is-blank", changed.before().isEmpty());
            var after = new Span(changed.after().isEmpty() ? "–" : changed.after());
            after.addClassName("approval-change-after");
            add(new Div(label, new Div(before, new Span(" → "), after)));
        }
    }
}
