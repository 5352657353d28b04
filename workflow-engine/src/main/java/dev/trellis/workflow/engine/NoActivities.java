package dev.trellis.workflow.engine;

import java.util.Date;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.flowable.engine.impl.persistence.entity.ActivityInstanceEntityManagerImpl;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.persistence.entity.data.ActivityInstanceDataManager;
import org.flowable.task.service.impl.persistence.entity.TaskEntity;
import org.jspecify.annotations.Nullable;

/**
 * Keeps no diary of the activities of running processes: what happened stands in our own log, in the same transaction, and
 * nobody reads it here. What an older server has written goes with its process.
 */
final class NoActivities extends ActivityInstanceEntityManagerImpl {

    NoActivities(ProcessEngineConfigurationImpl configuration, ActivityInstanceDataManager data) {
        super(configuration, data);
    }

    @Override
    public void recordActivityStart(ExecutionEntity execution) {}

    @Override
    public void recordActivityEnd(ExecutionEntity execution, @Nullable String deleteReason) {}

    @Override
    public void recordSequenceFlowTaken(ExecutionEntity execution) {}

    @Override
    public void recordSubProcessInstanceStart(ExecutionEntity parent, ExecutionEntity child) {}

    @Override
    public void recordTaskCreated(TaskEntity task, @Nullable ExecutionEntity execution) {}

    @Override
    public void recordActivityTaskEnd(
            TaskEntity task,
            @Nullable ExecutionEntity execution,
            @Nullable String user,
            @Nullable String deleteReason,
            @Nullable Date ended) {}

    @Override
    public void recordTaskInfoChange(TaskEntity task, Date changed) {}

    @Override
    public void syncUserTaskExecution(ExecutionEntity execution, FlowElement to, String from, TaskEntity task) {}

    @Override
    public void updateActivityInstancesProcessDefinitionId(String definition, String process) {}
}
