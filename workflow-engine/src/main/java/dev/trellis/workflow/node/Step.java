package dev.trellis.workflow.node;

/** What an action comes to. */
public sealed interface Step {

    /** It counts. */
    record Taken(NodeState state) implements Step {}

    /** It does not, and nothing has changed. */
    record Refused(Why why) implements Step {}

    /** Why an action does not count. */
    enum Why {
        /** This person has no place here. */
        NOT_SEATED,
        /** The step is over. */
        OVER,
        /** This person has decided already. */
        DECIDED,
        /** This person has handed the task over or was taken out again. */
        NOT_YOURS_ANY_MORE,
        /** This person's turn has not come, or somebody else has claimed the step. */
        NOT_YOUR_TURN,
        /** This person waits for people whom they asked first. */
        WAITS_FOR_ADDED,
        /** Nobody hands a task to themselves. */
        TO_SELF,
        /** The receiver has decided here already. */
        RECEIVER_DECIDED,
        /** The task has gone through too many hands. */
        HANDED_OVER_TOO_OFTEN,
        /** Somebody to be added has a place here already. */
        ALREADY_SEATED,
        /** Nobody was named. */
        NOBODY_NAMED,
        /** Added people may not add further people. */
        TOO_DEEP,
        /** Only whoever added a person may remove them, until they decide. */
        NOT_ADDED_BY_YOU,
        /** The step is not one that is claimed. */
        NOT_CLAIMABLE,
        /** The step knows no abstention. */
        NO_ABSTENTION,
        /** There is no decision of this person to take back. */
        NOTHING_TO_TAKE_BACK,
        /** Somebody has decided, so that the request is not taken back any more. */
        TOO_LATE
    }
}
