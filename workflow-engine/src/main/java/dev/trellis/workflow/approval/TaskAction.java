package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.workflow.node.Group.Placement;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the person of a task does with it. */
public sealed interface TaskAction {

    /**
     * Agrees.
     *
     * @param values fields to write with the decision, of those that the step opens; may be empty
     * @param version of the record that the person has seen, or null; only looked at with values
     * @param chosen people for later steps, by step; may be empty
     * @param signature a drawn signature as a data URL, or null
     */
    record Agree(
            Map<String, @Nullable Object> values,
            @Nullable Integer version,
            Map<String, List<RecordId>> chosen,
            @Nullable String signature)
            implements TaskAction {

        public static final Agree PLAIN = new Agree(Map.of(), null, Map.of(), null);

        public Agree(
                Map<String, @Nullable Object> values,
                @Nullable Integer version,
                Map<String, List<RecordId>> chosen,
                @Nullable String signature) {
            this.values = Collections.unmodifiableMap(new HashMap<>(values));
            this.version = version;
            this.chosen = Map.copyOf(chosen);
            this.signature = signature;
        }
    }

    /** Rejects: the request ends, unless the step waits for others. */
    record Reject() implements TaskAction {}

    /** Decides neither way. */
    record Abstain() implements TaskAction {}

    /** @param node the step to which the request goes back, or null for its initiator */
    record SendBack(@Nullable String node) implements TaskAction {}

    record HandOver(RecordId to) implements TaskAction {}

    /**
     * @param method how those asked before or after decide among themselves
     * @param rejects whether a reject of those asked before ends the step
     */
    record Add(Placement placement, Completion method, List<RecordId> people, boolean rejects) implements TaskAction {
        public Add {
            people = List.copyOf(people);
        }
    }

    record Remove(RecordId person) implements TaskAction {}

    record Claim() implements TaskAction {}

    record Unclaim() implements TaskAction {}

    /** Keeps words and values for later; the task stays. */
    record Keep(Map<String, @Nullable Object> values) implements TaskAction {
        public Keep(Map<String, @Nullable Object> values) {
            this.values = Collections.unmodifiableMap(new HashMap<>(values));
        }
    }

    /** Undoes one's own decision, while the step is open or as long as nothing has come of it. */
    record TakeBack() implements TaskAction {}
}
