package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.Records;
import dev.trellis.form.print.PrintSheet;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.workflow.paper.Paper;
import dev.trellis.workflow.paper.Papers;
import io.micronaut.context.annotation.Prototype;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** {@code paper/<entity>/<id>/<request>}: a record as it was when a request ended, as a sheet of paper. */
@Prototype
@Route("paper/:entity/:id/:request")
final class PaperView extends Main implements BeforeEnterObserver, HasDynamicTitle {

    private final transient Records records;
    private final transient Papers papers;
    private final transient CurrentActor currentActor;
    private String title = "";

    PaperView(Records records, Papers papers, CurrentActor currentActor) {
        this.records = records;
        this.papers = papers;
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
        var request = event.getRouteParameters().get("request").flatMap(RecordId::parse);
        var paper = id.isEmpty() || request.isEmpty()
                ? new Paper.NotFound()
                : papers.find(actor, entity, id.get(), request.get());
        switch (paper) {
            case Paper.Ready ready -> show(actor, ready);
            case Paper.Denied(var problem) ->
                add(PageState.noRight(getTranslation("print.denied.title"), Messages.text(problem, actor.locale())));
            case Paper.NotFound _ ->
                add(PageState.noRight(getTranslation("record.gone.title"), getTranslation("record.gone.text")));
        }
    }

    @Override
    public String getPageTitle() {
        return title;
    }

    private void show(Actor.Person actor, Paper.Ready paper) {
        var record = paper.record();
        var schema = records.schema(actor, record.entity(), record.id());
        var format = new Format(
                actor.locale(), ZoneId.of(schema.metadata().workspace().zone()));
        var entity = schema.entity(record.entity());
        title = entity.map(EntityDefinition::title)
                .filter(field -> record.values().containsKey(field))
                .flatMap(field -> Optional.ofNullable(record.labels().get(field))
                        .or(() -> schema.field(record.entity(), field)
                                .map(found -> found.type().codec().toText(record.value(field), actor.locale()))))
                .filter(text -> !text.isBlank())
                .orElse(getTranslation("list.untitled"));
        var kind =
                new Span(entity.map(found -> found.label().text(actor.locale())).orElse(""));
        kind.addClassName("print-kind");
        var workspace = new Span(schema.metadata().workspace().label().text(actor.locale()));
        workspace.addClassName("print-workspace");
        var line = new Div(kind, workspace);
        line.addClassName("print-line");
        var then = new Span(getTranslation(
                "paper.then",
                Map.of(
                        "state",
                        getTranslation("approval.state." + paper.state()),
                        "when",
                        format.dateTime(paper.at()))));
        then.addClassName("paper-then");
        var sheet = new Div(line, new H1(title), then);
        sheet.addClassNames("print-sheet", "paper-sheet");
        PrintSheet.of(records, actor, record, actor.locale())
                .ifPresent(found -> found.sections().forEach(section -> sheet.add(section(section))));
        var foot = new Div(new Span(
                getTranslation("print.foot", Map.of("name", actor.name(), "when", format.dateTime(Instant.now())))));
        foot.addClassName("print-foot");
        sheet.add(foot);
        add(bar(record.entity(), record.id()), sheet);
    }

    private static Div section(PrintSheet.Section section) {
        var block = new Div();
        block.addClassName("paper-section");
        if (!section.label().isBlank()) {
            block.add(new H2(section.label()));
        }
        section.items().forEach(item -> block.add(item.columns().isEmpty() ? fact(item) : table(item)));
        return block;
    }

    private static Div fact(PrintSheet.Item item) {
        var label = new Span(item.label());
        label.addClassName("paper-label");
        var text = new Span(item.text());
        text.addClassName("paper-text");
        var fact = new Div(label, text);
        fact.addClassName("paper-fact");
        return fact;
    }

    private static Div table(PrintSheet.Item item) {
        var header = new NativeTableRow();
        item.columns().forEach(column -> header.add(new NativeTableHeaderCell(column)));
        var head = new NativeTableHeader(header);
        var body = new NativeTableBody();
        for (var cells : item.rows()) {
            var row = new NativeTableRow();
            cells.forEach(cell -> row.add(new NativeTableCell(cell)));
            body.add(row);
        }
        var label = new Span(item.label());
        label.addClassName("paper-label");
        var table = new Div(label, new NativeTable(head, body));
        table.addClassName("paper-table");
        return table;
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
