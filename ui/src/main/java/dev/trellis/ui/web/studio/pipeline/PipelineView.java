package dev.trellis.ui.web.studio.pipeline;

import com.vaadin.flow.router.Route;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.form.pipeline.EndReasons;
import dev.trellis.form.pipeline.PipelineDesigner;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import dev.trellis.ui.web.studio.DefinitionView;
import dev.trellis.ui.web.studio.Studio;
import io.micronaut.context.annotation.Prototype;

/** {@code studio/pipeline/<id>}: the designer of a pipeline. */
@Prototype
@Route(value = "studio/pipeline/:pipeline", layout = Shell.class)
final class PipelineView extends DefinitionView<PipelinePage> {

    private final transient PipelineDesigner designer;
    private final transient EndReasons reasons;

    PipelineView(Studio studio, CurrentActor currentActor, PipelineDesigner designer, EndReasons reasons) {
        super(studio, currentActor, "pipeline");
        this.designer = designer;
        this.reasons = reasons;
    }

    @Override
    protected boolean isThere(Metadata draft, String id) {
        return PipelineDesigner.find(draft, id).isPresent();
    }

    @Override
    protected PipelinePage open(String id) {
        return new PipelinePage(bench(), designer, reasons, id);
    }
}
