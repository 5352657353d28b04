package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import dev.trellis.core.problem.Messages;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.record.RecordExtension.Subject;
import dev.trellis.workflow.approval.Approvals;
import dev.trellis.workflow.approval.PreviewResult;

/** Shows the whole path with names before anything is submitted. */
final class SubmitDialog extends Dialog {

    SubmitDialog(Approvals approvals, Subject subject, Format format) {
        addClassName("submit-dialog");
        setWidth("460px");
        var cancel = new Button(getTranslation("action.cancel"), clicked -> close());
        getFooter().add(cancel);
        switch (approvals.preview(subject.actor(), subject.entity(), subject.id())) {
            case PreviewResult.Found(var ignored, var label, var path) -> {
                setHeaderTitle(label.text(format.locale()));
                var list = new PathList(path, format);
                list.showReasons(true);
                add(new Paragraph(getTranslation("approval.submit.text")), list);
                var submit = new Button(getTranslation("approval.submit"), clicked -> {
                    close();
                    Outcome.tell(
                            approvals.submit(subject.actor(), subject.entity(), subject.id(), null),
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
}
