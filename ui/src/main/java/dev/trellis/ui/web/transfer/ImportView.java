package dev.trellis.ui.web.transfer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.Records;
import dev.trellis.core.sheet.SheetFormat;
import dev.trellis.core.transfer.ImportPlan;
import dev.trellis.core.transfer.ImportResult;
import dev.trellis.core.transfer.ImportRun;
import dev.trellis.core.transfer.ImportState;
import dev.trellis.core.transfer.Imports;
import dev.trellis.ui.web.component.Confirmation;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.component.Watch;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code imports/<id>}: one import, wherever it stands between the mapping and the undo. */
@Prototype
@Route(value = "imports/:id", layout = Shell.class)
final class ImportView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private final transient Imports imports;
    private final transient Records records;
    private final transient CurrentActor currentActor;
    private transient Optional<RecordId> id = Optional.empty();
    private String title = "";
    private boolean remapping;
    private transient @Nullable ImportState shown;
    private transient @Nullable ProgressPanel progress;
    private final transient Watch watch;

    ImportView(Imports imports, Records records, CurrentActor currentActor) {
        this.imports = imports;
        this.records = records;
        this.currentActor = currentActor;
        addClassName("import-page");
        watch = Watch.of(this, this::look);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        id = event.getRouteParameters().get("id").flatMap(RecordId::parse);
        remapping = false;
        render();
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        if (id.isPresent()) {
            render();
        }
    }

    @Override
    public String getPageTitle() {
        return title;
    }

    /** Moves the bar, or shows the next state. */
    private void look() {
        var run = id.flatMap(found -> imports.find(currentActor.require(), found));
        var panel = progress;
        if (run.isPresent() && run.get().state() == shown && panel != null) {
            panel.show(run.get());
            return;
        }
        render();
    }

    private void render() {
        removeAll();
        progress = null;
        var actor = currentActor.require();
        var run = id.flatMap(found -> imports.find(actor, found));
        if (run.isEmpty()) {
            watch.whether(false);
            title = getTranslation("transfer.unknown.title");
            add(PageState.noRight(title, getTranslation("transfer.unknown.text")));
            return;
        }
        var state = run.get().state();
        shown = state;
        var plural = records.schema(actor)
                .entity(run.get().entity())
                .map(EntityDefinition::plural)
                .map(label -> label.text(actor.locale()))
                .orElse("");
        title = getTranslation("transfer.import.title", Map.of("what", plural));
        var back = new Anchor("records/" + run.get().entity(), Glyph.CHEVRON_LEFT.create(), new Span(plural));
        back.addClassName("record-back");
        var file = new Span(getTranslation(
                "transfer.file.facts",
                Map.of(
                        "name",
                        run.get().fileName(),
                        "rows",
                        String.format(actor.locale(), "%,d", run.get().total()))));
        file.addClassName("muted");
        add(back, new H1(title), file, new Steps(step(state)));
        content(run.get(), actor);
        watch.whether(state.isActive());
    }

    private Steps.Step step(ImportState state) {
        return switch (state) {
            case STAGING -> Steps.Step.FILE;
            case READY -> Steps.Step.MAPPING;
            case CHECKING -> Steps.Step.CHECK;
            case CHECKED -> remapping ? Steps.Step.MAPPING : Steps.Step.CHECK;
            case RUNNING, DONE, CANCELLED, FAILED, UNDOING, UNDONE -> Steps.Step.RUN;
        };
    }

    private void content(ImportRun run, Actor.Person actor) {
        switch (run.state()) {
            case STAGING -> add(new Span(getTranslation("transfer.state.staging")));
            case READY -> mapping(run, actor);
            case CHECKED -> {
                if (remapping) {
                    mapping(run, actor);
                } else {
                    checked(run, actor);
                }
            }
            case CHECKING, RUNNING, UNDOING -> {
                var panel =
                        new ProgressPanel(run, actor.locale(), () -> imports.cancel(currentActor.require(), run.id()));
                progress = panel;
                add(panel);
            }
            case DONE, CANCELLED, FAILED, UNDONE -> ended(run, actor);
        }
    }

    private void mapping(ImportRun run, Actor.Person actor) {
        imports.mapping(actor, run.id())
                .ifPresent(mapping -> add(new MappingPanel(
                        mapping, actor.locale(), plan -> act(imports.check(currentActor.require(), run.id(), plan)))));
    }

    private void checked(ImportRun run, Actor.Person actor) {
        int good = run.counts().created() + run.counts().updated();
        var proceed = new Button(
                getTranslation("transfer.run", Map.of("count", String.format(actor.locale(), "%,d", good))),
                clicked -> act(imports.run(currentActor.require(), run.id(), plan(run))));
        proceed.addThemeVariants(ButtonVariant.PRIMARY);
        proceed.setEnabled(good > 0);
        var remap = new Button(getTranslation("transfer.remap"), clicked -> {
            remapping = true;
            render();
        });
        add(outcome(run, actor), foot(proceed, remap));
    }

    private static ImportPlan plan(ImportRun run) {
        return run.planned().orElseThrow();
    }

    private void ended(ImportRun run, Actor.Person actor) {
        var state = new Div(
                (run.state() == ImportState.FAILED ? Glyph.WARNING : Glyph.CHECK).create(),
                new Span(getTranslation("transfer.state." + run.state().key())));
        state.addClassNames("import-state", "state-" + run.state().key());
        add(state);
        var failure = run.failure();
        if (failure != null) {
            var why = new Div(Glyph.WARNING.create(), new Span(failure.text(actor.locale())));
            why.addClassName("import-trouble");
            add(why);
        }
        add(outcome(run, actor));
        var foot = foot();
        var open = new Button(
                getTranslation("transfer.open"),
                clicked -> getUI().ifPresent(ui -> ui.navigate("records/" + run.entity())));
        open.addThemeVariants(ButtonVariant.PRIMARY);
        foot.add(open);
        if (run.state() == ImportState.CANCELLED || run.state() == ImportState.FAILED) {
            foot.add(new Button(
                    getTranslation("transfer.resume"),
                    clicked -> act(imports.resume(currentActor.require(), run.id()))));
        }
        int written = run.counts().created() + run.counts().updated();
        if (run.state().isUndoable() && written > 0) {
            foot.add(new Button(
                    getTranslation("transfer.undo"),
                    Glyph.UNDO.create(),
                    clicked -> Confirmation.askBeforeLoss(
                            getTranslation("transfer.undo.title"),
                            getTranslation(
                                    "transfer.undo.text",
                                    Map.of("count", String.format(actor.locale(), "%,d", written))),
                            getTranslation("transfer.undo"),
                            () -> act(imports.undo(currentActor.require(), run.id())))));
        }
        add(foot);
    }

    private static Div foot(Component... buttons) {
        var foot = new Div(buttons);
        foot.addClassName("import-foot");
        return foot;
    }

    private OutcomePanel outcome(ImportRun run, Actor.Person actor) {
        var download = FileLink.of(
                getTranslation("transfer.faulty.download"),
                currentActor,
                reader -> List.of(new FileLink.File(
                        run.fileName().replaceFirst("\\.[^.]*$", "") + " " + getTranslation("transfer.faulty.file")
                                + ".xlsx",
                        SheetFormat.XLSX,
                        out -> imports.writeFaulty(reader, run.id(), SheetFormat.XLSX, reader.locale(), out))));
        return new OutcomePanel(
                run, imports.faulty(actor, run.id(), 0, OutcomePanel.SHOWN_ROWS), actor.locale(), download);
    }

    private void act(ImportResult result) {
        switch (result) {
            case ImportResult.Accepted ignored -> {
                remapping = false;
                render();
            }
            case ImportResult.Refused(var problems) ->
                Toast.failed(problems.stream()
                        .map(problem ->
                                Messages.text(problem, currentActor.require().locale()))
                        .collect(Collectors.joining(" ")));
            case ImportResult.NotFound ignored -> render();
        }
    }
}
