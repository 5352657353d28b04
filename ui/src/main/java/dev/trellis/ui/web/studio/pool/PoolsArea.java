package dev.trellis.ui.web.studio.pool;

import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.PoolDefinition;
import dev.trellis.form.pool.NewPool;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.studio.DefinitionArea;
import dev.trellis.ui.web.studio.Studio;
import jakarta.inject.Singleton;
import java.util.Locale;

/** The pools, on the first page of the studio. */
@Singleton
final class PoolsArea extends DefinitionArea<PoolDefinition> {

    PoolsArea(Studio studio, CurrentActor currentActor, NewPool recipe) {
        super(
                studio,
                currentActor,
                recipe,
                PoolDefinition.class,
                new Look(45, "studio.area.pools", "pool", "studio/pool/", Glyph.PERSON));
    }

    @Override
    protected String note(Metadata draft, PoolDefinition pool, Locale locale) {
        return draft.entity(pool.entity())
                .map(entity -> entity.plural().text(locale))
                .orElse("");
    }
}
