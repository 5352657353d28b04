package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.form.design.NewDefinition;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.session.CurrentActor;
import java.util.List;
import java.util.Locale;

/**
 * All definitions of one kind, and a button that makes another.
 *
 * @param <D> the definitions
 */
public abstract class DefinitionArea<D extends Definition> implements StudioArea {

    private final Studio studio;
    private final CurrentActor currentActor;
    private final NewDefinition recipe;
    private final Class<D> type;
    private final Look look;

    /**
     * How an area is shown.
     *
     * @param title the key of the heading's text
     * @param word names one of them in texts and classes: {@code flow}
     * @param route where their designer opens: {@code studio/approval/}
     */
    public record Look(int position, String title, String word, String route, Glyph glyph) {}

    protected DefinitionArea(Studio studio, CurrentActor currentActor, NewDefinition recipe, Class<D> type, Look look) {
        this.studio = studio;
        this.currentActor = currentActor;
        this.recipe = recipe;
        this.type = type;
        this.look = look;
    }

    /** A few words beside the name; may be empty. */
    protected abstract String note(Metadata draft, D definition, Locale locale);

    @Override
    public final int position() {
        return look.position();
    }

    @Override
    public final String title() {
        return look.title();
    }

    @Override
    public final List<Entry> entries(Metadata draft) {
        var locale = currentActor.require().locale();
        return draft.all(type).stream()
                .map(definition -> new Entry(
                        definition.key(),
                        look.route() + definition.id(),
                        look.glyph(),
                        definition.label(),
                        note(draft, definition, locale)))
                .toList();
    }

    @Override
    public final List<Component> actions(Runnable changed) {
        var make = new Button(Glyph.PLUS.create());
        make.setText(make.getTranslation("studio." + look.word() + ".new"));
        make.addClassNames("quiet", "studio-new-" + look.word());
        make.addClickListener(clicked -> new NewDefinitionDialog(
                        new DraftBench(studio, currentActor::require), recipe, look.word(), look.route())
                .open());
        return List.of(make);
    }

    /** What an entity is called, as a note. */
    protected static String labelOf(Metadata draft, String entity, Locale locale) {
        return draft.entity(entity).map(found -> found.label().text(locale)).orElse("");
    }
}
