package dev.trellis.core.metadata;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Approver;
import dev.trellis.core.metadata.ApprovalDefinition.Branch;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.core.metadata.ApprovalDefinition.Condition;
import dev.trellis.core.metadata.ApprovalDefinition.Node;
import dev.trellis.core.metadata.ApprovalDefinition.SelfApproval;
import dev.trellis.core.name.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a flow beside deciding, telling and choosing a way. What a node finds out it writes into fields of the
 * record, so that conditions, lists, the log and the API see it like anything else.
 */
public final class FlowNodes {

    private FlowNodes() {}

    /** People do something and hand it in, or send it back; there is nothing to reject. */
    public record Handle(
            String id,
            Label label,
            List<Approver> approvers,
            Completion completion,
            SelfApproval selfApproval,
            Map<String, RoleDefinition.FieldRight> fields,
            ApproveOptions options)
            implements Node {
        public Handle {
            approvers = List.copyOf(approvers);
            fields = Map.copyOf(fields);
        }

        /** The same step as one at which people decide. */
        public Approve step() {
            return new Approve(id, label, approvers, completion, selfApproval, fields, options.withoutAdding());
        }
    }

    /**
     * All lanes run side by side; the flow goes on behind them.
     *
     * @param join when it goes on
     */
    public record Parallel(String id, Label label, List<Lane> lanes, Join join) implements Node {
        public Parallel {
            lanes = List.copyOf(lanes);
        }
    }

    /** @param rejects what a reject inside means for the whole request */
    public record Lane(String id, Label label, List<Node> nodes, LaneReject rejects) {
        public Lane {
            nodes = List.copyOf(nodes);
        }
    }

    /** When a block of lanes is over. */
    public enum Join {
        /** All have arrived. */
        ALL,
        /** The first has arrived; the others are cancelled. */
        FIRST;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Join of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** What a reject in a lane means. */
    public enum LaneReject {
        /** It rejects the request. */
        ENDS,
        /** It only stands in the log; the lane is over. */
        REPORTS;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static LaneReject of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** Every branch whose condition holds runs, side by side; {@code otherwise} where none does. */
    public record Inclusive(String id, Label label, List<Branch> branches, List<Node> otherwise) implements Node {
        public Inclusive {
            branches = List.copyOf(branches);
            otherwise = List.copyOf(otherwise);
        }
    }

    /**
     * Writes or looks up records, in the transaction of the flow and once for each time the flow comes here. A refusal
     * stops the request for its administrators.
     *
     * @param entity of the record to make or to look for; the flow's own, or that of {@code target}, for an update
     * @param target a lookup of the flow's record whose record is changed, or null for the record itself; only of an update
     * @param filter over {@code entity}, with the {@code parameters} by name; only of a query
     * @param parameters name to expression over the flow's record
     * @param values of a create or an update: field to expression over the flow's record; of a query: field of the flow's
     *     record to expression over the first record found
     * @param result a field of the flow's record: the new record's id, or how many were found; or null
     */
    public record Data(
            String id,
            Label label,
            Operation operation,
            @Nullable String entity,
            @Nullable String target,
            @Nullable String filter,
            Map<String, String> parameters,
            Map<String, String> values,
            @Nullable String result)
            implements Node {
        public Data {
            parameters = Map.copyOf(parameters);
            values = Map.copyOf(values);
        }
    }

