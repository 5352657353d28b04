package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.form.design.DesignEdit;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.Toast;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The designer of one form: palette, canvas, properties, and the way to publish. */
final class DesignerPage extends Div {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final transient Workbench bench;
    private final Div path = new Div();
    private final Button undo = new Button(Glyph.UNDO.create());
    private final Button redo = new Button(Glyph.REDO.create());
    private final Span status = new Span();
    private final Button versions = new Button(Glyph.CLOCK.create());
    private final Button preview = new Button();
    private final Button publish = new Button();
    private final Button addSection = new Button(Glyph.PLUS.create());
    private final Palette palette;
    private final Canvas canvas;
    private final PropertyPane properties;
    private final ProblemBar problems;
    private transient Selection selection = new Selection.Nothing();

    DesignerPage(Workbench bench) {
        this.bench = bench;
        palette = new Palette(bench.studio(), this::append);
        canvas = new Canvas(this::select, this::edit);
        properties = new PropertyPane(bench.studio(), this::edit);
        problems = new ProblemBar(this::showPlace);
        addClassName("studio");
        var middle = new Div(canvas, addSection);
        middle.addClassName("studio-middle");
        var body = new Div(palette, middle, properties);
        body.addClassName("studio-body");
        add(head(), body, problems);
        CanvasScript.install(this, this::pressed);
    }

    private Div head() {
        path.addClassName("studio-path");
        undo.addClickListener(clicked -> report(bench.undo()));
        redo.addClickListener(clicked -> report(bench.redo()));
        for (var button : List.of(undo, redo, versions)) {
            button.addClassName("quiet");
        }
        status.addClassName("studio-status");
        status.getElement().setAttribute("aria-live", "polite");
        versions.addClickListener(clicked -> new VersionsDialog(bench, this::reopened).open());
        preview.addClickListener(clicked -> new PreviewDialog(bench.design(), locale()).open());
        publish.addThemeVariants(ButtonVariant.PRIMARY);
        publish.addClassName("studio-publish");
        publish.addClickListener(clicked -> new PublishDialog(bench, this::reopened).open());
        addSection.addClassNames("quiet", "studio-add-section");
        addSection.addClickListener(clicked -> addSection());
        var history = new Div(undo, redo);
        history.addClassName("studio-history");
        var head = new Div(path, history, status, versions, preview, publish);
        head.addClassName("studio-head");
        return head;
    }

    private Locale locale() {
        return bench.actor().locale();
    }

    /** Shows everything in the reader's language. */
    void refresh() {
        var design = bench.design();
        path.removeAll();
        var title = new H1(design.entityDefinition().label().text(locale()));
        var form = new Span(getTranslation(
                "studio.form", Map.of("form", design.layout().label().text(locale()))));
        form.addClassName("studio-form-name");
        path.add(new Anchor("studio", getTranslation("nav.studio")), new Span("/"), title, form);
        label(undo, "studio.undo");
        label(redo, "studio.redo");
        label(versions, "studio.versions");
        preview.setText(getTranslation("studio.preview"));
        publish.setText(getTranslation("studio.publish"));
        addSection.setText(getTranslation("studio.section.add"));
        undo.setEnabled(bench.canUndo());
        redo.setEnabled(bench.canRedo());
        int changes = bench.changes();
        status.setText(status(changes));
        publish.setEnabled(changes > 0);
        palette.show(design, locale());
        canvas.show(design, locale());
        canvas.mark(selection);
        properties.show(design, selection, locale());
        problems.show(design, locale());
    }

    private void label(Button button, String key) {
        button.setAriaLabel(getTranslation(key));
        button.setTooltipText(getTranslation(key));
    }

    private String status(int changes) {
        var count = changes == 0
                ? getTranslation("studio.changes.none")
                : getTranslation(changes == 1 ? "studio.changes.one" : "studio.changes", Map.of("count", changes));
        var saved = bench.savedAt();
        if (saved == null) {
            return count;
        }
        ZoneId zone = bench.design().draft().zone();
        return getTranslation("studio.saved", Map.of("time", TIME.format(saved.atZone(zone)))) + " · " + count;
    }

    private void edit(DesignEdit edit) {
        var refused = bench.apply(edit);
        if (refused.isEmpty()) {
            switch (edit) {
                case DesignEdit.AddField(var _, DesignEdit.Place.InSection _, var item) ->
                    selection = new Selection.OfItem(item);
                case DesignEdit.PlaceExisting(var _, DesignEdit.Place.InSection _, var item) ->
                    selection = new Selection.OfItem(item);
                case DesignEdit.MoveItem(var item, var _) -> selection = new Selection.OfItem(item);
                case DesignEdit.AddSection(var section, var _, var _) -> selection = new Selection.OfSection(section);
                default -> {}
            }
        }
        report(refused);
    }

    private void report(Optional<Problem> refused) {
        refused.ifPresent(problem -> Toast.failed(Messages.text(problem, locale())));
        dropLostSelection();
        refresh();
    }

    private void dropLostSelection() {
        var design = bench.design();
        var stays = switch (selection) {
            case Selection.Nothing _ -> true;
            case Selection.OfItem(var item) -> design.item(item).isPresent();
            case Selection.OfSection(var section) -> design.section(section).isPresent();
            case Selection.OfColumn(var item, var field) ->
                design.item(item).isPresent() && design.field(field).isPresent();
        };
        if (!stays) {
            selection = new Selection.Nothing();
        }
    }

    private void select(Selection now) {
        selection = now;
        canvas.mark(now);
        properties.show(bench.design(), now, locale());
    }

    private void showPlace(Selection place) {
        select(place);
        canvas.reveal(place);
    }

    private void append(Dragged what) {
        Drops.append(bench.design(), what).ifPresent(this::edit);
        canvas.reveal(selection);
    }

    private void addSection() {
        var texts = new HashMap<String, String>();
        for (var language : bench.design().draft().workspace().languages()) {
            texts.put(language, Messages.text("studio.section.new", Locale.forLanguageTag(language)));
        }
        edit(new DesignEdit.AddSection(DesignEdit.newId(), new Label(texts), Integer.MAX_VALUE));
        canvas.reveal(selection);
    }

    private void pressed(String key) {
        switch (key) {
            case "undo" -> report(bench.undo());
            case "redo" -> report(bench.redo());
            case "remove" -> remove();
            default -> select(new Selection.Nothing());
        }
    }

    private void remove() {
        switch (selection) {
            case Selection.Nothing _ -> {}
            case Selection.OfItem(var item) -> edit(new DesignEdit.RemoveItem(item));
            case Selection.OfSection(var section) -> edit(new DesignEdit.RemoveSection(section));
            case Selection.OfColumn(var item, var field) -> edit(new DesignEdit.RemoveColumn(item, field.field()));
        }
    }

    private void reopened() {
        bench.reload();
        dropLostSelection();
        refresh();
    }
}
