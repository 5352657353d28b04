package dev.trellis.workflow.engine;

import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.CarbonCopy;
import dev.trellis.core.metadata.ApprovalDefinition.Condition;
import dev.trellis.core.metadata.ApprovalDefinition.Node;
import dev.trellis.core.metadata.FlowNodes;
import dev.trellis.core.metadata.FlowNodes.Arm;
import dev.trellis.core.metadata.FlowNodes.Call;
import dev.trellis.core.metadata.FlowNodes.Data;
import dev.trellis.core.metadata.FlowNodes.Delay;
import dev.trellis.core.metadata.FlowNodes.Handle;
import dev.trellis.core.metadata.FlowNodes.Inclusive;
import dev.trellis.core.metadata.FlowNodes.Join;
import dev.trellis.core.metadata.FlowNodes.LaneReject;
import dev.trellis.core.metadata.FlowNodes.Parallel;
import dev.trellis.core.metadata.FlowNodes.SubFlow;
import dev.trellis.core.problem.TrellisException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.flowable.bpmn.model.BoundaryEvent;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.EndEvent;
import org.flowable.bpmn.model.ErrorEventDefinition;
import org.flowable.bpmn.model.ExclusiveGateway;
import org.flowable.bpmn.model.FlowElementsContainer;
import org.flowable.bpmn.model.FlowableListener;
import org.flowable.bpmn.model.Gateway;
import org.flowable.bpmn.model.ImplementationType;
import org.flowable.bpmn.model.InclusiveGateway;
import org.flowable.bpmn.model.ParallelGateway;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.SequenceFlow;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.bpmn.model.StartEvent;
import org.flowable.bpmn.model.SubProcess;
import org.flowable.bpmn.model.TerminateEventDefinition;
import org.flowable.bpmn.model.UserTask;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a definition's tree: one user task, the only wait state there is, per node at which a flow can stand; an
 * exclusive gateway behind those that can come out in two ways; an embedded process around lanes. Nothing that a person
 * wrote gets into the model: ids of nodes and the closed list of {@link ClosedExpressions}, no more.
 */
final class ApprovalBpmn {

    /** Where a flow begins and where it is taken to begin again. */
    static final String BEGIN = "begin";

    private static final Pattern NODE_ID = Pattern.compile("[A-Za-z0-9_]{1,40}");
    private static final String APPROVED = "approved";
    private static final String REJECTED = "rejected";
    private static final String REJECT_ERROR = "rejected";

    private final Process process = new Process();
    private int flows;

    private ApprovalBpmn() {}

    /** An end that is still to be connected: from where, and under which condition. */
    private record Loose(String from, @Nullable String condition, boolean isDefault) {}

    /**
     * Where elements go.
     *
     * @param rejected the element that a reject leads to
     * @param reported collects rejects that only end their lane, or null where they do not
     */
    private record Scope(
            FlowElementsContainer into,
            String rejected,
            @Nullable List<Loose> reported) {}

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

    /** Returns how a flow ends at an element of the model. */
    static FlowSteps.End end(String element) {
        return element.equals(APPROVED) ? FlowSteps.End.APPROVED : FlowSteps.End.REJECTED;
    }

    private BpmnModel model(ApprovalDefinition definition) {
        process.setId(processKey(definition));
        var scope = new Scope(process, REJECTED, null);
        start(scope, "start");
        var begin = gateway(scope, new ExclusiveGateway(), BEGIN, List.of(new Loose("start", null, false)));
        ending(scope, REJECTED);
        var loose = chain(scope, definition.nodes(), List.of(new Loose(begin, null, false)));
        ending(scope, APPROVED);
        connect(scope, loose, APPROVED);
        var model = new BpmnModel();
        model.addProcess(process);
        return model;
    }

