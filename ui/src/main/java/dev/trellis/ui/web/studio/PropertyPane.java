package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.value.HasValueChangeMode;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.design.Design;
import dev.trellis.form.design.DesignEdit;
import dev.trellis.form.design.PropertySheet;
import dev.trellis.form.form.ResolvedForm;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.field.FieldEditor;
import dev.trellis.ui.web.field.FieldEditor.Entered;
import dev.trellis.ui.web.field.FieldEditor.Shown;
import dev.trellis.ui.web.field.FieldEditors;
import dev.trellis.ui.web.field.FieldSubject;
import dev.trellis.ui.web.field.PanelSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The properties of the selected element: an ordinary generated form, each value an edit of the design. */
final class PropertyPane extends Div {

    private static final int TYPING_PAUSE_MILLIS = 350;

    private final transient Studio studio;
    private final transient Consumer<DesignEdit> edited;
    private final H2 title = new H2();
    private final Div body = new Div();
    private final Div foot = new Div();
    private final transient Map<String, FieldEditor> editors = new LinkedHashMap<>();
    private transient List<Object> shape = List.of();
    private transient @Nullable PropertySheet sheet;
    private transient @Nullable Design design;
    private @Nullable AudienceList audience;
    private final EntityPane whole;

    PropertyPane(Studio studio, Consumer<DesignEdit> edited) {
        this.studio = studio;
        this.edited = edited;
        this.whole = new EntityPane(studio, edited);
        addClassName("studio-properties");
        body.addClassName("properties-body");
        foot.addClassName("properties-foot");
        add(title, body);
    }

    /** Shows an element; editors stay as they are while the same one is shown, so that typing goes on undisturbed. */
    void show(Design now, Selection selection, Locale locale) {
        design = now;
        var found = sheet(now, selection, locale);
        sheet = found.orElse(null);
        title.setText(title(now, selection, locale));
        if (found.isEmpty()) {
            shape = List.of();
            editors.clear();
            audience = null;
            body.removeAll();
            body.add(new Paragraph(getTranslation("studio.properties.none")), whole);
            whole.show(now, locale);
            return;
        }
        var fresh = shape(found.get(), selection, locale);
        if (!fresh.equals(shape)) {
            shape = fresh;
            build(now, found.get(), selection, locale);
        }
        editors.forEach((id, editor) -> editor.show(new Shown(
                found.get().values().get(id),
                "",
                false,
                false,
                DesignPlaces.problems(now, selection, id).stream()
                        .map(problem -> Messages.text(problem, locale))
                        .distinct()
                        .toList())));
        var list = audience;
        if (list != null) {
            field(now, selection).ifPresent(key -> {
                list.show(now, key, locale);
                showFoot(now, key);
            });
        }
    }

    private Optional<PropertySheet> sheet(Design now, Selection selection, Locale locale) {
        return switch (selection) {
            case Selection.Nothing _ -> Optional.empty();
            case Selection.OfItem(var item) -> PropertySheet.ofItem(now, studio.types(), item, locale);
            case Selection.OfSection(var section) -> PropertySheet.ofSection(now, section, locale);
            case Selection.OfColumn(var _, var field) -> PropertySheet.ofField(now, studio.types(), field, locale);
        };
    }

    private static Optional<FieldKey> field(Design now, Selection selection) {
        return switch (selection) {
            case Selection.Nothing _, Selection.OfSection _ -> Optional.empty();
            case Selection.OfItem(var item) -> now.item(item).map(found -> new FieldKey(now.entity(), found.field()));
            case Selection.OfColumn(var _, var field) -> Optional.of(field);
        };
    }

    private String title(Design now, Selection selection, Locale locale) {
        return switch (selection) {
            case Selection.Nothing _ -> now.layout().label().text(locale);
            case Selection.OfSection(var section) ->
                now.section(section).map(found -> found.label().text(locale)).orElse("");
            case Selection.OfItem _, Selection.OfColumn _ ->
                field(now, selection)
                        .flatMap(now::field)
                        .map(found -> found.label().text(locale))
                        .orElse("");
        };
    }

    /** What the editors depend on besides values. */
    private static List<Object> shape(PropertySheet sheet, Selection selection, Locale locale) {
        return List.of(
                selection,
                locale,
                sheet.form().items().map(item -> item.field().id()).toList(),
                sheet.form().sections().stream()
                        .map(ResolvedForm.Section::label)
                        .toList());
    }

    private void build(Design now, PropertySheet built, Selection selection, Locale locale) {
        body.removeAll();
        editors.clear();
        var makers = new FieldEditors(
                locale,
                ZoneId.of("UTC"),
                (entity, text, offset, limit) -> List.of(),
                new PanelSource(studio.types(), this::draft));
        for (var section : built.form().sections()) {
            var block = new Div(new H3(section.label()));
            block.addClassName("properties-section");
            section.items().forEach(item -> block.add(editor(makers, item).component()));
            body.add(block);
        }
        audience = null;
        field(now, selection).ifPresent(key -> {
            var list = new AudienceList(edited);
            audience = list;
            body.add(list, foot);
        });
    }

    private dev.trellis.core.metadata.Metadata draft() {
        var known = design;
        return known == null ? studio.live() : known.draft();
    }

    private FieldEditor editor(FieldEditors makers, ResolvedForm.Item item) {
        var id = item.field().id();
        var subject = new FieldSubject(
                id, item.field().label(), item.field().help(), item.field().type(), false);
        var made = makers.create(subject, entered -> entered(id, entered));
        if (made.component() instanceof HasValueChangeMode typed) {
            typed.setValueChangeMode(ValueChangeMode.LAZY);
            typed.setValueChangeTimeout(TYPING_PAUSE_MILLIS);
        }
        editors.put(id, made);
        return made;
    }

    private void entered(String id, Entered entered) {
        var now = sheet;
        if (now != null && entered instanceof Entered.Value(var value, var _)) {
            now.edit(id, value).ifPresent(edited);
        }
    }

    /** The technical name, and the way to drop the field everywhere. */
    private void showFoot(Design now, FieldKey key) {
        var name = new Span(key.field());
        name.addClassName("properties-id");
        var retire = new Button(getTranslation("studio.field.retire"), Glyph.DELETE.create());
        retire.addClassName("quiet");
        retire.addClickListener(clicked -> edited.accept(new DesignEdit.RetireField(key)));
        retire.setEnabled(now.draft()
                .entity(key.entity())
                .map(entity -> !entity.locked().contains(key.field())
                        && !entity.title().equals(key.field()))
                .orElse(false));
        foot.removeAll();
        foot.add(name, retire);
    }
}
