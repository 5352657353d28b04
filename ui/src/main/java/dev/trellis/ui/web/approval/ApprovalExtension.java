package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.record.RecordExtension;
import dev.trellis.workflow.approval.ApprovalView;
import dev.trellis.workflow.approval.Approvals;
import dev.trellis.workflow.approval.Startable;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
        var startable = approvals.startable(subject.actor(), subject.entity(), subject.id());
        if (startable.isEmpty()) {
            return List.of();
        }
        return List.of(startable.size() == 1 ? button(subject, startable.getFirst()) : menu(subject, startable));
    }

    private Button button(Subject subject, Startable startable) {
        var submit = new Button();
        submit.setText(submit.getTranslation("approval.submit"));
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.addClickListener(clicked -> ask(subject, startable));
        return submit;
    }

    /** Of several approvals one is chosen. */
    private MenuBar menu(Subject subject, List<Startable> startable) {
        var bar = new MenuBar();
        bar.addThemeVariants(MenuBarVariant.PRIMARY);
        bar.addClassName("approval-submit-menu");
        var item = bar.addItem(bar.getTranslation("approval.submit"));
        startable.forEach(one ->
                item.getSubMenu().addItem(one.label().text(subject.actor().locale()), clicked -> ask(subject, one)));
        return bar;
    }

    private void ask(Subject subject, Startable startable) {
        new SubmitDialog(approvals, records, subject, startable.approval(), format(subject)).open();
    }

    @Override
    public List<Component> panels(Subject subject) {
        var panels = new ArrayList<Component>();
        var views = views(subject);
        var running = views.stream().filter(view -> !view.state().isFinal());
        var ended = views.stream().filter(view -> view.state().isFinal());
        Stream.concat(running, ended)
                .limit(Math.max(
                        SHOWN,
                        views.stream().filter(view -> !view.state().isFinal()).count()))
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
