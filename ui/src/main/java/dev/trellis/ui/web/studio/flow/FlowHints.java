package dev.trellis.ui.web.studio.flow;

import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Problem;
import dev.trellis.ui.web.studio.PublishHints;
import dev.trellis.workflow.approval.FlowTrial;
import dev.trellis.workflow.lint.Finding;
import jakarta.inject.Singleton;
import java.util.List;

/** What is odd about a flow, told once more before it is published. */
@Singleton
final class FlowHints implements PublishHints {

    private final FlowTrial flows;

    FlowHints(FlowTrial flows) {
        this.flows = flows;
    }

    @Override
    public List<Problem> about(Metadata target, DefinitionKey changed) {
        return target.find(changed).stream()
                .filter(ApprovalDefinition.class::isInstance)
                .map(ApprovalDefinition.class::cast)
                .flatMap(flow -> flows.findings(target, flow).stream())
                .map(Finding::problem)
                .toList();
    }
}
