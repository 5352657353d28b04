package dev.trellis.ui.web.merge;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.access.Actor;
import dev.trellis.core.merge.DuplicatePair;
import dev.trellis.core.merge.Duplicates;
import dev.trellis.core.merge.Merge;
import dev.trellis.core.merge.Merges;
import dev.trellis.core.merge.ScanState;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.component.Watch;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code duplicates/<entity>}: pairs that were found, the way to merge them, and what was merged lately. */
@Prototype
@Route(value = "duplicates/:entity", layout = Shell.class)
final class DuplicatesView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private final transient Records records;
    private final transient Duplicates duplicates;
    private final transient Merges merges;
    private final transient CurrentActor currentActor;
    private final transient Watch watch;
    private final Div content = new Div();
    private String entity = "";

    DuplicatesView(Records records, Duplicates duplicates, Merges merges, CurrentActor currentActor) {
        this.records = records;
        this.duplicates = duplicates;
        this.merges = merges;
        this.currentActor = currentActor;
        addClassNames("bin-page", "duplicates-page");
        content.addClassName("duplicates-content");
        watch = Watch.of(this, this::render);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        entity = event.getRouteParameters().get("entity").orElse("");
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
        return getTranslation("duplicates.title");
    }

    private void render() {
        removeAll();
        content.removeAll();
        var actor = currentActor.require();
        var schema = records.schema(actor);
        var definition = schema.entity(entity);
        if (definition.isEmpty() || !duplicates.mayScan(actor, entity)) {
            watch.whether(false);
            add(PageState.noRight(getTranslation("duplicates.no-right.title"), getTranslation("duplicates.no-right")));
            return;
        }
        var plural = definition.get().plural().text(actor.locale());
        var back = new Anchor("records/" + entity, Glyph.CHEVRON_LEFT.create(), new Span(plural));
        back.addClassName("record-back");
        var hint = new Span(getTranslation("duplicates.text", Map.of("what", plural)));
        hint.addClassName("quiet-text");
        add(back, new H1(getTranslation("duplicates.title")), hint, content);
        var format = new Format(
                actor.locale(), ZoneId.of(schema.metadata().workspace().zone()));
        var scan = duplicates.scanned(entity);
        boolean isRunning = scan.filter(ScanState::isRunning).isPresent();
        watch.whether(isRunning);
        content.add(bar(
                actor,
                isRunning,
                scan.map(state -> format.ago(state.begun(), Instant.now())).orElse("")));
        var pairs = duplicates.pairs(actor, entity, null).pairs();
        if (pairs.isEmpty()) {
            content.add(PageState.empty(
                    Glyph.CHECK,
                    getTranslation(scan.isEmpty() ? "duplicates.never.title" : "duplicates.empty.title"),
                    getTranslation(scan.isEmpty() ? "duplicates.never.text" : "duplicates.empty.text")));
        } else {
            content.add(rows(actor, schema, pairs));
        }
        lately(actor, schema, format);
    }

    private Div bar(Actor.Person actor, boolean isRunning, String ago) {
        var look = new Button(
                getTranslation(isRunning ? "duplicates.looking" : "duplicates.look"),
                Glyph.SEARCH.create(),
                clicked -> {
                    duplicates.scan(actor, entity);
                    render();
                });
        look.addClassName("duplicates-look");
        look.setEnabled(!isRunning);
        look.setDisableOnClick(true);
        var bar = new Div(look);
        bar.addClassName("duplicates-bar");
        if (!ago.isEmpty()) {
            var when = new Span(getTranslation("duplicates.looked", Map.of("ago", ago)));
            when.addClassName("quiet-text");
            bar.add(when);
        }
        return bar;
    }

    private Div rows(Actor.Person actor, VisibleSchema schema, List<DuplicatePair> pairs) {
        var rows = new Div();
        rows.addClassName("bin-rows");
        for (var pair : pairs) {
            var names = new Div(name(actor, schema, pair.one()), new Span("·"), name(actor, schema, pair.other()));
            names.addClassName("duplicates-names");
            var why = new Span(pair.rule().label().text(actor.locale()));
            why.addClassName("quiet-text");
            var compare = new Button(
                    getTranslation("duplicates.compare"),
                    clicked -> getUI().ifPresent(ui -> ui.navigate("merge/%s/%s/%s"
                            .formatted(entity, pair.one().id(), pair.other().id()))));
            compare.addThemeVariants(ButtonVariant.PRIMARY);
            compare.addClassName("duplicates-compare");
            var dismiss = new Button(getTranslation("duplicates.dismiss"), clicked -> {
                duplicates.dismiss(actor, entity, pair.one().id(), pair.other().id());
                Toast.done(getTranslation("duplicates.dismissed"));
                render();
            });
            dismiss.setDisableOnClick(true);
            var deeds = new Div(dismiss, compare);
            deeds.addClassName("duplicates-deeds");
            var row = new Div(names, why, deeds);
            row.addClassNames("bin-row", "duplicates-row");
            rows.add(row);
        }
        return rows;
    }

    private Anchor name(Actor.Person actor, VisibleSchema schema, StoredRecord record) {
        var title = Duplicates.title(actor, schema, record);
        var name = new Anchor(
                "records/" + entity + "/" + record.id(), title.isEmpty() ? getTranslation("list.untitled") : title);
        name.addClassName("list-title");
        return name;
    }

    private void lately(Actor.Person actor, VisibleSchema schema, Format format) {
        var last = merges.last(actor, entity);
        if (last.isEmpty()) {
            return;
        }
        var rows = new Div();
        rows.addClassNames("bin-rows", "duplicates-merged");
        for (var merge : last) {
            rows.add(merged(actor, schema, format, merge));
        }
        content.add(new H2(getTranslation("duplicates.merged")), rows);
    }

    private Div merged(Actor.Person actor, VisibleSchema schema, Format format, Merge merge) {
        var title = schema.entity(entity).orElseThrow().title();
        var survivor = records.among(actor, entity, List.of(merge.survivor()), Set.of(title)).stream()
                .findFirst();
        var by = new Span(getTranslation(
                "duplicates.merged.by", Map.of("name", merge.byName(), "ago", format.ago(merge.at(), Instant.now()))));
        by.addClassName("quiet-text");
        var undo = new Button(
                getTranslation("merge.undo"),
                Glyph.UNDO.create(),
                clicked -> MergeDeeds.askUndo(merges, actor, merge, this::render));
        undo.addClassName("duplicates-undo");
        var row = new Div();
        survivor.ifPresent(record -> row.add(name(actor, schema, record)));
        row.add(by, undo);
        row.addClassName("bin-row");
        return row;
    }
}