    public enum Operation {
        CREATE,
        UPDATE,
        QUERY;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Operation of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Asks something outside and waits for the answer: a script, a connector, a webhook, a message, a mail.
     *
     * @param channel the key of a channel that the server has
     * @param recipients for channels that write to people; may be empty
     * @param inputs name to expression over the record
     * @param results field of the record to the name of a value in the answer
     * @param timeoutMinutes after which no answer counts as a failure
     * @param failure what happens then
     * @param otherwise the nodes of {@link Failure#BRANCH}
     */
    public record Call(
            String id,
            Label label,
            String channel,
            List<Approver> recipients,
            Map<String, String> inputs,
            Map<String, String> results,
            int timeoutMinutes,
            Failure failure,
            List<Node> otherwise)
            implements Node {
        public Call {
            recipients = List.copyOf(recipients);
            inputs = Map.copyOf(inputs);
            results = Map.copyOf(results);
            otherwise = List.copyOf(otherwise);
        }
    }

    /** What happens when something outside does not answer, or answers that it failed. */
    public enum Failure {
        /** The request stands still until an administrator lets it try again. */
        ADMINISTRATORS,
        /** The error branch runs, then the flow goes on. */
        BRANCH,
        /** The flow goes on as if nothing had been asked. */
        IGNORE;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Failure of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Starts another approval for records that belong to this one.
     *
     * @param approval which
     * @param target a lookup of the record, whose record is submitted; or null
     * @param related {@code entity.lookup}: every record of that entity whose lookup shows here; or null
     * @param initiator a user in a field, in whose name they are submitted; or null for the initiator of this request
     * @param waits until all have ended; else they run on their own
     * @param rejects whether a reject of one rejects this request too; only where it waits
     */
    public record SubFlow(
            String id,
            Label label,
            String approval,
            @Nullable String target,
            @Nullable String related,
            @Nullable String initiator,
            boolean waits,
            boolean rejects)
            implements Node {

        /** The most records that one node submits. */
        public static final int MAX_STARTED = 200;
    }

    /**
     * Waits.
     *
     * @param amount how long, with {@code until} counted from there; may be 0 with it
     * @param until an expression that gives a date or a moment, or null for now
     */
    public record Delay(
            String id,
            Label label,
            int amount,
            Unit unit,
            @Nullable String until) implements Node {}

    public enum Unit {
        MINUTES,
        HOURS,
        DAYS,
        BUSINESS_HOURS,
        BUSINESS_DAYS;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Unit of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * What the initiator is shown and asked for.
     *
     * @param fields rights of the initiator on the record's fields, by field id. What may be written is entered with the
     *     submission, and while the request is with the initiator again; for as long as it runs, what is hidden does not
     *     exist for them and what may be read is shown. Every other field is as roles say.
     * @param required must be filled to submit
     * @param checks must hold to submit
     */
    public record Start(
            Map<String, RoleDefinition.FieldRight> fields,
            List<String> required,
            List<EntityDefinition.Validation> checks) {

        public static final Start NONE = new Start(Map.of(), List.of(), List.of());

        public Start {
            fields = Map.copyOf(fields);
            required = List.copyOf(required);
            checks = List.copyOf(checks);
        }
    }

    /** What happens at the ends beside the fields that are set. */
    public record Endings(Ending approved, Ending rejected, Ending withdrawn) {

        public static final Endings NONE = new Endings(Ending.NONE, Ending.NONE, Ending.NONE);
    }

    /**
     * One end.
     *
     * @param locks whether the record stays locked; the next submission, or an administrator, opens it again
     * @param copies who is told
     * @param prints whether the record is kept as it is then, so that it can be printed as it was
     */
    public record Ending(boolean locks, List<Approver> copies, boolean prints) {

        public static final Ending NONE = new Ending(false, List.of(), false);

        public Ending {
            copies = List.copyOf(copies);
        }
    }

    /** A way through a node with nodes of its own: a branch, a lane, an error branch. */
    public record Arm(String id, Label label, List<Node> nodes) {
        public Arm {
            nodes = List.copyOf(nodes);
        }
    }

    /** Returns the ways through a node, in the order in which they are drawn; the one without an id is the default. */
    public static List<Arm> arms(Node node) {
        return switch (node) {
            case Condition condition -> arms(condition.branches(), condition.otherwise());
            case Inclusive inclusive -> arms(inclusive.branches(), inclusive.otherwise());
            case Parallel parallel ->
                parallel.lanes().stream()
                        .map(lane -> new Arm(lane.id(), lane.label(), lane.nodes()))
                        .toList();
            case Call call -> List.of(new Arm("", Label.EMPTY, call.otherwise()));
            case Approve _, Handle _, ApprovalDefinition.CarbonCopy _, Data _, SubFlow _, Delay _ -> List.of();
        };
    }

    private static List<Arm> arms(List<Branch> branches, List<Node> otherwise) {
        var arms = new ArrayList<>(branches.stream()
                .map(branch -> new Arm(branch.id(), branch.label(), branch.nodes()))
                .toList());
        arms.add(new Arm("", Label.EMPTY, otherwise));
        return arms;
    }

    /** Returns all nodes of a tree, in the order in which it is drawn. */
    public static Stream<Node> all(List<Node> nodes) {
        return nodes.stream()
                .flatMap(node ->
                        Stream.concat(Stream.of(node), arms(node).stream().flatMap(arm -> all(arm.nodes()))));
    }

    /** Returns the step at which people sit, whether they decide there or work. */
    public static Optional<Approve> step(Node node) {
        return switch (node) {
            case Approve approve -> Optional.of(approve);
            case Handle handle -> Optional.of(handle.step());
            case Condition _,
                    Inclusive _,
                    Parallel _,
                    Call _,
                    ApprovalDefinition.CarbonCopy _,
                    Data _,
                    SubFlow _,
                    Delay _ -> Optional.empty();
        };
    }
}
