package dev.trellis.ui.web.studio.pipeline;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.MetadataCheck;
import dev.trellis.form.pipeline.EndReasons;
import dev.trellis.form.pipeline.PipelineDesigner;
import dev.trellis.form.pipeline.PipelineEdit;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.studio.CanvasScript;
import dev.trellis.ui.web.studio.DefinitionView;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.ui.web.studio.StudioHead;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.BooleanNode;

/** The designer of one pipeline: its stages from the first to the last. */
final class PipelinePage extends Div implements DefinitionView.Designer {

    private final transient DraftBench bench;
    private final transient PipelineDesigner designer;
    private final String pipeline;
    private final StudioHead head;
    private final H2 title = new H2();
    private final Checkbox inOrder = new Checkbox();
    private final Div stages = new Div();
    private final Button add = new Button(Glyph.PLUS.create());
    private final Div problems = new Div();
    private final ReasonsPart reasons;
    private final transient Map<String, StageCard> cards = new HashMap<>();
    private transient PipelineState state;
    private transient List<Object> drawn = List.of();
    private String selection = PipelineEdit.PIPELINE;

    PipelinePage(DraftBench bench, PipelineDesigner designer, EndReasons endReasons, String pipeline) {
        this.bench = bench;
        this.designer = designer;
        this.pipeline = pipeline;
        head = new StudioHead(bench, this::report, this::refresh);
        state = read();
        addClassNames("studio", "pipeline-designer");
        inOrder.addClassName("pipeline-in-order");
        inOrder.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                edit(new PipelineEdit.SetProperty(
                        PipelineEdit.PIPELINE, "inOrder", event.getValue() ? BooleanNode.TRUE : null));
            }
        });
        add.addClassNames("quiet", "pipeline-add");
        add.addClickListener(clicked -> {
            var texts = new HashMap<String, String>();
            Messages.LANGUAGES.forEach(
                    locale -> texts.put(locale.toLanguageTag(), Messages.text("studio.stage.new", locale)));
            edit(new PipelineEdit.AddStage(new Label(texts)));
        });
        stages.addClassName("pipeline-stages");
        var part = new Div(title, inOrder, stages, add);
        part.addClassName("rule-part");
        reasons = new ReasonsPart(endReasons, draft -> report(bench.edit(draft)));
        var sheet = new Div(part, reasons);
        sheet.addClassName("rule-sheet");
        var middle = new Div(sheet);
        middle.addClassNames("studio-middle", "rule-middle");
        problems.addClassName("studio-problems");
        problems.getElement().setAttribute("role", "status");
        add(head, middle, problems);
        CanvasScript.install(this, this::pressed);
    }

    private Locale locale() {
        return bench.actor().locale();
    }

    private PipelineState read() {
        var draft = bench.draft();
        var definition = PipelineDesigner.find(draft, pipeline).orElseThrow();
        var place = definition.key().toString();
        var found = MetadataCheck.check(draft, bench.studio().live()).stream()
                .filter(problem ->
                        problem.path().equals(place) || problem.path().startsWith(place + "/"))
                .toList();
        return new PipelineState(draft, definition.entity(), designer.write(definition), found, locale());
    }

    @Override
    public void refresh() {
        state = read();
        var of = new Span(state.text(
                "studio.pipeline.of",
                Map.of(
                        "entity",
                        state.draft()
                                .entity(state.entity())
                                .map(EntityDefinition::label)
                                .map(label -> label.text(locale()))
                                .orElse(state.entity()))));
        of.addClassName("studio-form-name");
        head.show(state.label(state.pipeline()), of);
        title.setText(state.text("studio.pipeline.stages"));
        inOrder.setLabel(state.text("studio.pipeline.inOrder"));
        inOrder.setValue(state.pipeline().path("inOrder").asBoolean(false));
        add.setText(state.text("studio.stage.add"));
        show();
        PipelineDesigner.find(state.draft(), pipeline).ifPresent(found -> reasons.show(state.draft(), found, locale()));
        problems();
    }

    private void show() {
        var now = List.<Object>of(state.shape(), state.locale());
        if (!now.equals(drawn)) {
            drawn = now;
            cards.clear();
            stages.removeAll();
            int size = state.stages().size();
            for (int i = 0; i < size; i++) {
                var id = PipelineState.id(state.stages().get(i));
                var card = new StageCard(id, i, size, this::select, this::edit, () -> remove(id));
                cards.put(id, card);
                stages.add(card);
            }
        }
        cards.forEach((id, card) -> state.stage(id).ifPresent(stage -> card.show(state, stage, id.equals(selection))));
    }

    private void problems() {
        problems.removeAll();
        problems.setClassName("is-clean", state.problems().isEmpty());
        if (state.problems().isEmpty()) {
            problems.add(Glyph.CHECK.create(), new Span(state.text("studio.problems.none")));
            return;
        }
        var list = new Div();
        list.addClassName("problems-list");
        state.problems().forEach(problem -> list.add(new Span(Messages.text(problem, locale()))));
        problems.add(Glyph.WARNING.create(), list);
    }

    private void select(String stage) {
        selection = stage;
        show();
    }

    private void remove(String stage) {
        new RemoveStageDialog(state, stage, into -> edit(new PipelineEdit.RemoveStage(stage, into))).open();
    }

    private void edit(PipelineEdit edit) {
        var before = state.shape();
        switch (designer.apply(bench.draft(), pipeline, edit)) {
            case PipelineDesigner.Result.Applied(var draft) -> {
                report(bench.edit(draft));
                if (edit instanceof PipelineEdit.AddStage) {
                    state.shape().stream()
                            .filter(stage -> !before.contains(stage))
                            .findFirst()
                            .ifPresent(this::select);
                }
            }
            case PipelineDesigner.Result.Refused(var problem) -> report(Optional.of(problem));
        }
    }

    private void report(Optional<Problem> refused) {
        refused.ifPresent(problem -> Toast.failed(Messages.text(problem, locale())));
        refresh();
    }

    private void pressed(String key) {
        switch (key) {
            case "undo" -> head.undo();
            case "redo" -> head.redo();
            case "remove" -> state.stage(selection).ifPresent(stage -> remove(selection));
            default -> select(PipelineEdit.PIPELINE);
        }
    }
}
