package dev.trellis.workflow.engine;

import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.CarbonCopy;
import dev.trellis.core.metadata.ApprovalDefinition.Condition;
import dev.trellis.core.metadata.ApprovalDefinition.Node;
import dev.trellis.core.problem.TrellisException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.EndEvent;
import org.flowable.bpmn.model.ExclusiveGateway;
import org.flowable.bpmn.model.FlowableListener;
import org.flowable.bpmn.model.ImplementationType;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.SequenceFlow;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.bpmn.model.StartEvent;
import org.flowable.bpmn.model.UserTask;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a definition's tree: one user task per approve node, an exclusive gateway behind it and behind every
 * condition. Nothing that a person wrote gets into the model: ids of nodes and the closed list of
 * {@link ClosedExpressions}, no more.
 */
final class ApprovalBpmn {

    private static final Pattern NODE_ID = Pattern.compile("[A-Za-z0-9_]{1,40}");
    private static final String APPROVED = "approved";
    private static final String REJECTED = "rejected";

    private final Process process = new Process();

    private ApprovalBpmn() {}

    /** An end that is still to be connected: from where, and under which condition. */
    private record Loose(String from, @Nullable String condition, boolean isDefault) {}

    static BpmnModel compile(ApprovalDefinition definition) {
        return new ApprovalBpmn().model(definition);
    }

    static String processKey(ApprovalDefinition definition) {
        return "approval_" + definition.id();
    }

    /** Returns the definition's node that an element of the model stands for. */
    static String node(String element) {
        return element.substring(2);
    }

    /** Returns the element at which a node waits. */
    static String task(String node) {
        return "n_" + node;
    }

    /** Returns the element with which a flow begins. */
    static String first(ApprovalDefinition definition) {
        return switch (definition.nodes().getFirst()) {
            case Approve approve -> task(approve.id());
            case CarbonCopy copy -> "c_" + copy.id();
            case Condition condition -> "b_" + condition.id();
        };
    }

    /** Returns how a flow ends at an element of the model. */
    static FlowSteps.End end(String element) {
        return element.equals(APPROVED) ? FlowSteps.End.APPROVED : FlowSteps.End.REJECTED;
    }

    private BpmnModel model(ApprovalDefinition definition) {
        process.setId(processKey(definition));
        var start = new StartEvent();
        start.setId("start");
        process.addFlowElement(start);
        ending(REJECTED);
        var loose = chain(definition.nodes(), List.of(new Loose("start", null, false)));
        ending(APPROVED);
        connect(loose, APPROVED);
        var model = new BpmnModel();
        model.addProcess(process);
        return model;
    }

    private List<Loose> chain(List<Node> nodes, List<Loose> before) {
        var loose = before;
        for (var node : nodes) {
            if (!NODE_ID.matcher(node.id()).matches()) {
                throw new TrellisException("Not a node id: " + node.id());
            }
            loose = switch (node) {
                case Approve approve -> approve(approve, loose);
                case CarbonCopy copy -> delegate("c_" + copy.id(), ClosedExpressions.COPIES, loose);
                case Condition condition -> condition(condition, loose);
            };
        }
        return loose;
    }

    private List<Loose> approve(Approve node, List<Loose> before) {
        var task = new UserTask();
        task.setId(task(node.id()));
        var listener = new FlowableListener();
        listener.setEvent("create");
        listener.setImplementationType(ImplementationType.IMPLEMENTATION_TYPE_DELEGATEEXPRESSION);
        listener.setImplementation(ClosedExpressions.WAITS);
        task.setTaskListeners(new ArrayList<>(List.of(listener)));
        process.addFlowElement(task);
        connect(before, task.getId());
        var gateway = gateway(node.id(), List.of(new Loose(task.getId(), null, false)));
        connect(List.of(new Loose(gateway, ClosedExpressions.REJECTED, false)), REJECTED);
        return List.of(new Loose(gateway, null, true));
    }

    private List<Loose> condition(Condition node, List<Loose> before) {
        var gateway = gateway(node.id(), delegate("b_" + node.id(), ClosedExpressions.BRANCHES, before));
        var loose = new ArrayList<Loose>();
        for (int i = 0; i < node.branches().size(); i++) {
            loose.addAll(chain(
                    node.branches().get(i).nodes(), List.of(new Loose(gateway, ClosedExpressions.branch(i), false))));
        }
        loose.addAll(chain(node.otherwise(), List.of(new Loose(gateway, null, true))));
        return loose;
    }

    private List<Loose> delegate(String id, String expression, List<Loose> before) {
        var task = new ServiceTask();
        task.setId(id);
        task.setImplementationType(ImplementationType.IMPLEMENTATION_TYPE_DELEGATEEXPRESSION);
        task.setImplementation(expression);
        process.addFlowElement(task);
        connect(before, id);
        return List.of(new Loose(id, null, false));
    }

    private String gateway(String node, List<Loose> before) {
        var gateway = new ExclusiveGateway();
        gateway.setId("g_" + node);
        process.addFlowElement(gateway);
        connect(before, gateway.getId());
        return gateway.getId();
    }

    private void ending(String id) {
        delegate(id, ClosedExpressions.ENDS, List.of());
        var end = new EndEvent();
        end.setId("end_" + id);
        process.addFlowElement(end);
        connect(List.of(new Loose(id, null, false)), end.getId());
    }

    private void connect(List<Loose> ends, String to) {
        for (var end : ends) {
            var flow = new SequenceFlow(end.from(), to);
            flow.setId("f_%d".formatted(process.getFlowElements().size()));
            if (end.condition() != null) {
                flow.setConditionExpression(end.condition());
            }
            process.addFlowElement(flow);
            if (end.isDefault() && process.getFlowElement(end.from()) instanceof ExclusiveGateway gateway) {
                gateway.setDefaultFlow(flow.getId());
            }
        }
    }
}