    private List<Loose> chain(Scope scope, List<Node> nodes, List<Loose> before) {
        var loose = before;
        for (var node : nodes) {
            if (!NODE_ID.matcher(node.id()).matches()) {
                throw new TrellisException("Not a node id: " + node.id());
            }
            loose = switch (node) {
                case Approve approve -> decides(scope, approve.id(), loose);
                case Handle handle -> decides(scope, handle.id(), loose);
                case CarbonCopy copy -> delegate(scope, "c_" + copy.id(), ClosedExpressions.COPIES, loose);
                case Condition condition -> condition(scope, condition, loose);
                case Parallel parallel -> lanes(scope, parallel, loose);
                case Inclusive inclusive -> branches(scope, inclusive, loose);
                case Data data -> waits(scope, data.id(), loose);
                case Delay delay -> waits(scope, delay.id(), loose);
                case SubFlow sub -> decides(scope, sub.id(), loose);
                case Call call -> call(scope, call, loose);
            };
        }
        return loose;
    }

    private List<Loose> waits(Scope scope, String node, List<Loose> before) {
        var task = new UserTask();
        task.setId(task(node));
        var listener = new FlowableListener();
        listener.setEvent("create");
        listener.setImplementationType(ImplementationType.IMPLEMENTATION_TYPE_DELEGATEEXPRESSION);
        listener.setImplementation(ClosedExpressions.WAITS);
        task.setTaskListeners(new ArrayList<>(List.of(listener)));
        scope.into().addFlowElement(task);
        connect(scope, before, task.getId());
        return List.of(new Loose(task.getId(), null, false));
    }

    /** A node that waits and then goes on, or is rejected. */
    private List<Loose> decides(Scope scope, String node, List<Loose> before) {
        var gateway = gateway(scope, new ExclusiveGateway(), "g_" + node, waits(scope, node, before));
        var rejected = new Loose(gateway, ClosedExpressions.refused(node), false);
        var reported = scope.reported();
        if (reported == null) {
            connect(scope, List.of(rejected), scope.rejected());
        } else {
            reported.add(rejected);
        }
        return List.of(new Loose(gateway, null, true));
    }

    private List<Loose> call(Scope scope, Call node, List<Loose> before) {
        var gateway = gateway(scope, new ExclusiveGateway(), "g_" + node.id(), waits(scope, node.id(), before));
        var loose = new ArrayList<>(chain(
                scope, node.otherwise(), List.of(new Loose(gateway, ClosedExpressions.refused(node.id()), false))));
        loose.add(new Loose(gateway, null, true));
        return loose;
    }

    private List<Loose> condition(Scope scope, Condition node, List<Loose> before) {
        var gateway = gateway(
                scope,
                new ExclusiveGateway(),
                "g_" + node.id(),
                delegate(scope, "b_" + node.id(), ClosedExpressions.BRANCHES, before));
        return ways(scope, gateway, node.id(), FlowNodes.arms(node));
    }

    /** The ways behind a gateway; the last is the default. */
    private List<Loose> ways(Scope scope, String gateway, String node, List<Arm> arms) {
        var loose = new ArrayList<Loose>();
        for (int i = 0; i < arms.size(); i++) {
            var first = i == arms.size() - 1
                    ? new Loose(gateway, null, true)
                    : new Loose(gateway, ClosedExpressions.branch(node, i), false);
            loose.addAll(chain(scope, arms.get(i).nodes(), List.of(first)));
        }
        return loose;
    }

    /** Lanes in a process of their own: it is over when all are, or when one has terminated it. */
    private List<Loose> lanes(Scope scope, Parallel node, List<Loose> before) {
        var inner = block(scope, node.id(), before);
        start(inner, "s_" + node.id());
        var fork = gateway(
                inner, new ParallelGateway(), "p_" + node.id(), List.of(new Loose("s_" + node.id(), null, false)));
        var loose = new ArrayList<Loose>();
        for (var lane : node.lanes()) {
            var reported = new ArrayList<Loose>();
            var within =
                    new Scope(inner.into(), inner.rejected(), lane.rejects() == LaneReject.REPORTS ? reported : null);
            // A lane of its own end: an empty one must not lead from the fork to the same place twice.
            var end = new EndEvent();
            end.setId("l_" + node.id() + "_" + lane.id());
            if (node.join() == Join.FIRST) {
                end.addEventDefinition(new TerminateEventDefinition());
            }
            loose.addAll(chain(within, lane.nodes(), List.of(new Loose(fork, null, false))));
            loose.addAll(reported);
            inner.into().addFlowElement(end);
            connect(inner, loose, end.getId());
            loose.clear();
        }
        return List.of(new Loose("k_" + node.id(), null, false));
    }

