package dev.trellis.ui.web.studio.pipeline;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.PipelineDefinition;
import dev.trellis.form.pipeline.NewPipeline;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.ui.web.studio.NewDefinitionDialog;
import dev.trellis.ui.web.studio.Studio;
import dev.trellis.ui.web.studio.StudioArea;
import jakarta.inject.Singleton;
import java.util.List;

/** The pipelines, on the first page of the studio. */
@Singleton
final class PipelinesArea implements StudioArea {

    private final Studio studio;
    private final CurrentActor currentActor;
    private final NewPipeline recipe;

    PipelinesArea(Studio studio, CurrentActor currentActor, NewPipeline recipe) {
        this.studio = studio;
        this.currentActor = currentActor;
        this.recipe = recipe;
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
        var make = new Button(Glyph.PLUS.create());
        make.setText(make.getTranslation("studio.pipeline.new"));
        make.addClassNames("quiet", "studio-new-pipeline");
        make.addClickListener(clicked -> new NewDefinitionDialog(
                        new DraftBench(studio, currentActor::require), recipe, "pipeline", "studio/pipeline/")
                .open());
        return List.of(make);
    }
}
