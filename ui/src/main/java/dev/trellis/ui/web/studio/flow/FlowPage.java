package dev.trellis.ui.web.studio.flow;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.MetadataCheck;
import dev.trellis.form.flow.FlowDesigner;
import dev.trellis.form.flow.FlowEdit;
import dev.trellis.form.flow.NodeKind;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.field.References;
import dev.trellis.ui.web.studio.CanvasScript;
import dev.trellis.ui.web.studio.DefinitionView;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.ui.web.studio.StudioHead;
import dev.trellis.workflow.approval.FlowTrial;
import dev.trellis.workflow.approval.RunningRequests;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The designer of one approval. */
final class FlowPage extends Div implements DefinitionView.Designer {

    private final transient DraftBench bench;
    private final transient FlowDesigner designer;
    private final transient MetadataJson json;
    private final transient FlowTrial trial;
    private final transient RunningRequests requests;
    private final String approval;
    private final StudioHead head;
    private final KindPalette palette;
    private final FlowCanvas canvas;
    private final FlowPane pane;
    private final FlowProblems problems;
    private final Button running = new Button(Glyph.COPIES.create());
    private final Button attempt = new Button(Glyph.ROWS.create());
    private transient FlowState state;
    private String selection = FlowEdit.FLOW;

    FlowPage(
            DraftBench bench,
            FlowDesigner designer,
            MetadataJson json,
            References people,
            FlowTrial trial,
            RunningRequests requests,
            String approval) {
        this.trial = trial;
        this.requests = requests;
        this.bench = bench;
        this.designer = designer;
        this.json = json;
        this.approval = approval;
        head = new StudioHead(bench, this::report, this::refresh).with(running).with(attempt);
        running.addClassNames("quiet", "flow-running");
        running.addClickListener(clicked -> openRunning());
        attempt.addClassNames("quiet", "flow-attempt");
        attempt.addClickListener(clicked -> openTrial());
        palette = new KindPalette(this::append);
        canvas = new FlowCanvas(this::select, this::edit);
        pane = new FlowPane(people, this::edit);
        problems = new FlowProblems(this::reveal);
        state = read();
        addClassNames("studio", "flow-designer");
        var middle = new Div(canvas);
        middle.addClassNames("studio-middle", "flow-middle");
        var body = new Div(palette, middle, pane);
        body.addClassName("studio-body");
        add(head, body, problems);
        CanvasScript.install(this, this::pressed);
    }

    private Locale locale() {
        return bench.actor().locale();
    }

    private FlowState read() {
        var draft = bench.draft();
        var definition = FlowDesigner.find(draft, approval).orElseThrow();
        var place = definition.key().toString();
        var found = MetadataCheck.check(draft, bench.studio().live()).stream()
                .filter(problem -> problem.path().startsWith(place))
                .toList();
        return new FlowState(
                draft,
                approval,
                definition.entity(),
                json.write(definition),
                found,
                trial.findings(draft, definition),
                locale());
    }

    private void openRunning() {
        new MoveDialog(requests, bench.actor(), approval).open();
    }

    private void openTrial() {
        FlowDesigner.find(bench.draft(), approval)
                .ifPresent(definition -> new TrialDialog(trial, bench.draft(), bench.actor(), definition).open());
    }

    @Override
    public void refresh() {
        if (FlowDesigner.find(bench.draft(), approval).isEmpty()) {
            getUI().ifPresent(ui -> ui.navigate("studio"));
            return;
        }
        state = read();
        if (state.element(selection).isEmpty()) {
            selection = FlowEdit.FLOW;
        }
        var of = new Span(getTranslation(
                "studio.flow.of",
                Map.of(
                        "entity",
                        state.draft()
                                .entity(state.entity())
                                .map(found -> found.label().text(locale()))
                                .orElse(state.entity()))));
        of.addClassName("studio-form-name");
        head.show(state.label(state.flow()), of);
        running.setAriaLabel(getTranslation("studio.move"));
        running.setTooltipText(getTranslation("studio.move.hint"));
        running.setVisible(FlowDesigner.find(bench.studio().live(), approval).isPresent());
        attempt.setText(getTranslation("studio.trial"));
        attempt.setEnabled(state.problems().isEmpty());
        attempt.setTooltipText(
                getTranslation(state.problems().isEmpty() ? "studio.trial.hint" : "studio.trial.problems"));
        palette.show(locale());
        canvas.show(state);
        canvas.mark(selection);
        pane.show(state, selection);
        problems.show(state);
    }

    private void select(String element) {
        selection = element;
        canvas.mark(element);
        pane.show(state, element);
    }

    private void reveal(String element) {
        select(element);
        canvas.reveal(element);
    }

    private void edit(FlowEdit edit) {
        switch (designer.apply(bench.draft(), approval, edit)) {
            case FlowDesigner.Result.Applied(var draft) -> {
                if (edit instanceof FlowEdit.Insert(var node, var _)) {
                    selection = node.path("id").asString();
                }
                report(bench.edit(draft));
            }
            case FlowDesigner.Result.Refused(var problem) -> report(Optional.of(problem));
        }
    }

    /** Puts a new step behind the selected one, else at the end. */
    private void append(NodeKind kind) {
        edit(FlowCanvas.insert(state, kind, state.behind(selection)));
        canvas.reveal(selection);
    }

    private void report(Optional<Problem> refused) {
        refused.ifPresent(problem -> Toast.failed(Messages.text(problem, locale())));
        refresh();
    }

    private void pressed(String key) {
        switch (key) {
            case "undo" -> head.undo();
            case "redo" -> head.redo();
            case "remove" -> remove();
            default -> select(FlowEdit.FLOW);
        }
    }

    private void remove() {
        state.element(selection)
                .filter(element -> !selection.isEmpty())
                .ifPresent(element ->
                        edit(element.has("kind") ? new FlowEdit.Remove(selection) : new FlowEdit.RemoveArm(selection)));
    }
}
