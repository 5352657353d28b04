package dev.trellis.ui.web.studio.pipeline;

import com.vaadin.flow.component.Component;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.PipelineDefinition;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.studio.StudioArea;
import jakarta.inject.Singleton;
import java.util.List;

/** The pipelines, on the first page of the studio. */
@Singleton
final class PipelinesArea implements StudioArea {

    private final CurrentActor currentActor;

    PipelinesArea(CurrentActor currentActor) {
        this.currentActor = currentActor;
    }

    @Override
    public int position() {
        return 40;
    }

    @Override
    public String title() {
        return "studio.area.pipelines";
    }

    @Override
    public List<Entry> entries(Metadata draft) {
        var locale = currentActor.require().locale();
        return draft.all(PipelineDefinition.class).stream()
                .map(pipeline -> new Entry(
                        pipeline.key(),
                        "studio/pipeline/" + pipeline.id(),
                        Glyph.CHANCE,
                        pipeline.label(),
                        draft.entity(pipeline.entity())
                                .map(EntityDefinition::label)
                                .map(label -> label.text(locale))
                                .orElse("")))
                .toList();
    }

    @Override
    public List<Component> actions(Runnable changed) {
        return List.of();
    }
}
