package dev.trellis.ui.web.record;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.file.Files;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.print.PrintResult;
import dev.trellis.core.print.Prints;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.form.form.FormComposer;
import dev.trellis.form.session.FormDriver;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.field.FieldEditors;
import dev.trellis.ui.web.field.RecordReferences;
import dev.trellis.ui.web.session.CurrentActor;
import io.micronaut.context.annotation.Prototype;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** {@code print/<entity>/<id>}: a record as a sheet of paper, without anything around it. */
@Prototype
@Route("print/:entity/:id")
final class PrintView extends Main implements BeforeEnterObserver, HasDynamicTitle {

    private final transient Records records;
    private final transient Prints prints;
    private final transient Files files;
    private final transient CurrentActor currentActor;
    private String title = "";

    PrintView(Records records, Prints prints, Files files, CurrentActor currentActor) {
        this.records = records;
        this.prints = prints;
        this.files = files;
        this.currentActor = currentActor;
        addClassName("print-view");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        title = getTranslation("record.gone.title");
        var actor = currentActor.require();
        var entity = event.getRouteParameters().get("entity").orElse("");
        var id = event.getRouteParameters().get("id").flatMap(RecordId::parse);
        var schema = records.schema(actor);
        var definition = schema.entity(entity);
        var result = id.isEmpty() || definition.isEmpty()
                ? new PrintResult.NotFound()
                : prints.prepare(actor, entity, id.get());
        switch (result) {
            case PrintResult.Ready(var record) -> show(actor, schema, definition.orElseThrow(), record);
            case PrintResult.Denied(var problem) ->
                add(PageState.noRight(getTranslation("print.denied.title"), Messages.text(problem, actor.locale())));
            case PrintResult.NotFound _ ->
                add(PageState.noRight(getTranslation("record.gone.title"), getTranslation("record.gone.text")));
        }
    }

    @Override
    public String getPageTitle() {
        return title;
    }

    private void show(Actor.Person actor, VisibleSchema schema, EntityDefinition entity, StoredRecord record) {
        var zone = ZoneId.of(schema.metadata().workspace().zone());
        var references = new RecordReferences(records, currentActor::require);
        var driver = FormComposer.compose(schema, entity.id(), null, actor.locale())
                .map(form -> new FormDriver(records, actor, form, Clock.systemUTC()));
        title = Optional.ofNullable(record.labels().get(entity.title()))
                .or(() -> schema.field(entity.id(), entity.title())
                        .map(field -> field.type().codec().toText(record.value(entity.title()), actor.locale())))
                .filter(text -> !text.isBlank())
                .orElse(getTranslation("list.untitled"));
        var kind = new Span(entity.label().text(actor.locale()));
        kind.addClassName("print-kind");
        var workspace = new Span(schema.metadata().workspace().label().text(actor.locale()));
        workspace.addClassName("print-workspace");
        var line = new Div(kind, workspace);
        line.addClassName("print-line");
        var sheet = new Div(line, new H1(title));
        sheet.addClassName("print-sheet");
        driver.ifPresent(opened -> {
            opened.open(record.id());
            var editors = new FieldEditors(actor.locale(), zone, references)
                    .withFiles(field -> new RecordFiles(files, currentActor::require, zone, entity.id(), field));
            var panel = new FormPanel(opened.state().form(), editors, event -> {});
            panel.show(opened.state(), false);
            sheet.add(panel);
        });
        var foot = new Div(new Span(getTranslation(
                "print.foot",
                Map.of("name", actor.name(), "when", new Format(actor.locale(), zone).dateTime(Instant.now())))));
        foot.addClassName("print-foot");
        sheet.add(foot);
        add(bar(entity.id(), record.id()), sheet);
    }

    private Div bar(String entity, RecordId id) {
        var back = new Anchor(
                "records/" + entity + "/" + id, Glyph.CHEVRON_LEFT.create(), new Span(getTranslation("print.back")));
        back.addClassName("record-back");
        var print = new Button(getTranslation("print.action"), Glyph.PRINT.create());
        print.addThemeVariants(ButtonVariant.PRIMARY);
        print.addClassName("print-now");
        print.getElement().executeJs("this.addEventListener('click', () => window.print())");
        var bar = new Div(back, print);
        bar.addClassName("print-bar");
        return bar;
    }
}
