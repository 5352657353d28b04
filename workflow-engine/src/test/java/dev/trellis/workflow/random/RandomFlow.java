package dev.trellis.workflow.random;

import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Approver;
import dev.trellis.core.metadata.ApprovalDefinition.Branch;
import dev.trellis.core.metadata.ApprovalDefinition.CarbonCopy;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.core.metadata.ApprovalDefinition.Condition;
import dev.trellis.core.metadata.ApprovalDefinition.DepartmentHead;
import dev.trellis.core.metadata.ApprovalDefinition.Effects;
import dev.trellis.core.metadata.ApprovalDefinition.InRole;
import dev.trellis.core.metadata.ApprovalDefinition.Initiator;
import dev.trellis.core.metadata.ApprovalDefinition.InitiatorsManager;
import dev.trellis.core.metadata.ApprovalDefinition.ManagersUpTo;
import dev.trellis.core.metadata.ApprovalDefinition.Node;
import dev.trellis.core.metadata.ApprovalDefinition.Policy;
import dev.trellis.core.metadata.ApprovalDefinition.RoleNearby;
import dev.trellis.core.metadata.ApprovalDefinition.SameAs;
import dev.trellis.core.metadata.ApprovalDefinition.SelfApproval;
import dev.trellis.core.metadata.ApprovalDefinition.Withdrawal;
import dev.trellis.core.metadata.ApproveOptions;
import dev.trellis.core.metadata.ApproveOptions.Comment;
import dev.trellis.core.metadata.ApproveOptions.LimitAction;
import dev.trellis.core.metadata.ApproveOptions.Nobody;
import dev.trellis.core.metadata.ApproveOptions.ReEntry;
import dev.trellis.core.metadata.ApproveOptions.Rejects;
import dev.trellis.core.metadata.ApproveOptions.Repeated;
import dev.trellis.core.metadata.ApproveOptions.Returns;
import dev.trellis.core.metadata.FlowNodes;
import dev.trellis.core.metadata.FlowNodes.Delay;
import dev.trellis.core.metadata.FlowNodes.Handle;
import dev.trellis.core.metadata.FlowNodes.Inclusive;
import dev.trellis.core.metadata.FlowNodes.Join;
import dev.trellis.core.metadata.FlowNodes.Lane;
import dev.trellis.core.metadata.FlowNodes.LaneReject;
import dev.trellis.core.metadata.FlowNodes.Parallel;
import dev.trellis.core.metadata.FlowNodes.Unit;
import dev.trellis.core.name.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Draws flows at random: every kind of node with people, conditions, lanes in lanes, waits; every option. */
public final class RandomFlow {

    /** The conditions that a flow may ask; whoever runs it says which of them hold. */
    public static final List<String> CONDITIONS = List.of("amount > 100", "amount > 1000", "note = \"x\"");

    private static final List<String> ROLES = List.of("director", "finance", "vacant", "sales");

    private final Random random;
    private final List<String> steps = new ArrayList<>();
    private int count;

    private RandomFlow(Random random) {
        this.random = random;
    }

    public static ApprovalDefinition draw(Random random, String id, String entity) {
        var flow = new RandomFlow(random);
        var nodes = flow.nodes(3, 2);
        if (FlowNodes.all(nodes).noneMatch(node -> FlowNodes.step(node).isPresent())) {
            nodes.add(flow.approve());
        }
        return new ApprovalDefinition(
                id,
                Label.of("Random", "随机"),
                entity,
                null,
                nodes,
                Effects.NONE,
                List.of(),
                List.of("admin"),
                new Policy(flow.pick(Withdrawal.values()), random.nextInt(6) == 0, List.of(), false),
                FlowNodes.Endings.NONE,
                FlowNodes.Start.NONE);
    }

    private List<Node> nodes(int most, int depth) {
        var nodes = new ArrayList<Node>();
        var size = 1 + random.nextInt(most);
        for (int i = 0; i < size; i++) {
            nodes.add(node(depth));
        }
        return nodes;
    }

