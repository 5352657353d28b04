package dev.trellis.workflow.engine;

import java.util.Collection;
import java.util.List;
import org.flowable.bpmn.model.Gateway;
import org.flowable.common.engine.impl.interceptor.CommandContext;
import org.flowable.engine.impl.dynamic.DefaultDynamicStateManager;
import org.flowable.engine.impl.dynamic.MoveExecutionEntityContainer;
import org.flowable.engine.impl.dynamic.MoveExecutionEntityContainer.FlowElementMoveEntry;
import org.flowable.engine.impl.dynamic.ProcessInstanceChangeState;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;

/**
 * Lets what is moved from several places to one gateway arrive there once. Flowable takes every gateway for the join of a
 * parallel one and lets each place arrive by itself, so that a flow taken back from two lanes to its beginning would
 * run through all of its nodes twice.
 */
final class SingleArrivals extends DefaultDynamicStateManager {

    @Override
    protected List<ExecutionEntity> createEmbeddedSubProcessAndExecutions(
            Collection<FlowElementMoveEntry> targets,
            List<ExecutionEntity> moving,
            MoveExecutionEntityContainer container,
            ProcessInstanceChangeState state,
            CommandContext context) {
        boolean isGateway = targets.stream().anyMatch(target -> target.getNewFlowElement() instanceof Gateway);
        return super.createEmbeddedSubProcessAndExecutions(
                targets, isGateway ? moving.subList(0, 1) : moving, container, state, context);
    }
}
