package dev.trellis.ui.web.bin;

import com.vaadin.flow.component.button.Button;
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
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** {@code recycle-bin/<entity>}: the deleted records that the person may take back. */
@Prototype
@Route(value = "recycle-bin/:entity", layout = Shell.class)
final class RecycleBinView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private static final int PAGE = 50;

    private final transient Records records;
    private final transient CurrentActor currentActor;
    private String entity = "";
    private int shown = PAGE;

    RecycleBinView(Records records, CurrentActor currentActor) {
        this.records = records;
        this.currentActor = currentActor;
        addClassName("bin-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        entity = event.getRouteParameters().get("entity").orElse("");
        shown = PAGE;
        render();
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        if (!entity.isEmpty()) {
            render();
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("bin.title");
    }

    private void render() {
        removeAll();
        var actor = currentActor.require();
        var schema = records.schema(actor);
        var definition = schema.entity(entity);
        if (definition.isEmpty()) {
            add(PageState.noRight(getTranslation("list.unknown.title"), getTranslation("list.unknown.text")));
            return;
        }
        var plural = definition.get().plural().text(actor.locale());
        var back = new Anchor("records/" + entity, Glyph.CHEVRON_LEFT.create(), new Span(plural));
        back.addClassName("record-back");
        var hint = new Span(getTranslation("bin.text", Map.of("what", plural)));
        hint.addClassName("quiet-text");
        add(back, new H1(getTranslation("bin.title")), hint);
        var query = RecordQuery.of(
                        entity, List.of(definition.get().title(), SystemFields.CHANGED_BY, SystemFields.CHANGED_AT))
                .inRecycleBin()
                .sorted(List.of(new SortKey(SystemFields.CHANGED_AT, true)))
                .page(0, shown);
        switch (records.query(actor, query)) {
            case QueryResult.Page page -> rows(page, definition.get(), schema, actor);
            case QueryResult.Invalid(var problems) ->
                problems.forEach(problem -> add(
                        PageState.error(getTranslation("list.broken.title"), Messages.text(problem, actor.locale()))));
            case QueryResult.Denied(var problem) ->
                add(PageState.noRight(getTranslation("list.denied.title"), Messages.text(problem, actor.locale())));
        }
    }

    private void rows(QueryResult.Page page, EntityDefinition definition, VisibleSchema schema, Actor.Person actor) {
        if (page.items().isEmpty()) {
            add(PageState.empty(Glyph.DELETE, getTranslation("bin.empty.title"), getTranslation("bin.empty.text")));
            return;
        }
        var format = new Format(
                actor.locale(), ZoneId.of(schema.metadata().workspace().zone()));
        var rows = new Div();
        rows.addClassName("bin-rows");
        page.items().forEach(record -> rows.add(row(record, definition, schema, format)));
        add(rows);
        if (page.next() != null) {
            add(new Button(getTranslation("inbox.more"), clicked -> {
                shown = Math.min(shown + PAGE, RecordQuery.MAX_LIMIT);
                render();
            }));
        }
    }

    private Div row(StoredRecord record, EntityDefinition definition, VisibleSchema schema, Format format) {
        var title = record.labels()
                .getOrDefault(
                        definition.title(),
                        schema.field(entity, definition.title())
                                .map(field ->
                                        field.type().codec().toText(record.value(definition.title()), format.locale()))
                                .orElse(""));
        var name = new Span(title.isEmpty() ? getTranslation("list.untitled") : title);
        name.addClassName("home-line-name");
        var who = record.labels().getOrDefault(SystemFields.CHANGED_BY, "");
        var when = record.value(SystemFields.CHANGED_AT) instanceof Instant at ? format.ago(at, Instant.now()) : "";
        var by = new Span(getTranslation("bin.by", Map.of("name", who, "ago", when)));
        by.addClassName("quiet-text");
        var restore = new Button(getTranslation("bin.restore"), clicked -> restore(record));
        restore.setDisableOnClick(true);
        var row = new Div(Glyph.named(definition.icon()).create(), name, by, restore);
        row.addClassName("bin-row");
        return row;
    }

    private void restore(StoredRecord record) {
        var actor = currentActor.require();
        switch (records.save(actor, new Change.Restore(entity, record.id()))) {
            case SaveResult.Saved _ -> Toast.done(getTranslation("bin.restored"));
            case SaveResult.Rejected(var problems) ->
                problems.forEach(problem -> Toast.failed(Messages.text(problem, actor.locale())));
            case SaveResult.Denied(var problem) -> Toast.failed(Messages.text(problem, actor.locale()));
            case SaveResult.Locked(var problem) -> Toast.failed(Messages.text(problem, actor.locale()));
            case SaveResult.Conflict _, SaveResult.NotFound _, SaveResult.NotApplied _ ->
                Toast.failed(getTranslation("bin.gone"));
        }
        render();
    }
}
