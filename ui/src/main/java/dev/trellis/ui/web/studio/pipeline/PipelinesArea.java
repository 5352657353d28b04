package dev.trellis.ui.web.studio.pipeline;

import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.PipelineDefinition;
import dev.trellis.form.pipeline.NewPipeline;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.studio.DefinitionArea;
import dev.trellis.ui.web.studio.Studio;
import jakarta.inject.Singleton;
import java.util.Locale;

/** The pipelines, on the first page of the studio. */
@Singleton
final class PipelinesArea extends DefinitionArea<PipelineDefinition> {

    PipelinesArea(Studio studio, CurrentActor currentActor, NewPipeline recipe) {
        super(
                studio,
                currentActor,
                recipe,
                PipelineDefinition.class,
                new Look(40, "studio.area.pipelines", "pipeline", "studio/pipeline/", Glyph.CHANCE));
    }

    @Override
    protected String note(Metadata draft, PipelineDefinition pipeline, Locale locale) {
        return labelOf(draft, pipeline.entity(), locale);
    }
}
