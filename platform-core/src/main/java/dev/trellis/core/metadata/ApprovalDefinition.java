package dev.trellis.core.metadata;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trellis.core.name.Label;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An approval flow over records of an entity: a tree of nodes with stable ids.
 *
 * @param startWhen an expression that must hold to submit, or null
 * @param nodes run in order
 * @param effects what happens to the record at each turn of the flow
 * @param summary the fields an approver sees first in the inbox
 * @param administrators roles that repair and receive what nobody else can decide
 * @param policy what holds for the flow as a whole
 * @param endings what happens at the ends beside the effects
 * @param start what the initiator is shown and asked for
 */
public record ApprovalDefinition(
        String id,
        Label label,
        String entity,
        @Nullable String startWhen,
        List<Node> nodes,
        Effects effects,
        List<String> summary,
        List<String> administrators,
        Policy policy,
        FlowNodes.Endings endings,
        FlowNodes.Start start)
        implements Definition {

    public ApprovalDefinition {
        nodes = List.copyOf(nodes);
        summary = List.copyOf(summary);
        administrators = List.copyOf(administrators);
    }

    /** A definition with the usual policy. */
    public ApprovalDefinition(
            String id,
            Label label,
            String entity,
            @Nullable String startWhen,
            List<Node> nodes,
            Effects effects,
            List<String> summary,
            List<String> administrators) {
        this(
                id,
                label,
                entity,
                startWhen,
                nodes,
                effects,
                summary,
                administrators,
                Policy.DEFAULT,
                FlowNodes.Endings.NONE,
                FlowNodes.Start.NONE);
    }

    @Override
    public Kind kind() {
        return Kind.APPROVAL;
    }

    /** A step of the flow. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Approve.class, name = "approve"),
        @JsonSubTypes.Type(value = Condition.class, name = "condition"),
        @JsonSubTypes.Type(value = CarbonCopy.class, name = "cc"),
        @JsonSubTypes.Type(value = FlowNodes.Handle.class, name = "handle"),
        @JsonSubTypes.Type(value = FlowNodes.Parallel.class, name = "parallel"),
        @JsonSubTypes.Type(value = FlowNodes.Inclusive.class, name = "inclusive"),
        @JsonSubTypes.Type(value = FlowNodes.Data.class, name = "data"),
        @JsonSubTypes.Type(value = FlowNodes.Call.class, name = "call"),
        @JsonSubTypes.Type(value = FlowNodes.SubFlow.class, name = "sub_flow"),
        @JsonSubTypes.Type(value = FlowNodes.Delay.class, name = "delay")
    })
    public sealed interface Node
            permits Approve,
                    Condition,
                    CarbonCopy,
                    FlowNodes.Handle,
                    FlowNodes.Parallel,
                    FlowNodes.Inclusive,
                    FlowNodes.Data,
                    FlowNodes.Call,
                    FlowNodes.SubFlow,
                    FlowNodes.Delay {
        String id();

        Label label();
    }

    /**
     * People decide.
     *
     * @param fields rights on the record's fields while this node is open, by field id: beyond what the approver's
     *     roles give, and the only fields that may be written while the record is locked
     */
    public record Approve(
            String id,
            Label label,
            List<Approver> approvers,
            Completion completion,
            SelfApproval selfApproval,
            Map<String, RoleDefinition.FieldRight> fields,
            ApproveOptions options)
            implements Node {
        public Approve {
            approvers = List.copyOf(approvers);
            fields = Map.copyOf(fields);
        }

        /** A step with the usual options. */
        public Approve(
                String id,
                Label label,
                List<Approver> approvers,
                Completion completion,
                SelfApproval selfApproval,
                Map<String, RoleDefinition.FieldRight> fields) {
            this(id, label, approvers, completion, selfApproval, fields, ApproveOptions.DEFAULT);
        }
    }

    /** The first branch whose condition holds is taken, else {@code otherwise}; an error goes to the administrators. */
    public record Condition(String id, Label label, List<Branch> branches, List<Node> otherwise) implements Node {
        public Condition {
            branches = List.copyOf(branches);
            otherwise = List.copyOf(otherwise);
        }
    }

    public record Branch(String id, Label label, String when, List<Node> nodes) {
        public Branch {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * Tells people; never waits.
     *
     * @param fields beside the summary, what they may read for as long as the request runs
     */
    public record CarbonCopy(String id, Label label, List<Approver> recipients, List<String> fields) implements Node {
        public CarbonCopy {
            recipients = List.copyOf(recipients);
            fields = List.copyOf(fields);
        }

        public CarbonCopy(String id, Label label, List<Approver> recipients) {
            this(id, label, recipients, List.of());
        }
    }

    /** Where approvers come from; each source records why. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "source")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Users.class, name = "users"),
        @JsonSubTypes.Type(value = InRole.class, name = "role"),
        @JsonSubTypes.Type(value = InitiatorsManager.class, name = "manager"),
        @JsonSubTypes.Type(value = FromField.class, name = "field"),
        @JsonSubTypes.Type(value = Initiator.class, name = "initiator"),
        @JsonSubTypes.Type(value = ManagersUpTo.class, name = "managers"),
        @JsonSubTypes.Type(value = DepartmentHead.class, name = "head"),
        @JsonSubTypes.Type(value = RoleNearby.class, name = "department_role"),
        @JsonSubTypes.Type(value = Chosen.class, name = "chosen"),
        @JsonSubTypes.Type(value = SameAs.class, name = "same_as"),
        @JsonSubTypes.Type(value = Table.class, name = "table"),
        @JsonSubTypes.Type(value = Holders.class, name = "position"),
        @JsonSubTypes.Type(value = Resolver.class, name = "resolver")
    })
    public sealed interface Approver {}

    /** Named people, by record id. */
    public record Users(List<String> users) implements Approver {
        public Users {
            users = List.copyOf(users);
        }
    }

    /** Everybody who holds the role. */
    public record InRole(String role) implements Approver {}

    /** The initiator's manager; level 1 is the direct one. */
    public record InitiatorsManager(int level) implements Approver {}

    /**
     * The user in a field of the record or of one of its lookups: {@code owner}, {@code account.owner}; of a department
     * there, the head.
     */
    public record FromField(String path) implements Approver {}

    /** The initiator, for work that goes back to them. */
    public record Initiator() implements Approver {}

    /**
     * The initiator's managers one after the other, upward.
     *
     * @param level how many; 0 for all up to the top
     * @param untilRole the first who holds this role is the last asked, or null
     */
    public record ManagersUpTo(int level, @Nullable String untilRole) implements Approver {}

    /**
     * The head of the initiator's department.
     *
     * @param level 1 for the department itself, 2 for the one above, and so on
     * @param upward where there is no head, the next one above decides
     */
    public record DepartmentHead(int level, boolean upward) implements Approver {}

    /** Who holds the role in the initiator's department, else in the nearest one above in which somebody does. */
    public record RoleNearby(String role) implements Approver {}

    /**
     * Who was chosen on the way.
     *
     * @param by who chooses
     * @param role everybody chosen must hold it, or null for anybody
     * @param many whether more than one may be chosen
     */
    public record Chosen(ChosenBy by, @Nullable String role, boolean many) implements Approver {}

    /** Who decided at an earlier step. */
    public record SameAs(String node) implements Approver {}

    /** The sources of the first row whose condition holds. */
    public record Table(List<Row> rows) implements Approver {
        public Table {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Everybody who holds a position.
     *
     * @param position its record id
     * @param nearby only those in the initiator's department, else in the nearest one above in which there is somebody
     */
    public record Holders(String position, boolean nearby) implements Approver {}

    /** Whom an installed resolver names, which may ask another system. */
    public record Resolver(String resolver) implements Approver {}

    public record Row(String when, List<Approver> approvers) {
        public Row {
            approvers = List.copyOf(approvers);
        }
    }

    /** Who names the people of a step. */
    public enum ChosenBy {
        INITIATOR,
        /** Somebody who agrees to an earlier step. */
        APPROVER;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static ChosenBy of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** When a node is decided. */
    public enum Completion {
        /** Or-sign: the first decision counts. */
        ANY,
        /** Countersign: all must agree, the first reject decides. */
        ALL,
        /** One after the other, in the order of the list. */
        SEQUENCE,
        /** So many votes, or so many in a hundred, must agree. */
        VOTE,
        /** Somebody takes it and decides for all. */
        CLAIM;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Completion of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** What happens when the initiator is among the approvers. */
    public enum SelfApproval {
        /** The initiator's manager decides instead; with nobody above, the administrators. */
        ESCALATE,
        ALLOW,
        /** The initiator's part counts as agreed. */
        SKIP,
        /** The head of the initiator's department decides instead. */
        HEAD,
        /** The others decide; where there are none, the manager. */
        REMOVE;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static SelfApproval of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * What holds for a flow as a whole.
     *
     * @param withdraw until when the initiator may take a request back
     * @param mayPassAlone whether a request may be approved by rules alone, without anybody having decided
     * @param materialFields fields whose change makes earlier agreements worthless: the steps run again
     * @param endsWithInitiator whether a request ends when its initiator leaves
     * @param starters who may submit; everybody who may edit the record where empty
     * @param reResolves whether open tasks follow when people change departments or lose roles
     * @param amount the money field that counts where a deputy decides up to a limit; null where none does, and nobody
     *     stands in who has a limit
     * @param beside whether it may run for a record beside other approvals that allow it, too
     */
    public record Policy(
            Withdrawal withdraw,
            boolean mayPassAlone,
            List<String> materialFields,
            boolean endsWithInitiator,
            List<Approver> starters,
            boolean reResolves,
            @Nullable String amount,
            boolean beside) {

        public static final Policy DEFAULT = new Policy(Withdrawal.BEFORE_DECISION, false, List.of(), false);

        public Policy {
            materialFields = List.copyOf(materialFields);
            starters = List.copyOf(starters);
        }

        public Policy(
                Withdrawal withdraw, boolean mayPassAlone, List<String> materialFields, boolean endsWithInitiator) {
            this(withdraw, mayPassAlone, materialFields, endsWithInitiator, List.of(), false, null, false);
        }
    }

    /** Until when a request is taken back. */
    public enum Withdrawal {
        BEFORE_DECISION,
        BEFORE_END,
        NEVER;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Withdrawal of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** Fields set at each turn: field id to expression. */
    public record Effects(
            Map<String, String> onSubmit,
            Map<String, String> onApproved,
            Map<String, String> onRejected,
            Map<String, String> onWithdrawn) {

        public static final Effects NONE = new Effects(Map.of(), Map.of(), Map.of(), Map.of());

        public Effects {
            onSubmit = Map.copyOf(onSubmit);
            onApproved = Map.copyOf(onApproved);
            onRejected = Map.copyOf(onRejected);
            onWithdrawn = Map.copyOf(onWithdrawn);
        }
    }
}
