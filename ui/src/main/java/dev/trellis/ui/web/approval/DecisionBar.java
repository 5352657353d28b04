package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.ProblemCode.Category;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Format;
import dev.trellis.workflow.approval.ApprovalResult;
import dev.trellis.workflow.approval.ApprovalView.May;
import dev.trellis.workflow.approval.Approvals;
import dev.trellis.workflow.approval.Can;
import dev.trellis.workflow.approval.TaskAction;
import java.util.Map;
import java.util.stream.Collectors;

/** A comment, the two decisions, and everything else that the step offers behind one button. */
final class DecisionBar extends Div {

    private final transient Approvals approvals;
    private final transient Actor.Person actor;
    private final transient RecordId task;
    private final transient Runnable decided;
    private final TextArea comment = new TextArea();
    private final FieldForm fields;

    /**
     * What the bar decides.
     *
     * @param isBrief whether only what must be filled is asked
     * @param decided what to do afterwards
     */
    record Matter(RecordId task, String entity, RecordId record, boolean isBrief, Runnable decided) {}

    DecisionBar(Approvals approvals, Records records, Actor.Person actor, May may, Matter matter, Format format) {
        this.approvals = approvals;
        this.actor = actor;
        this.task = matter.task();
        this.decided = matter.decided();
        this.fields = FieldForm.ofStep(
                getTranslation("approval.task.asked"),
                records,
                actor,
                matter.entity(),
                matter.record(),
                may,
                matter.isBrief(),
                format);
        var decides = may.can().contains(Can.AGREE);
        addClassNames("decision", decides ? "decision-bar" : "decision-rest");
        var buttons = new Div();
        buttons.addClassName("decision-buttons");
        if (decides) {
            add(fields, asked(may));
            buttons.add(agree(), reject());
        } else if (!may.can().contains(Can.TAKE_BACK)) {
            var waits = new Span(getTranslation("approval.waits"));
            waits.addClassName("quiet-text");
            add(waits);
        }
        var more = new MoreActions(
                (action, words) -> approvals.act(actor, task, action, words),
                decided,
                new PeoplePicker(records, actor),
                may,
                this::keep);
        if (more.isWorthShowing()) {
            buttons.add(more);
        }
        add(buttons);
    }

    private TextArea asked(May may) {
        var hint = getTranslation(may.asksComment().toAgree() ? "approval.comment.required" : "approval.comment");
        comment.setPlaceholder(hint);
        comment.setAriaLabel(hint);
        comment.setMaxLength(Approvals.MAX_REMARK);
        comment.setMinRows(1);
        comment.setMaxRows(5);
        comment.setWidthFull();
        comment.setManualValidation(true);
        comment.setValue(may.draft());
        return comment;
    }

    private void keep() {
        fields.changed().ifPresent(values -> {
            var result = approvals.act(actor, task, new TaskAction.Keep(values), comment.getValue());
            Outcome.tell(
                    result,
                    getTranslation("approval.done.keep"),
                    actor.locale(),
                    values.isEmpty() ? () -> {} : decided);
        });
    }

    private Button agree() {
        var agree = new Button(getTranslation("approval.agree"));
        agree.addClickListener(clicked -> fields.changed()
                .ifPresentOrElse(
                        values -> decide(
                                new TaskAction.Agree(values, fields.version(), Map.of(), null),
                                "approval.agreed",
                                agree),
                        () -> agree.setEnabled(true)));
        agree.addThemeVariants(ButtonVariant.PRIMARY);
        agree.setDisableOnClick(true);
        return agree;
    }

    private Button reject() {
        var reject = new Button(getTranslation("approval.reject"));
        reject.addClickListener(clicked -> decide(new TaskAction.Reject(), "approval.rejected", reject));
        reject.addThemeVariants(ButtonVariant.ERROR);
        reject.setDisableOnClick(true);
        return reject;
    }

    /** Where something is missing, it is said beside the comment, which stays. */
    private void decide(TaskAction action, String done, Button pressed) {
        var result = approvals.act(actor, task, action, comment.getValue());
        if (result instanceof ApprovalResult.Refused(var problems)
                && problems.stream().allMatch(problem -> problem.code().category() == Category.INVALID)) {
            fields.show(problems.stream().filter(fields::knows).toList());
            var others = problems.stream()
                    .filter(problem -> !fields.knows(problem))
                    .map(problem -> Messages.text(problem, actor.locale()))
                    .collect(Collectors.joining(" "));
            comment.setErrorMessage(others);
            comment.setInvalid(!others.isEmpty());
            if (!others.isEmpty()) {
                comment.focus();
            }
            pressed.setEnabled(true);
            return;
        }
        Outcome.tell(result, getTranslation(done), actor.locale(), decided);
    }
}
