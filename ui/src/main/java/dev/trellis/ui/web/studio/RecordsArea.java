package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.form.design.NewEntity;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.session.CurrentActor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The kinds of records. */
@Singleton
final class RecordsArea implements StudioArea {

    private final Studio studio;
    private final CurrentActor currentActor;
    private final NewEntity recipe;

    RecordsArea(Studio studio, CurrentActor currentActor, NewEntity recipe) {
        this.studio = studio;
        this.currentActor = currentActor;
        this.recipe = recipe;
    }

    @Override
    public int position() {
        return 10;
    }

    @Override
    public String title() {
        return "studio.area.records";
    }

    @Override
    public List<Entry> entries(Metadata draft) {
        return draft.entities().stream()
                .filter(entity -> entity.ownedBy() == null)
                .map(entity -> new Entry(
                        entity.key(),
                        "studio/" + entity.id(),
                        Glyph.named(entity.icon()),
                        entity.label(),
                        note(draft, entity)))
                .toList();
    }

    private String note(Metadata draft, EntityDefinition entity) {
        var texts = new Div();
        var locale = currentActor.require().locale();
        int fields = entity.fields().size();
        var count = texts.getTranslation(
                locale, fields == 1 ? "studio.fields.one" : "studio.fields", Map.of("count", fields));
        var lines = String.join(
                ", ",
                draft.childrenOf(entity.id()).stream()
                        .map(child -> child.label().text(locale))
                        .toList());
        return lines.isEmpty() ? count : count + " " + with(texts, locale, lines);
    }

    private static String with(Component texts, Locale locale, String lines) {
        return texts.getTranslation(locale, "studio.lines", Map.of("lines", lines));
    }

    @Override
    public List<Component> actions(Runnable changed) {
        var text = new Button(Glyph.PLUS.create());
        text.setText(text.getTranslation("studio.entity.new"));
        text.addClassNames("quiet", "studio-new-entity");
        text.addClickListener(
                clicked -> new NewEntityDialog(new DraftBench(studio, currentActor::require), recipe).open());
        return List.of(text);
    }
}