    private List<Loose> branches(Scope scope, Inclusive node, List<Loose> before) {
        var inner = block(scope, node.id(), before);
        start(inner, "s_" + node.id());
        var decided = delegate(
                inner, "b_" + node.id(), ClosedExpressions.BRANCHES, List.of(new Loose("s_" + node.id(), null, false)));
        var fork = gateway(inner, new InclusiveGateway(), "p_" + node.id(), decided);
        var end = new EndEvent();
        end.setId("l_" + node.id());
        inner.into().addFlowElement(end);
        connect(inner, ways(inner, fork, node.id(), FlowNodes.arms(node)), end.getId());
        return List.of(new Loose("k_" + node.id(), null, false));
    }

    /** An embedded process; a reject inside leaves it and rejects what is around it. */
    private Scope block(Scope scope, String node, List<Loose> before) {
        var inside = new SubProcess();
        inside.setId("k_" + node);
        scope.into().addFlowElement(inside);
        connect(scope, before, inside.getId());
        var thrown = new EndEvent();
        thrown.setId("x_" + node);
        thrown.addEventDefinition(error());
        inside.addFlowElement(thrown);
        var caught = new BoundaryEvent();
        caught.setId("y_" + node);
        caught.setAttachedToRef(inside);
        caught.setAttachedToRefId(inside.getId());
        caught.addEventDefinition(error());
        scope.into().addFlowElement(caught);
        inside.setBoundaryEvents(new ArrayList<>(List.of(caught)));
        var out = new Loose(caught.getId(), null, false);
        var reported = scope.reported();
        if (reported == null) {
            connect(scope, List.of(out), scope.rejected());
        } else {
            reported.add(out);
        }
        return new Scope(inside, thrown.getId(), null);
    }

    private static ErrorEventDefinition error() {
        var error = new ErrorEventDefinition();
        error.setErrorCode(REJECT_ERROR);
        return error;
    }

    private static void start(Scope scope, String id) {
        var start = new StartEvent();
        start.setId(id);
        scope.into().addFlowElement(start);
    }

    private List<Loose> delegate(Scope scope, String id, String expression, List<Loose> before) {
        var task = new ServiceTask();
        task.setId(id);
        task.setImplementationType(ImplementationType.IMPLEMENTATION_TYPE_DELEGATEEXPRESSION);
        task.setImplementation(expression);
        scope.into().addFlowElement(task);
        connect(scope, before, id);
        return List.of(new Loose(id, null, false));
    }

    private String gateway(Scope scope, Gateway gateway, String id, List<Loose> before) {
        gateway.setId(id);
        scope.into().addFlowElement(gateway);
        connect(scope, before, id);
        return id;
    }

    private void ending(Scope scope, String id) {
        delegate(scope, id, ClosedExpressions.ENDS, List.of());
        var end = new EndEvent();
        end.setId("end_" + id);
        scope.into().addFlowElement(end);
        connect(scope, List.of(new Loose(id, null, false)), end.getId());
    }

    private void connect(Scope scope, List<Loose> ends, String to) {
        for (var end : ends) {
            var flow = new SequenceFlow(end.from(), to);
            flow.setId("f_%d".formatted(flows++));
            if (end.condition() != null) {
                flow.setConditionExpression(end.condition());
            }
            scope.into().addFlowElement(flow);
            if (end.isDefault() && scope.into().getFlowElement(end.from()) instanceof Gateway gateway) {
                gateway.setDefaultFlow(flow.getId());
            }
        }
    }
}
