package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.name.Label;
import dev.trellis.workflow.people.Arrival;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request as its participants see it on the record's page.
 *
 * @param submission how often it has been submitted
 * @param trouble why it stands still, or null
 * @param changes what is not as it was when the request was last sent back or submitted
 * @param isPrinted whether the record was kept as it was when the request ended
 */
public record ApprovalView(
        RecordId id,
        String approval,
        Label label,
        ApprovalState state,
        RecordId initiator,
        String initiatorName,
        Instant startedAt,
        @Nullable Instant endedAt,
        int submission,
        @Nullable String trouble,
        ApprovalPath path,
        List<LogEntry> log,
        List<Changed> changes,
        boolean isPrinted,
        May may) {

    public ApprovalView {
        log = List.copyOf(log);
        changes = List.copyOf(changes);
    }

    /**
     * Something that happened.
     *
     * @param who the name of the person who did it; null where the flow itself went on
     * @param insteadOf the name of the person for whom they did it as a deputy, or null
     * @param step where in the flow; null for the request as a whole
     * @param people the names of those whom it concerned
     * @param remark what the person said; may be empty
     * @param rule the rule that acted, or null where a person did
     */
    public record LogEntry(
            Instant at,
            ApprovalEvent event,
            @Nullable String who,
            @Nullable String insteadOf,
            @Nullable Label step,
            List<String> people,
            String remark,
            Arrival.@Nullable Rule rule) {
        public LogEntry {
            people = List.copyOf(people);
        }
    }

    /**
     * A field that is not what it was the last time.
     *
     * @param before as text in the reader's language; empty where it was blank
     */
    public record Changed(String field, Label label, String before, String after) {}

    /** A step to which a request may be sent back or moved. */
    public record Target(String node, Label label) {}

    /**
     * What the reader may do with the request now.
     *
     * @param task the reader's task of the step at which the request stands, or null
     * @param fields the rights that this task gives on fields
     * @param required the fields that must be filled to agree
     * @param asksComment whether agreeing, and whether rejecting or sending back, needs a comment
     * @param backTo the steps to which the reader may send the request back, besides the initiator
     * @param jumpTo the steps to which the reader may move the request as an administrator
     * @param draft what the reader has begun to say; may be empty
     */
    public record May(
            Set<Can> can,
            @Nullable RecordId task,
            Map<String, FieldRight> fields,
            List<String> required,
            AsksComment asksComment,
            boolean asksSignature,
            List<Target> backTo,
            List<Target> jumpTo,
            String draft) {

        static final May NOTHING = new May(
                Set.of(), null, Map.of(), List.of(), new AsksComment(false, false), false, List.of(), List.of(), "");

        public May {
            can = Set.copyOf(can);
            fields = Map.copyOf(fields);
            required = List.copyOf(required);
            backTo = List.copyOf(backTo);
            jumpTo = List.copyOf(jumpTo);
        }

        public boolean withdraw() {
            return can.contains(Can.WITHDRAW);
        }
    }

    public record AsksComment(boolean toAgree, boolean otherwise) {}
}
