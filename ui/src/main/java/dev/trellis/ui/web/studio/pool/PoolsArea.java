package dev.trellis.ui.web.studio.pool;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.PoolDefinition;
import dev.trellis.form.pool.NewPool;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.ui.web.studio.NewDefinitionDialog;
import dev.trellis.ui.web.studio.Studio;
import dev.trellis.ui.web.studio.StudioArea;
import jakarta.inject.Singleton;
import java.util.List;

/** The pools, on the first page of the studio. */
@Singleton
final class PoolsArea implements StudioArea {

    private final Studio studio;
    private final CurrentActor currentActor;
    private final NewPool recipe;

    PoolsArea(Studio studio, CurrentActor currentActor, NewPool recipe) {
        this.studio = studio;
        this.currentActor = currentActor;
        this.recipe = recipe;
    }

    @Override
    public int position() {
        return 45;
    }

    @Override
    public String title() {
        return "studio.area.pools";
    }

    @Override
    public List<Entry> entries(Metadata draft) {
        var locale = currentActor.require().locale();
        return draft.all(PoolDefinition.class).stream()
                .map(pool -> new Entry(
                        pool.key(),
                        "studio/pool/" + pool.id(),
                        Glyph.PERSON,
                        pool.label(),
                        draft.entity(pool.entity())
                                .map(EntityDefinition::plural)
                                .map(label -> label.text(locale))
                                .orElse("")))
                .toList();
    }

    @Override
    public List<Component> actions(Runnable changed) {
        var make = new Button(Glyph.PLUS.create());
        make.setText(make.getTranslation("studio.pool.new"));
        make.addClassNames("quiet", "studio-new-pool");
        make.addClickListener(clicked -> new NewDefinitionDialog(
                        new DraftBench(studio, currentActor::require), recipe, "pool", "studio/pool/")
                .open());
        return List.of(make);
    }
}
