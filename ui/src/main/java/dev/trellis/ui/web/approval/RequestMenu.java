package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Confirmation;
import dev.trellis.ui.web.record.RecordExtension.Subject;
import dev.trellis.workflow.approval.ApprovalResult;
import dev.trellis.workflow.approval.ApprovalView;
import dev.trellis.workflow.approval.ApprovalView.Target;
import dev.trellis.workflow.approval.Approvals;
import dev.trellis.workflow.approval.Can;
import dev.trellis.workflow.approval.Repair;
import dev.trellis.workflow.approval.Which;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the reader may do with a request as a whole: talk about it, urge, withdraw; administrators also repair it. */
final class RequestMenu extends Div {

    private final transient Approvals approvals;
    private final transient PeoplePicker people;
    private final transient Subject subject;
    private final transient ApprovalView view;
    private int offered;

    RequestMenu(Approvals approvals, Records records, Subject subject, ApprovalView view) {
        this.approvals = approvals;
        this.people = new PeoplePicker(records, subject.actor());
        this.subject = subject;
        this.view = view;
        var bar = new MenuBar();
        bar.addThemeVariants(MenuBarVariant.TERTIARY);
        var menu = bar.addItem(getTranslation("approval.more")).getSubMenu();
        for (var can : List.of(
                Can.COMMENT,
                Can.SHARE,
                Can.URGE,
                Can.WITHDRAW,
                Can.REASSIGN,
                Can.JUMP,
                Can.SUSPEND,
                Can.RETRY,
                Can.CANCEL)) {
            if (view.may().can().contains(can)) {
                offered++;
                menu.addItem(getTranslation("approval.action." + can.key()), clicked -> open(can));
            }
        }
        add(bar);
    }

    private Which which() {
        return new Which(subject.entity(), subject.id(), view.id());
    }

    boolean isWorthShowing() {
        return offered > 0;
    }

    private void open(Can can) {
        switch (can) {
            case COMMENT -> comment();
            case SHARE -> share();
            case URGE -> tell(can, approvals.urge(subject.actor(), which()));
            case WITHDRAW -> withdraw();
            case REASSIGN -> reassign();
            case JUMP -> jump();
            case RETRY -> repair(can, new Repair.Retry());
            case SUSPEND -> repair(can, new Repair.Suspend());
            case CANCEL -> repair(can, new Repair.Cancel());
            case AGREE,
                    REJECT,
                    ABSTAIN,
                    SEND_BACK,
                    HAND_OVER,
                    ADD,
                    REMOVE,
                    CLAIM,
                    UNCLAIM,
                    TAKE_BACK,
                    KEEP,
                    RESUBMIT -> {}
        }
    }

    private void comment() {
        var asked = people.several(getTranslation("approval.ask.who"));
        asked.setRequiredIndicatorVisible(false);
        new TaskDialog(
                        title(Can.COMMENT),
                        new Component[] {asked},
                        () -> true,
                        deed(
                                Can.COMMENT,
                                words ->
                                        approvals.comment(subject.actor(), which(), words, PeoplePicker.chosen(asked))))
                .asking(true)
                .open();
    }

    private void share() {
        var who = people.several(getTranslation("approval.share.who"));
        new TaskDialog(
                        title(Can.SHARE),
                        new Component[] {who},
                        () -> !who.isEmpty(),
                        deed(
                                Can.SHARE,
                                words -> approvals.share(subject.actor(), which(), PeoplePicker.chosen(who), words)))
                .open();
    }

    private void withdraw() {
        Confirmation.ask(
                getTranslation("approval.withdraw.title"),
                getTranslation("approval.withdraw.text"),
                getTranslation("approval.withdraw"),
                () -> tell(Can.WITHDRAW, approvals.withdraw(subject.actor(), which())));
    }

    private void reassign() {
        var from = people.one(getTranslation("approval.reassign.from"));
        var to = people.one(getTranslation("approval.reassign.to"));
        new TaskDialog(
                        title(Can.REASSIGN),
                        new Component[] {from, to},
                        () -> from.getValue() != null && to.getValue() != null,
                        repaired(
                                Can.REASSIGN,
                                () -> new Repair.Reassign(
                                        from.getValue().id(), to.getValue().id())))
                .asking(true)
                .open();
    }

    private void jump() {
        var to = new RadioButtonGroup<Target>(getTranslation("approval.jump.to"));
        to.setItems(view.may().jumpTo());
        to.setItemLabelGenerator(target -> target.label().text(getLocale()));
        new TaskDialog(
                        title(Can.JUMP),
                        new Component[] {to},
                        () -> to.getValue() != null,
                        repaired(Can.JUMP, () -> new Repair.Jump(to.getValue().node())))
                .asking(true)
                .open();
    }

    private void repair(Can can, Repair repair) {
        new TaskDialog(title(can), new Component[0], () -> true, repaired(can, () -> repair))
                .asking(true)
                .open();
    }

    private TaskDialog.Deed repaired(Can can, Supplier<Repair> repair) {
        return deed(can, reason -> approvals.repair(subject.actor(), which(), repair.get(), reason));
    }

    private TaskDialog.Deed deed(Can can, Function<String, ApprovalResult> action) {
        return new TaskDialog.Deed(action, getTranslation("approval.done." + can.key()), subject.reload());
    }

    private void tell(Can can, ApprovalResult result) {
        Outcome.tell(result, getTranslation("approval.done." + can.key()), getLocale(), subject.reload());
    }

    private String title(Can can) {
        return getTranslation("approval.action." + can.key());
    }
}
