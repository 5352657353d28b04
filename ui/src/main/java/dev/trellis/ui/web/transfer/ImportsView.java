package dev.trellis.ui.web.transfer;

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
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.core.transfer.ImportRun;
import dev.trellis.core.transfer.Imports;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/** {@code imports}: what this person has imported, newest first. */
@Prototype
@Route(value = "imports", layout = Shell.class)
final class ImportsView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private final transient Imports imports;
    private final transient Records records;
    private final transient CurrentActor currentActor;
    private boolean entered;

    ImportsView(Imports imports, Records records, CurrentActor currentActor) {
        this.imports = imports;
        this.records = records;
        this.currentActor = currentActor;
        addClassName("import-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        entered = true;
        render();
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        if (entered) {
            render();
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("transfer.history");
    }

    private void render() {
        removeAll();
        var actor = currentActor.require();
        var schema = records.schema(actor);
        var format = new Format(
                actor.locale(), ZoneId.of(schema.metadata().workspace().zone()));
        add(new H1(getTranslation("transfer.history")));
        var runs = imports.list(actor);
        if (runs.isEmpty()) {
            add(PageState.empty(
                    Glyph.TABLE,
                    getTranslation("transfer.history.empty.title"),
                    getTranslation("transfer.history.empty.text")));
            return;
        }
        var list = new Div();
        list.addClassName("import-list");
        runs.forEach(run -> list.add(line(run, schema, format)));
        add(list);
    }

    private Anchor line(ImportRun run, VisibleSchema schema, Format format) {
        var what = schema.entity(run.entity())
                .map(EntityDefinition::plural)
                .map(label -> label.text(format.locale()))
                .orElse("");
        var name = new Span(run.fileName());
        name.addClassName("import-file");
        var facts = new Span(what + " · "
                + getTranslation(
                        "transfer.history.facts",
                        Map.of(
                                "written",
                                number(run.counts().created() + run.counts().updated(), format),
                                "failed",
                                number(run.counts().failed(), format),
                                "total",
                                number(run.total(), format))));
        facts.addClassName("muted");
        var names = new Div(name, facts);
        names.addClassName("import-names");
        var state = new Span(getTranslation("transfer.state." + run.state().key()));
        state.addClassNames("approval-state", "import-" + run.state().key());
        var when = new Span(format.ago(run.createdAt(), Instant.now()));
        when.getElement().setAttribute("title", format.dateTime(run.createdAt()));
        when.addClassName("muted");
        var line = new Anchor("imports/" + run.id(), names, state, when);
        line.addClassName("import-line");
        return line;
    }

    private static String number(int count, Format format) {
        return String.format(format.locale(), "%,d", count);
    }
}
