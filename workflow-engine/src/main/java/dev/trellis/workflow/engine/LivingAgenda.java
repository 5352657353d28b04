package dev.trellis.workflow.engine;

import java.util.HashSet;
import java.util.Set;
import org.flowable.common.engine.impl.interceptor.CommandContext;
import org.flowable.engine.impl.agenda.ContinueProcessOperation;
import org.flowable.engine.impl.agenda.DefaultFlowableEngineAgenda;
import org.flowable.engine.impl.agenda.TakeOutgoingSequenceFlowsOperation;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;

/**
 * Does nothing more inside a scope that is about to be destroyed. Where the first of several lanes ends the others before
 * these have begun, Flowable would go on with them all the same, and leave the lanes once for each.
 */
final class LivingAgenda extends DefaultFlowableEngineAgenda {

    private final Set<String> doomed = new HashSet<>();

    LivingAgenda(CommandContext context) {
        super(context);
    }

    @Override
    public void planDestroyScopeOperation(ExecutionEntity execution) {
        doomed.add(execution.getId());
        super.planDestroyScopeOperation(execution);
    }

    @Override
    public void planContinueProcessOperation(ExecutionEntity execution) {
        planOperation(new Continues(commandContext, execution), execution);
    }

    @Override
    public void planTakeOutgoingSequenceFlowsOperation(ExecutionEntity execution, boolean evaluateConditions) {
        planOperation(new Leaves(commandContext, execution, evaluateConditions), execution);
    }

    private boolean isAlive(ExecutionEntity execution) {
        for (var at = execution; at != null; at = at.getParent()) {
            if (doomed.contains(at.getId())) {
                return false;
            }
        }
        return !execution.isDeleted();
    }

    private final class Continues extends ContinueProcessOperation {
        Continues(CommandContext context, ExecutionEntity execution) {
            super(context, execution);
        }

        @Override
        public void run() {
            if (isAlive(execution)) {
                super.run();
            }
        }
    }

    private final class Leaves extends TakeOutgoingSequenceFlowsOperation {
        Leaves(CommandContext context, ExecutionEntity execution, boolean evaluateConditions) {
            super(context, execution, evaluateConditions, false);
        }

        @Override
        public void run() {
            if (isAlive(execution)) {
                super.run();
            }
        }
    }
}
