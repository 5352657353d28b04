package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.field.References.Reference;
import dev.trellis.ui.web.record.RecordExtension.Subject;
import dev.trellis.workflow.approval.ApprovalPath;
import dev.trellis.workflow.approval.ApprovalResult;
import dev.trellis.workflow.approval.Approvals;
import dev.trellis.workflow.approval.PreviewResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks for what the start of the flow asks for, and shows the whole path with names, before anything is submitted. */
final class SubmitDialog extends Dialog {

    private final transient Approvals approvals;
    private final transient Subject subject;
    private final transient String approval;
    private final transient Format format;
    private final transient PeoplePicker people;
    private final transient Map<String, MultiSelectComboBox<Reference>> chosen = new HashMap<>();
    private final Div way = new Div();
    private final Div trouble = new Div();
    private transient @Nullable FieldForm form;

    SubmitDialog(Approvals approvals, Records records, Subject subject, String approval, Format format) {
        this.approvals = approvals;
        this.subject = subject;
        this.approval = approval;
        this.format = format;
        this.people = new PeoplePicker(records, subject.actor());
        addClassName("submit-dialog");
        setWidth("460px");
        trouble.addClassName("task-trouble");
        trouble.getElement().setAttribute("role", "alert");
        way.addClassName("submit-way");
        getFooter().add(new Button(getTranslation("action.cancel"), clicked -> close()));
        switch (preview(Map.of())) {
            case PreviewResult.Found(var ignored, var label, var path, var asked) -> {
                setHeaderTitle(label.text(format.locale()));
                var fields = new FieldForm(
                        getTranslation("approval.submit.asked"),
                        asked.fields().stream()
                                .filter(field -> field.entered()
                                        && (field.right().isPresent()
                                                || asked.problems().stream()
                                                        .anyMatch(problem ->
                                                                problem.path().equals(field.id()))))
                                .map(field -> new FieldForm.Asked(field.definition(), field.required()))
                                .toList(),
                        records,
                        subject.actor(),
                        subject.record(),
                        format);
                form = fields;
                add(fields, way, trouble);
                show(path);
                // What is asked for here is yet to be filled in, and is no trouble before that.
                tell(asked.problems().stream()
                        .filter(problem -> !fields.knows(problem)
                                && !(fields.isVisible() && path.steps().isEmpty()))
                        .toList());
                getFooter().add(submit());
            }
            case PreviewResult.Refused(var problems) -> {
                setHeaderTitle(getTranslation("approval.submit"));
                problems.forEach(problem -> add(PageState.error(
                        getTranslation("approval.submit.refused"), Messages.text(problem, format.locale()))));
            }
        }
    }

    private PreviewResult preview(Map<String, @Nullable Object> values) {
        return approvals.preview(subject.actor(), subject.entity(), subject.id(), approval, Map.of(), values);
    }

    private void show(ApprovalPath path) {
        way.removeAll();
        if (path.steps().isEmpty()) {
            way.add(new Paragraph(getTranslation("approval.submit.open")));
            return;
        }
        var list = new PathList(path, format);
        list.showReasons(true);
        way.add(new Paragraph(getTranslation("approval.submit.text")), list);
        path.steps().stream().filter(ApprovalPath.Step::isToChoose).forEach(step -> {
            var box = chosen.computeIfAbsent(
                    step.node(), _ -> people.several(step.label().text(format.locale())));
            way.add(box);
        });
    }

    private Button submit() {
        var submit = new Button(getTranslation("approval.submit"));
        submit.addClickListener(clicked -> {
            var values = form == null
                    ? Map.<String, @Nullable Object>of()
                    : form.changed().orElse(null);
            if (values != null) {
                submit(values);
            }
            submit.setEnabled(true);
        });
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.addClassName("submit-now");
        submit.setDisableOnClick(true);
        submit.setAutofocus(true);
        return submit;
    }

    private void submit(Map<String, @Nullable Object> values) {
        switch (approvals.submit(subject.actor(), subject.entity(), subject.id(), approval, null, chosen(), values)) {
            case ApprovalResult.Done _ -> {
                close();
                Toast.done(getTranslation("approval.submit.done"));
                subject.reload().run();
            }
            case ApprovalResult.Refused(var problems) -> {
                // With what was filled in, other people may be asked than were shown before.
                if (!values.isEmpty() && preview(values) instanceof PreviewResult.Found found) {
                    show(found.path());
                }
                tell(problems);
            }
        }
    }

    private void tell(List<Problem> problems) {
        var fields = form;
        if (fields != null) {
            fields.show(problems.stream().filter(fields::knows).toList());
        }
        trouble.removeAll();
        problems.stream()
                .filter(problem -> fields == null || !fields.knows(problem))
                .map(problem -> Messages.text(problem, format.locale()))
                .distinct()
                .forEach(text -> trouble.add(new Span(text)));
        trouble.setVisible(trouble.getComponentCount() > 0);
    }

    private Map<String, List<RecordId>> chosen() {
        var named = new HashMap<String, List<RecordId>>();
        chosen.forEach((node, box) -> {
            if (!box.isEmpty() && box.isAttached()) {
                named.put(node, PeoplePicker.chosen(box));
            }
        });
        return named;
    }
}
