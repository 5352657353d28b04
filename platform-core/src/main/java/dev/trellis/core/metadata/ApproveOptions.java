package dev.trellis.core.metadata;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trellis.core.metadata.ApprovalDefinition.Approver;
import java.util.List;
import java.util.Locale;

/**
 * How a step deals with everything that is not plain agreeing; the defaults suit most steps.
 *
 * @param rejects when a reject ends a step of several people
 * @param percent of a vote that must agree, 1 to 100; 0 where {@code votes} says it, or everybody must
 * @param votes that must agree in a vote; 0 where {@code percent} says it
 * @param keepsThreshold added people do not raise what a vote needs
 * @param nobody what happens where nobody is found
 * @param substitutes who decides then, with {@link Nobody#PEOPLE}
 * @param repeated what happens to somebody who has agreed before
 * @param signature a drawn signature is asked for
 * @param transfer a task may be handed over
 * @param add people may be added
 * @param addDepth 2 lets added people add further ones
 * @param returns where somebody may send a request back to
 * @param reEntry where a request goes on that was sent back
 * @param required fields that must be filled to agree
 * @param reminders after how many business days people are reminded
 * @param limitHours after how many business hours {@code limitAction} is due; 0 for never
 */
public record ApproveOptions(
        Rejects rejects,
        int percent,
        int votes,
        boolean mayAbstain,
        boolean keepsThreshold,
        Nobody nobody,
        List<Approver> substitutes,
        Repeated repeated,
        Comment comment,
        boolean signature,
        boolean transfer,
        boolean add,
        int addDepth,
        Returns returns,
        ReEntry reEntry,
        List<String> required,
        List<Integer> reminders,
        int limitHours,
        LimitAction limitAction) {

    public static final ApproveOptions DEFAULT = new ApproveOptions(
            Rejects.FIRST,
            0,
            0,
            false,
            false,
            Nobody.ADMINISTRATORS,
            List.of(),
            Repeated.CONSECUTIVE,
            Comment.OPTIONAL,
            false,
            true,
            true,
            1,
            Returns.PASSED,
            ReEntry.AGAIN,
            List.of(),
            List.of(1, 3),
            0,
            LimitAction.TRANSFER);

    public ApproveOptions {
        substitutes = List.copyOf(substitutes);
        required = List.copyOf(required);
        reminders = List.copyOf(reminders);
    }

    /** The same, without the right to add people. */
    ApproveOptions withoutAdding() {
        return new ApproveOptions(
                rejects,
                percent,
                votes,
                mayAbstain,
                keepsThreshold,
                nobody,
                substitutes,
                repeated,
                comment,
                signature,
                transfer,
                false,
                addDepth,
                returns,
                reEntry,
                required,
                reminders,
                limitHours,
                limitAction);
    }

    /** When a reject decides. */
    public enum Rejects {
        /** The first. */
        FIRST,
        /** An or-sign is rejected only when all reject; a countersign hears everybody before it is. */
        ALL;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Rejects of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** What happens where nobody is found for a step. */
    public enum Nobody {
        /** The administrators of the approval decide. */
        ADMINISTRATORS,
        /** The step counts as agreed, unless nobody at all would have decided. */
        AGREE,
        /** Given people decide. */
        PEOPLE,
        /** The initiator's manager decides. */
        MANAGER,
        /** Submitting is refused. */
        REFUSE,
        REJECT;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Nobody of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** What happens to somebody who has agreed to the same request before. */
    public enum Repeated {
        /** Whoever agreed in the step just before and is alone in this one need not do so again. */
        CONSECUTIVE,
        /** Whoever agreed anywhere since the last submission need not do so again. */
        ANY,
        /** Everybody decides every time. */
        OFF,
        /** Somebody else must decide. */
        EXCLUSIVE;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Repeated of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether a decision needs words. */
    public enum Comment {
        NONE,
        OPTIONAL,
        REQUIRED,
        ON_REJECT;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Comment of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** Where a request may be sent back to. */
    public enum Returns {
        NONE,
        INITIATOR,
        /** The initiator, or the step before. */
        PREVIOUS,
        /** The initiator, or any step that the request has passed. */
        PASSED;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Returns of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** How a returned request goes on. */
    public enum ReEntry {
        /** Through all steps in between. */
        AGAIN,
        /** Straight to whoever sent it back, unless something the steps in between depend on has changed. */
        DIRECT;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static ReEntry of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** What happens when a step has waited too long. */
    public enum LimitAction {
        /** The manager of each who has not decided is added. */
        ESCALATE,
        /** The manager of each who has not decided gets the task. */
        TRANSFER,
        AGREE,
        REJECT,
        /** The request goes back to its initiator. */
        RETURN;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static LimitAction of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }
}
