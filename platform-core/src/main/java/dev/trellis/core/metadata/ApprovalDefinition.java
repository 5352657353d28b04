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
 */
public record ApprovalDefinition(
        String id,
        Label label,
        String entity,
        @Nullable String startWhen,
        List<Node> nodes,
        Effects effects,
        List<String> summary,
        List<String> administrators)
        implements Definition {

    public ApprovalDefinition {
        nodes = List.copyOf(nodes);
        summary = List.copyOf(summary);
        administrators = List.copyOf(administrators);
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
        @JsonSubTypes.Type(value = CarbonCopy.class, name = "cc")
    })
    public sealed interface Node {
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
            Map<String, RoleDefinition.FieldRight> fields)
            implements Node {
        public Approve {
            approvers = List.copyOf(approvers);
            fields = Map.copyOf(fields);
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

    /** Tells people; never waits. */
    public record CarbonCopy(String id, Label label, List<Approver> recipients) implements Node {
        public CarbonCopy {
            recipients = List.copyOf(recipients);
        }
    }

    /** Where approvers come from; each source records why. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "source")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Users.class, name = "users"),
        @JsonSubTypes.Type(value = InRole.class, name = "role"),
        @JsonSubTypes.Type(value = InitiatorsManager.class, name = "manager"),
        @JsonSubTypes.Type(value = FromField.class, name = "field")
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

    /** The user in a field of the record or of one of its lookups: {@code owner}, {@code account.owner}. */
    public record FromField(String path) implements Approver {}

    /** When a node is decided. */
    public enum Completion {
        /** Or-sign: the first decision counts. */
        ANY,
        /** Countersign: all must agree, the first reject decides. */
        ALL;

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
        ALLOW;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static SelfApproval of(String key) {
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
