package dev.trellis.workflow.node;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import java.util.List;

/** Something that is done to a step. The log keeps it, so that replaying the log rebuilds the state. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action")
@JsonSubTypes({
    @JsonSubTypes.Type(value = NodeAction.Agree.class, name = "agree"),
    @JsonSubTypes.Type(value = NodeAction.Reject.class, name = "reject"),
    @JsonSubTypes.Type(value = NodeAction.Abstain.class, name = "abstain"),
    @JsonSubTypes.Type(value = NodeAction.Return.class, name = "return"),
    @JsonSubTypes.Type(value = NodeAction.Transfer.class, name = "transfer"),
    @JsonSubTypes.Type(value = NodeAction.Add.class, name = "add"),
    @JsonSubTypes.Type(value = NodeAction.Remove.class, name = "remove"),
    @JsonSubTypes.Type(value = NodeAction.Claim.class, name = "claim"),
    @JsonSubTypes.Type(value = NodeAction.Unclaim.class, name = "unclaim"),
    @JsonSubTypes.Type(value = NodeAction.TakeBack.class, name = "takeBack"),
    @JsonSubTypes.Type(value = NodeAction.Reopen.class, name = "reopen"),
    @JsonSubTypes.Type(value = NodeAction.AgreeByRule.class, name = "agreeByRule"),
    @JsonSubTypes.Type(value = NodeAction.RejectByRule.class, name = "rejectByRule"),
    @JsonSubTypes.Type(value = NodeAction.ReturnByRule.class, name = "returnByRule"),
    @JsonSubTypes.Type(value = NodeAction.Reassign.class, name = "reassign"),
    @JsonSubTypes.Type(value = NodeAction.Deputise.class, name = "deputise"),
    @JsonSubTypes.Type(value = NodeAction.ComeBack.class, name = "comeBack"),
    @JsonSubTypes.Type(value = NodeAction.Withdraw.class, name = "withdraw"),
    @JsonSubTypes.Type(value = NodeAction.Cancel.class, name = "cancel")
})
public sealed interface NodeAction {

    record Agree(RecordId user) implements NodeAction {}

    record Reject(RecordId user) implements NodeAction {}

    /** Decides neither way; only of a vote that allows it. */
    record Abstain(RecordId user) implements NodeAction {}

    /** Sends the request back: one person's power, whatever the others think. */
    record Return(RecordId user) implements NodeAction {}

    /** Hands the task over for good. */
    record Transfer(RecordId user, RecordId to) implements NodeAction {}

    /**
     * Adds people.
     *
     * @param method of those asked before or after; those beside follow the step's own
     */
    record Add(RecordId user, Group.Placement placement, Completion method, List<RecordId> people, boolean rejects)
            implements NodeAction {
        public Add {
            people = List.copyOf(people);
        }
    }

    /** Takes an added person back who has not decided. */
    record Remove(RecordId user, RecordId person) implements NodeAction {}

    /** Takes the step for oneself, out of those who all could. */
    record Claim(RecordId user) implements NodeAction {}

    record Unclaim(RecordId user) implements NodeAction {}

    /** Undoes one's own decision while the step is still open. */
    record TakeBack(RecordId user) implements NodeAction {}

    /** Takes an agreement back after the step is over: it ends without a decision, and is arrived at again. */
    record Reopen(RecordId user) implements NodeAction {}

    record AgreeByRule(RecordId user) implements NodeAction {}

    record RejectByRule(RecordId user) implements NodeAction {}

    record ReturnByRule() implements NodeAction {}

    /** Gives an open place to somebody else, whoever holds it: administrators, and the rule for those who leave. */
    record Reassign(RecordId user, RecordId to) implements NodeAction {}

    /** An open place goes along to whoever stands in for the person from now on, and is decided for the person. */
    record Deputise(RecordId user, RecordId deputy) implements NodeAction {}

    /** The place of a deputy goes back to the person for whom it is held. */
    record ComeBack(RecordId deputy) implements NodeAction {}

    /** Takes the request back. */
    record Withdraw(boolean evenIfDecided) implements NodeAction {}

    /** Ends the step without a decision. */
    record Cancel() implements NodeAction {}
}
