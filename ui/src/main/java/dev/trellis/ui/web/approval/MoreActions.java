package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.ui.web.field.References.Reference;
import dev.trellis.workflow.approval.ApprovalResult;
import dev.trellis.workflow.approval.ApprovalView.May;
import dev.trellis.workflow.approval.ApprovalView.Target;
import dev.trellis.workflow.approval.Can;
import dev.trellis.workflow.approval.TaskAction;
import dev.trellis.workflow.node.Group.Placement;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a step offers besides agreeing and rejecting; each asks for what it needs. */
final class MoreActions extends Div {

    /** Does it, with words. */
    @FunctionalInterface
    interface Doing {
        ApprovalResult act(TaskAction action, String words);
    }

    private final transient Doing doing;
    private final transient Runnable afterwards;
    private final transient PeoplePicker people;
    private final transient May may;
    private final transient Runnable keep;
    private int offered;

    MoreActions(Doing doing, Runnable afterwards, PeoplePicker people, May may, Runnable keep) {
        this.doing = doing;
        this.afterwards = afterwards;
        this.people = people;
        this.may = may;
        this.keep = keep;
        addClassName("decision-more");
        var bar = new MenuBar();
        bar.addThemeVariants(MenuBarVariant.TERTIARY);
        var menu = bar.addItem(getTranslation("approval.more")).getSubMenu();
        for (var can : List.of(
                Can.KEEP,
                Can.SEND_BACK,
                Can.HAND_OVER,
                Can.ADD,
                Can.REMOVE,
                Can.ABSTAIN,
                Can.CLAIM,
                Can.UNCLAIM,
                Can.TAKE_BACK)) {
            if (may.can().contains(can)) {
                offered++;
                menu.addItem(getTranslation("approval.action." + can.key()), clicked -> open(can));
            }
        }
        add(bar);
    }

    boolean isWorthShowing() {
        return offered > 0;
    }

    private void open(Can can) {
        switch (can) {
            case SEND_BACK -> sendBack();
            case HAND_OVER -> handOver();
            case ADD -> addPeople();
            case REMOVE -> remove();
            case ABSTAIN -> ask(can, new TaskAction.Abstain());
            case CLAIM -> at(can, new TaskAction.Claim());
            case UNCLAIM -> at(can, new TaskAction.Unclaim());
            case TAKE_BACK -> at(can, new TaskAction.TakeBack());
            case KEEP -> keep.run();
            case AGREE, REJECT, WITHDRAW, RESUBMIT, COMMENT, SHARE, URGE, REASSIGN, JUMP, RETRY, SUSPEND, CANCEL -> {}
        }
    }

    private void at(Can can, TaskAction action) {
        Outcome.tell(doing.act(action, ""), done(can), getLocale(), afterwards);
    }

    private void ask(Can can, TaskAction action, Component... parts) {
        new TaskDialog(title(can), parts, () -> true, deed(can, () -> action))
                .asking(may.asksComment().otherwise())
                .open();
    }

    private void sendBack() {
        var to = choice(getTranslation("approval.backTo"));
        var targets = new java.util.ArrayList<>(List.of(new Place(null, getTranslation("approval.initiator"))));
        may.backTo().forEach(target -> targets.add(new Place(target.node(), label(target))));
        to.setItems(targets);
        to.setValue(targets.getFirst());
        new TaskDialog(
                        title(Can.SEND_BACK),
                        new Component[] {to},
                        () -> true,
                        deed(
                                Can.SEND_BACK,
                                () -> new TaskAction.SendBack(to.getValue().node())))
                .asking(may.asksComment().otherwise())
                .open();
    }

    private String label(Target target) {
        return target.label().text(getLocale());
    }

    private record Place(@Nullable String node, String label) {}

    private static RadioButtonGroup<Place> choice(String label) {
        var group = new RadioButtonGroup<Place>(label);
        group.setItemLabelGenerator(Place::label);
        return group;
    }

    private void handOver() {
        var to = people.one(getTranslation("approval.handOver.to"));
        new TaskDialog(
                        title(Can.HAND_OVER),
                        new Component[] {to},
                        () -> to.getValue() != null,
                        deed(
                                Can.HAND_OVER,
                                () -> new TaskAction.HandOver(to.getValue().id())))
                .open();
    }

    private void addPeople() {
        var who = people.several(getTranslation("approval.add.who"));
        var when = new RadioButtonGroup<Placement>(getTranslation("approval.add.when"));
        when.setItems(Placement.values());
        when.setItemLabelGenerator(placement -> getTranslation("approval.add." + placement.key()));
        when.setValue(Placement.BEFORE);
        new TaskDialog(
                        title(Can.ADD),
                        new Component[] {who, when},
                        () -> !who.isEmpty(),
                        deed(Can.ADD, () -> added(when.getValue(), who)))
                .open();
    }

    private static TaskAction added(Placement placement, MultiSelectComboBox<Reference> who) {
        return new TaskAction.Add(placement, Completion.ALL, PeoplePicker.chosen(who), false);
    }

    private void remove() {
        var who = people.one(getTranslation("approval.remove.who"));
        new TaskDialog(
                        title(Can.REMOVE),
                        new Component[] {who},
                        () -> who.getValue() != null,
                        deed(
                                Can.REMOVE,
                                () -> new TaskAction.Remove(who.getValue().id())))
                .open();
    }

    private TaskDialog.Deed deed(Can can, Supplier<TaskAction> action) {
        return new TaskDialog.Deed(words -> doing.act(action.get(), words), done(can), afterwards);
    }

    private String title(Can can) {
        return getTranslation("approval.action." + can.key());
    }

    private String done(Can can) {
        return getTranslation("approval.done." + can.key());
    }
}
