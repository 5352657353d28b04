package dev.trellis.workflow.engine;

import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.problem.TrellisException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.delegate.JavaDelegate;
import org.flowable.engine.delegate.TaskListener;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.engine.migration.ActivityMigrationMapping;
import org.flowable.task.service.delegate.DelegateTask;
import org.jspecify.annotations.Nullable;

/**
 * Routes requests through their flows, inside the caller's unit of work. Boots beside everything else: the first call
 * begins that if nobody has, and waits until it is up.
 */
@Singleton
public class FlowableEngine {

    private final UnitOfWork unitOfWork;
    private final Sql sql;
    private final DataSource source;
    private final Provider<FlowSteps> steps;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<ProcessEngine> engine = new CompletableFuture<>();

    public FlowableEngine(UnitOfWork unitOfWork, Sql sql, DataSource source, Provider<FlowSteps> steps) {
        this.unitOfWork = unitOfWork;
        this.sql = sql;
        this.source = source;
        this.steps = steps;
    }

    /** Begins to boot in the background, unless it has begun before. */
    public void boot() {
        if (begun.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("workflow-engine-start").start(this::build);
        }
    }

    public boolean isReady() {
        return engine.isDone() && !engine.isCompletedExceptionally();
    }

    /** Waits until the engine is up; whoever is about to open a unit of work that needs it does so first. */
    public void awaitReady() {
        running();
    }

    /** Makes a definition known and returns under which id to start it. */
    public String deploy(ApprovalDefinition definition) {
        var running = running();
        var key = ApprovalBpmn.processKey(definition);
        var deployment = running.getRepositoryService()
                .createDeployment()
                .addBpmnModel(key + ".bpmn20.xml", ApprovalBpmn.compile(definition))
                .deploy();
        return running.getRepositoryService()
                .createProcessDefinitionQuery()
                .deploymentId(deployment.getId())
                .singleResult()
                .getId();
    }

    /** Starts a flow and lets it go on until somebody must decide or it ends; returns its process. */
    public String start(String deployed, RecordId instance) {
        return running()
                .getRuntimeService()
                .startProcessInstanceById(deployed, instance.toString())
                .getId();
    }

    /**
     * Tells how a waiting node came out and lets the flow go on.
     *
     * @param refused whether it was rejected, or failed
     */
    public void complete(String task, String node, boolean refused) {
        running().getTaskService().complete(task, Map.of(), Map.of(ClosedExpressions.refusedVariable(node), refused));
    }

    /** Moves a flow from everywhere it stands to one node, or to its beginning. */
    public void jump(String process, @Nullable String to) {
        var from = standsAt(process).stream()
                .map(waiting -> ApprovalBpmn.task(waiting.node()))
                .toList();
        running()
                .getRuntimeService()
                .createChangeActivityStateBuilder()
                .processInstanceId(process)
                .moveActivityIdsToSingleActivityId(from, to == null ? ApprovalBpmn.BEGIN : ApprovalBpmn.task(to))
                .changeState();
    }

    /** Moves one of the places at which a flow stands, within its lane. */
    public void jump(String process, String from, String to) {
        running()
                .getRuntimeService()
                .createChangeActivityStateBuilder()
                .processInstanceId(process)
                .moveActivityIdTo(ApprovalBpmn.task(from), ApprovalBpmn.task(to))
                .changeState();
    }

    /** A place at which a flow stands. */
    public record Waiting(String node, String task) {}

    /** Returns where a flow stands; nowhere once it has ended. */
    public List<Waiting> standsAt(String process) {
        return running().getTaskService().createTaskQuery().processInstanceId(process).list().stream()
                .map(task -> new Waiting(ApprovalBpmn.node(task.getTaskDefinitionKey()), task.getId()))
                .toList();
    }

    /** Lets a flow that stands at one node go on under another deployment, at that node or another; its task stays. */
    public void migrate(String process, String deployed, String from, String to) {
        running()
                .getProcessMigrationService()
                .createProcessInstanceMigrationBuilder()
                .migrateToProcessDefinition(deployed)
                .addActivityMigrationMapping(
                        ActivityMigrationMapping.createMappingFor(ApprovalBpmn.task(from), ApprovalBpmn.task(to)))
                .migrate(process);
    }

    /** Ends a flow where it stands. */
    public void cancel(String process) {
        running().getRuntimeService().deleteProcessInstance(process, "withdrawn");
    }

    /** Tells whether the engine still holds a process; for the consistency check and tests. */
    public boolean holds(String process) {
        return running()
                        .getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceId(process)
                        .count()
                > 0;
    }

    @PreDestroy
    void close() {
        if (isReady()) {
            unitOfWork.run(() -> engine.join().close());
        }
    }

    private ProcessEngine running() {
        boot();
        try {
            return engine.join();
        } catch (CompletionException e) {
            throw new TrellisException("The workflow engine did not start", e.getCause());
        }
    }

    private void build() {
        try {
            var delegates = delegates();
            var tables = new EngineTables(sql);
            engine.complete(unitOfWork.run(() ->
                    tables.make(() -> new EngineConfiguration(unitOfWork, source, delegates).buildProcessEngine())));
        } catch (RuntimeException | Error e) {
            engine.completeExceptionally(e);
        }
    }

    private Map<String, Object> delegates() {
        TaskListener waits = task -> steps.get()
                .waits(instance(processOf(task)), ApprovalBpmn.node(task.getTaskDefinitionKey()), task.getId());
        JavaDelegate branches = execution -> {
            var node = ApprovalBpmn.node(execution.getCurrentActivityId());
            execution.setTransientVariable(
                    ClosedExpressions.branchesVariable(node),
                    ClosedExpressions.branches(
                            steps.get().branches(instance(execution.getProcessInstanceBusinessKey()), node)));
        };
        JavaDelegate copies = execution -> steps.get()
                .copies(
                        instance(execution.getProcessInstanceBusinessKey()),
                        ApprovalBpmn.node(execution.getCurrentActivityId()));
        JavaDelegate ends = execution -> steps.get()
                .ends(
                        instance(execution.getProcessInstanceBusinessKey()),
                        ApprovalBpmn.end(execution.getCurrentActivityId()));
        return Map.of(
                ClosedExpressions.WAITS, waits,
                ClosedExpressions.BRANCHES, branches,
                ClosedExpressions.COPIES, copies,
                ClosedExpressions.ENDS, ends);
    }

    /** A process has the request as its business key, so that nobody needs to read variables. */
    private static RecordId instance(String businessKey) {
        return RecordId.of(businessKey);
    }

    private static String processOf(DelegateTask task) {
        return CommandContextUtil.getExecutionEntityManager()
                .findById(task.getProcessInstanceId())
                .getBusinessKey();
    }
}
