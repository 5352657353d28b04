package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.field.References.Reference;
import dev.trellis.ui.web.record.RecordExtension.Subject;
import dev.trellis.workflow.approval.ApprovalPath;
import dev.trellis.workflow.approval.Approvals;
import dev.trellis.workflow.approval.PreviewResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shows the whole path with names before anything is submitted. */
final class SubmitDialog extends Dialog {

    private final transient Map<String, MultiSelectComboBox<Reference>> chosen = new HashMap<>();

    SubmitDialog(Approvals approvals, Records records, Subject subject, String approval, Format format) {
        addClassName("submit-dialog");
        setWidth("460px");
        var cancel = new Button(getTranslation("action.cancel"), clicked -> close());
        getFooter().add(cancel);
        switch (approvals.preview(subject.actor(), subject.entity(), subject.id(), approval, Map.of(), Map.of())) {
            case PreviewResult.Found(var ignored, var label, var path, var _) -> {
                setHeaderTitle(label.text(format.locale()));
                var list = new PathList(path, format);
                list.showReasons(true);
                add(new Paragraph(getTranslation("approval.submit.text")), list);
                var people = new PeoplePicker(records, subject.actor());
                path.steps().stream().filter(ApprovalPath.Step::isToChoose).forEach(step -> {
                    var box = people.several(step.label().text(format.locale()));
                    chosen.put(step.node(), box);
                    add(box);
                });
                var submit = new Button(getTranslation("approval.submit"), clicked -> {
                    close();
                    Outcome.tell(
                            approvals.submit(
                                    subject.actor(),
                                    subject.entity(),
                                    subject.id(),
                                    approval,
                                    null,
                                    chosen(),
                                    Map.of()),
                            getTranslation("approval.submit.done"),
                            format.locale(),
                            subject.reload());
                });
                submit.addThemeVariants(ButtonVariant.PRIMARY);
                submit.setDisableOnClick(true);
                submit.setAutofocus(true);
                getFooter().add(submit);
            }
            case PreviewResult.Refused(var problems) -> {
                setHeaderTitle(getTranslation("approval.submit"));
                problems.forEach(problem -> add(PageState.error(
                        getTranslation("approval.submit.refused"), Messages.text(problem, format.locale()))));
            }
        }
    }

    private Map<String, List<RecordId>> chosen() {
        var named = new HashMap<String, List<RecordId>>();
        chosen.forEach((node, box) -> {
            if (!box.isEmpty()) {
                named.put(node, PeoplePicker.chosen(box));
            }
        });
        return named;
    }
}
