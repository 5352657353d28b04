package dev.trellis.ui.web.studio.flow;

import com.vaadin.flow.router.Route;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.record.Records;
import dev.trellis.form.flow.FlowDesigner;
import dev.trellis.ui.web.field.RecordReferences;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import dev.trellis.ui.web.studio.DefinitionView;
import dev.trellis.ui.web.studio.Studio;
import dev.trellis.workflow.approval.FlowTrial;
import dev.trellis.workflow.approval.RunningRequests;
import io.micronaut.context.annotation.Prototype;

/** {@code studio/approval/<id>}: the designer of an approval. */
@Prototype
@Route(value = "studio/approval/:approval", layout = Shell.class)
final class FlowView extends DefinitionView<FlowPage> {

    private final transient CurrentActor currentActor;
    private final transient FlowDesigner designer;
    private final transient MetadataJson json;
    private final transient Records records;
    private final transient FlowTrial trial;
    private final transient RunningRequests requests;

    FlowView(
            Studio studio,
            CurrentActor currentActor,
            FlowDesigner designer,
            MetadataJson json,
            Records records,
            FlowTrial trial,
            RunningRequests requests) {
        super(studio, currentActor, "approval");
        this.currentActor = currentActor;
        this.designer = designer;
        this.json = json;
        this.records = records;
        this.trial = trial;
        this.requests = requests;
    }

    @Override
    protected boolean isThere(Metadata draft, String id) {
        return FlowDesigner.find(draft, id).isPresent();
    }

    @Override
    protected FlowPage open(String id) {
        return new FlowPage(
                bench(), designer, json, new RecordReferences(records, currentActor::require), trial, requests, id);
    }
}
