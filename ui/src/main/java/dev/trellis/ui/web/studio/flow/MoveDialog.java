package dev.trellis.ui.web.studio.flow;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.trellis.core.access.Actor;
import dev.trellis.core.problem.Messages;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.workflow.approval.ApprovalView.Target;
import dev.trellis.workflow.approval.RunningRequests;
import dev.trellis.workflow.approval.RunningRequests.Moving;
import dev.trellis.workflow.approval.RunningRequests.Report;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Shows the requests that run under older versions, what moving each to the published one would do, and does it. */
final class MoveDialog extends Dialog {

    private static final int SHOWN = 20;

    private final transient RunningRequests requests;
    private final transient Actor.Person actor;
    private final String approval;
    private final transient Map<String, String> mapping = new TreeMap<>();
    private final Div result = new Div();
    private final TextField reason = new TextField();
    private final Button move = new Button();

    MoveDialog(RunningRequests requests, Actor.Person actor, String approval) {
        this.requests = requests;
        this.actor = actor;
        this.approval = approval;
        addClassNames("trial-dialog", "move-dialog");
        setWidth("640px");
        setHeaderTitle(getTranslation("studio.move.title"));
        result.addClassName("trial");
        reason.setLabel(getTranslation("studio.move.reason"));
        reason.setMaxLength(300);
        reason.setWidthFull();
        reason.setRequiredIndicatorVisible(true);
        add(result, reason);
        move.addThemeVariants(ButtonVariant.PRIMARY);
        move.addClassName("move-now");
        move.setDisableOnClick(true);
        move.addClickListener(clicked -> move());
        var close = new Button(getTranslation("action.close"), clicked -> close());
        close.addThemeVariants(ButtonVariant.TERTIARY);
        getFooter().add(close, move);
        show();
    }

    private void show() {
        result.removeAll();
        var report = requests.look(actor, approval, mapping);
        var movable = report.requests().stream().filter(Moving::isMovable).count();
        reason.setVisible(!report.requests().isEmpty());
        move.setVisible(!report.requests().isEmpty());
        move.setEnabled(movable > 0);
        move.setText(getTranslation("studio.move.now", Map.of("count", movable)));
        if (!report.problems().isEmpty()) {
            report.problems()
                    .forEach(problem -> result.add(PageState.error(
                            getTranslation("studio.move.refused"), Messages.text(problem, actor.locale()))));
            return;
        }
        if (report.requests().isEmpty()) {
            result.add(PageState.empty(
                    Glyph.CHECK, getTranslation("studio.move.none.title"), getTranslation("studio.move.none.text")));
            return;
        }
        result.add(new Paragraph(getTranslation("studio.move.text")));
        gone(report);
        section(report, "studio.move.moves", Moving::isMovable);
        section(report, "studio.move.stays", moving -> !moving.isMovable());
    }

    /** For each step that is gone, where its requests go on. */
    private void gone(Report report) {
        var gone = new LinkedHashMap<String, Target>();
        report.requests().forEach(moving -> {
            var at = moving.at();
            if (at != null
                    && report.targets().stream().noneMatch(one -> one.node().equals(at.node()))) {
                gone.put(at.node(), at);
            }
        });
        gone.values().forEach(step -> {
            var to = new Select<Target>();
            to.setLabel(getTranslation(
                    "studio.move.gone", Map.of("step", step.label().text(actor.locale()))));
            to.setItems(report.targets());
            to.setItemLabelGenerator(target -> target == null
                    ? getTranslation("studio.move.stay")
                    : target.label().text(actor.locale()));
            to.setEmptySelectionAllowed(true);
            to.setEmptySelectionCaption(getTranslation("studio.move.stay"));
            report.targets().stream()
                    .filter(target -> target.node().equals(mapping.get(step.node())))
                    .findFirst()
                    .ifPresent(to::setValue);
            to.addValueChangeListener(changed -> {
                if (changed.getValue() == null) {
                    mapping.remove(step.node());
                } else {
                    mapping.put(step.node(), changed.getValue().node());
                }
                show();
            });
            to.setWidthFull();
            to.addClassName("move-step");
            result.add(to);
        });
    }

    private void section(Report report, String title, Predicate<Moving> which) {
        var lines = report.requests().stream()
                .filter(which)
                .<Component>map(this::line)
                .toList();
        if (lines.isEmpty()) {
            return;
        }
        result.add(new H3(getTranslation(title, Map.of("count", lines.size()))));
        lines.stream().limit(SHOWN).forEach(result::add);
        if (lines.size() > SHOWN) {
            result.add(new Paragraph(getTranslation("studio.trial.more", Map.of("count", lines.size() - SHOWN))));
        }
    }

    private Div line(Moving moving) {
        var link = new Anchor(
                "records/" + moving.entity() + "/" + moving.record(),
                moving.title().isEmpty() ? getTranslation("inbox.hidden") : moving.title());
        link.setTarget(AnchorTarget.BLANK);
        var line = new Div(link);
        line.addClassName("trial-record");
        line.setClassName("is-bad", !moving.isMovable());
        var at = moving.at();
        var to = moving.to();
        if (at != null && to != null) {
            var from = at.label().text(actor.locale());
            line.add(new Span(
                    at.node().equals(to.node())
                            ? getTranslation("studio.move.same", Map.of("step", from))
                            : getTranslation(
                                    "studio.move.other",
                                    Map.of("from", from, "to", to.label().text(actor.locale())))));
        }
        moving.problems().forEach(problem -> line.add(new Span(Messages.text(problem, actor.locale()))));
        return line;
    }

    private void move() {
        var report = requests.move(actor, approval, mapping, reason.getValue().strip());
        if (report.problems().isEmpty()) {
            var count = report.requests().stream().filter(Moving::isMovable).count();
            Toast.done(getTranslation("studio.move.done", Map.of("count", count)));
            show();
            return;
        }
        reason.setErrorMessage(String.join(
                " ",
                report.problems().stream()
                        .map(problem -> Messages.text(problem, actor.locale()))
                        .toList()));
        reason.setInvalid(true);
        move.setEnabled(true);
    }
}
