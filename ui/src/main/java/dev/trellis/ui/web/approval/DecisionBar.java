package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.approval.Approvals;
import java.util.Map;

/** A comment and the two decisions. */
final class DecisionBar extends Div {

    DecisionBar(Approvals approvals, Actor.Person actor, RecordId task, Runnable decided) {
        addClassName("decision-bar");
        var comment = new TextArea();
        comment.setPlaceholder(getTranslation("approval.comment"));
        comment.setAriaLabel(getTranslation("approval.comment"));
        comment.setMaxLength(Approvals.MAX_REMARK);
        comment.setMinRows(1);
        comment.setMaxRows(5);
        comment.setWidthFull();
        var agree = new Button(
                getTranslation("approval.agree"),
                clicked -> Outcome.tell(
                        approvals.agree(actor, task, comment.getValue(), Map.of(), null),
                        getTranslation("approval.agreed"),
                        actor.locale(),
                        decided));
        agree.addThemeVariants(ButtonVariant.PRIMARY);
        agree.setDisableOnClick(true);
        var reject = new Button(
                getTranslation("approval.reject"),
                clicked -> Outcome.tell(
                        approvals.reject(actor, task, comment.getValue()),
                        getTranslation("approval.rejected"),
                        actor.locale(),
                        decided));
        reject.addThemeVariants(ButtonVariant.ERROR);
        reject.setDisableOnClick(true);
        var buttons = new Div(agree, reject);
        buttons.addClassName("decision-buttons");
        add(comment, buttons);
    }
}
