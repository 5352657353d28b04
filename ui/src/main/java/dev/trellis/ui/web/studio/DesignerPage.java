package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.form.design.DesignEdit;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.Toast;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;

/** The designer of one form: palette, canvas, properties, and the way to publish. */
final class DesignerPage extends Div implements DefinitionView.Designer {

    private final transient Workbench bench;
    private final StudioHead head;
    private final Button preview = new Button();
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
        preview.addClassName("studio-preview");
        preview.addClickListener(
                clicked -> new PreviewDialog(bench.design(), bench.studio().rates(), locale()).open());
        head = new StudioHead(bench, this::report, this::reopened).with(preview);
        addSection.addClassNames("quiet", "studio-add-section");
        addSection.addClickListener(clicked -> addSection());
        addClassName("studio");
        var middle = new Div(canvas, addSection);
        middle.addClassName("studio-middle");
        var body = new Div(palette, middle, properties);
        body.addClassName("studio-body");
        add(head, body, problems);
        CanvasScript.install(this, this::pressed);
    }

    private Locale locale() {
        return bench.actor().locale();
    }

    @Override
    public void refresh() {
        var design = bench.design();
        var places = new StudioPlaces(design.draft(), design.entity());
        head.show(design.entityDefinition().label().text(locale()), places);
        preview.setText(getTranslation("studio.preview"));
        addSection.setText(getTranslation("studio.section.add"));
        palette.show(design, locale());
        canvas.show(design, locale());
        canvas.mark(selection);
        properties.show(design, selection, locale());
        problems.show(design, locale());
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
            case "undo" -> head.undo();
            case "redo" -> head.redo();
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
        dropLostSelection();
        refresh();
    }
}