    private List<Node> someNodes(int most, int depth) {
        return random.nextInt(5) == 0 ? List.of() : nodes(most, depth);
    }

    private Node node(int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 8)) {
            case 0 -> new CarbonCopy(id("copy"), label(), List.of(source()));
            case 1 -> handle();
            case 2 -> new Delay(id("delay"), label(), 1, Unit.HOURS, null);
            case 8, 9 -> condition(depth - 1);
            case 10 -> parallel(depth - 1);
            case 11 -> inclusive(depth - 1);
            default -> approve();
        };
    }

    private Approve approve() {
        var id = id("step");
        var approve = new Approve(
                id, label(), sources(), pick(Completion.values()), pick(SelfApproval.values()), Map.of(), options());
        steps.add(id);
        return approve;
    }

    private Handle handle() {
        var id = id("work");
        var handle = new Handle(
                id,
                label(),
                sources(),
                pick(new Completion[] {Completion.ANY, Completion.ALL, Completion.CLAIM}),
                SelfApproval.ALLOW,
                Map.of(),
                options());
        steps.add(id);
        return handle;
    }

    private Condition condition(int depth) {
        return new Condition(id("condition"), label(), branches(depth), someNodes(2, depth));
    }

    private Inclusive inclusive(int depth) {
        return new Inclusive(id("inclusive"), label(), branches(depth), someNodes(2, depth));
    }

    private List<Branch> branches(int depth) {
        var branches = new ArrayList<Branch>();
        var size = 1 + random.nextInt(2);
        for (int i = 0; i < size; i++) {
            branches.add(new Branch(id("branch"), label(), pick(CONDITIONS), someNodes(2, depth)));
        }
        return branches;
    }

    private Parallel parallel(int depth) {
        var lanes = new ArrayList<Lane>();
        var size = 2 + random.nextInt(2);
        for (int i = 0; i < size; i++) {
            lanes.add(new Lane(id("lane"), label(), someNodes(2, depth), pick(LaneReject.values())));
        }
        return new Parallel(id("parallel"), label(), lanes, pick(Join.values()));
    }

    private List<Approver> sources() {
        var sources = new ArrayList<Approver>();
        var size = 1 + random.nextInt(2);
        for (int i = 0; i < size; i++) {
            sources.add(source());
        }
        return sources;
    }

    private Approver source() {
        return switch (random.nextInt(9)) {
            case 0 -> new InitiatorsManager(1 + random.nextInt(3));
            case 1 -> new ManagersUpTo(random.nextInt(3), null);
            case 2 -> new DepartmentHead(1 + random.nextInt(2), random.nextBoolean());
            case 3 -> new RoleNearby(pick(ROLES));
            case 4 -> steps.isEmpty() ? new Initiator() : new SameAs(pick(steps));
            case 5 -> new Initiator();
            default -> new InRole(pick(ROLES));
        };
    }

    private ApproveOptions options() {
        return new ApproveOptions(
                pick(Rejects.values()),
                random.nextBoolean() ? 0 : 1 + random.nextInt(100),
                random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0,
                random.nextBoolean(),
                random.nextBoolean(),
                pick(Nobody.values()),
                List.of(new InRole("finance")),
                pick(Repeated.values()),
                Comment.OPTIONAL,
                false,
                true,
                true,
                1 + random.nextInt(2),
                pick(new Returns[] {Returns.INITIATOR, Returns.PREVIOUS, Returns.PASSED}),
                pick(ReEntry.values()),
                List.of(),
                List.of(),
                0,
                LimitAction.TRANSFER);
    }

    private String id(String kind) {
        return kind + "_" + count++;
    }

    private static Label label() {
        return Label.of("Node", "节点");
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private <T> T pick(T[] from) {
        return from[random.nextInt(from.length)];
    }
}
