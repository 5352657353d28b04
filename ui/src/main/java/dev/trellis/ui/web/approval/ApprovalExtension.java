package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.record.RecordExtension;
import dev.trellis.workflow.approval.ApprovalView;
import dev.trellis.workflow.approval.Approvals;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Puts approvals on the pages of records whose entity has one. */
@Singleton
final class ApprovalExtension implements RecordExtension {

    private static final int SHOWN = 3;

    private final Records records;
    private final Approvals approvals;

    ApprovalExtension(Records records, Approvals approvals) {
        this.records = records;
        this.approvals = approvals;
    }

    @Override
    public List<Component> actions(Subject subject) {
        if (!approvals.isStartable(subject.actor(), subject.entity(), subject.id())) {
            return List.of();
        }
        var submit = new Button();
        submit.setText(submit.getTranslation("approval.submit"));
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.addClickListener(clicked -> new SubmitDialog(approvals, records, subject, format(subject)).open());
        return List.of(submit);
    }

    @Override
    public List<Component> panels(Subject subject) {
        var panels = new ArrayList<Component>();
        views(subject).stream()
                .limit(SHOWN)
                .forEach(view -> panels.add(new ApprovalPanel(approvals, records, subject, view, format(subject))));
        return panels;
    }

    @Override
    public List<Moment> timeline(Subject subject) {
        return views(subject).stream()
                .flatMap(view -> LogList.moments(view, format(subject)))
                .toList();
    }

    private List<ApprovalView> views(Subject subject) {
        return approvals
                .instances(subject.actor(), subject.entity(), subject.id())
                .orElse(List.of());
    }

    private Format format(Subject subject) {
        var zone = records.schema(subject.actor()).metadata().workspace().zone();
        return new Format(subject.actor().locale(), ZoneId.of(zone));
    }
}
