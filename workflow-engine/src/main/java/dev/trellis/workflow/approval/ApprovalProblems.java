package dev.trellis.workflow.approval;

import dev.trellis.core.problem.ProblemCode;

/** Everything that approvals refuse. */
public final class ApprovalProblems {

    /** No published flow over this entity can be started for this record. */
    public static final ProblemCode NOT_STARTABLE = ProblemCode.conflict("APPROVAL_NOT_STARTABLE");

    public static final ProblemCode ALREADY_RUNNING = ProblemCode.conflict("APPROVAL_ALREADY_RUNNING");

    /** What runs for the record, or what would start, runs alone. */
    public static final ProblemCode NOT_BESIDE = ProblemCode.conflict("APPROVAL_NOT_BESIDE");

    /** Several requests run for the record, and none was named. */
    public static final ProblemCode SEVERAL_RUNNING = ProblemCode.conflict("APPROVAL_SEVERAL_RUNNING");

    public static final ProblemCode NO_APPROVER = ProblemCode.invalid("APPROVAL_NO_APPROVER");

    /** A condition of the definition cannot be computed for this record. */
    public static final ProblemCode CONDITION_FAILED = ProblemCode.invalid("APPROVAL_CONDITION_FAILED");

    /** A field that the flow sets cannot be computed for this record. */
    public static final ProblemCode EFFECT_FAILED = ProblemCode.invalid("APPROVAL_EFFECT_FAILED");

    /** Somebody else's decision came first. */
    public static final ProblemCode ALREADY_DECIDED = ProblemCode.conflict("APPROVAL_ALREADY_DECIDED");

    /** This person has decided already. */
    public static final ProblemCode ALREADY_DECIDED_BY_YOU = ProblemCode.conflict("APPROVAL_ALREADY_DECIDED_BY_YOU");

    /** The initiator took the request back. */
    public static final ProblemCode ALREADY_WITHDRAWN = ProblemCode.conflict("APPROVAL_ALREADY_WITHDRAWN");

    public static final ProblemCode NOT_YOUR_TASK = ProblemCode.denied("APPROVAL_NOT_YOUR_TASK");

    public static final ProblemCode TASK_NOT_FOUND = ProblemCode.notFound("APPROVAL_TASK_NOT_FOUND");

    public static final ProblemCode RECORD_NOT_FOUND = ProblemCode.notFound("APPROVAL_RECORD_NOT_FOUND");

    public static final ProblemCode NOT_RUNNING = ProblemCode.conflict("APPROVAL_NOT_RUNNING");

    public static final ProblemCode ONLY_INITIATOR = ProblemCode.denied("APPROVAL_ONLY_INITIATOR");

    public static final ProblemCode TOO_LATE_TO_WITHDRAW = ProblemCode.conflict("APPROVAL_TOO_LATE_TO_WITHDRAW");

    public static final ProblemCode MAY_NOT_SUBMIT = ProblemCode.denied("APPROVAL_MAY_NOT_SUBMIT");

    public static final ProblemCode RECORD_CHANGED = ProblemCode.stale("APPROVAL_RECORD_CHANGED");

    public static final ProblemCode COMMENT_TOO_LONG = ProblemCode.invalid("APPROVAL_COMMENT_TOO_LONG");

    public static final ProblemCode ONLY_PEOPLE = ProblemCode.denied("APPROVAL_ONLY_PEOPLE");

    /** This person has handed the task over, or was taken out of the step. */
    public static final ProblemCode NOT_YOURS_ANY_MORE = ProblemCode.conflict("APPROVAL_NOT_YOURS_ANY_MORE");

    /** Others decide first, or somebody has claimed the step. */
    public static final ProblemCode NOT_YOUR_TURN = ProblemCode.conflict("APPROVAL_NOT_YOUR_TURN");

    /** This person waits for people whom they asked first. */
    public static final ProblemCode WAITS_FOR_ADDED = ProblemCode.conflict("APPROVAL_WAITS_FOR_ADDED");

    /** The request has left the step without a decision of its people. */
    public static final ProblemCode MOVED_ON = ProblemCode.conflict("APPROVAL_MOVED_ON");

    /** A task is not handed over to oneself. */
    public static final ProblemCode TO_SELF = ProblemCode.invalid("APPROVAL_TO_SELF");

    /** The receiver has decided at this step already. */
    public static final ProblemCode RECEIVER_DECIDED = ProblemCode.invalid("APPROVAL_RECEIVER_DECIDED");

    /** The task has gone through too many hands. */
    public static final ProblemCode HANDED_OVER_TOO_OFTEN = ProblemCode.invalid("APPROVAL_HANDED_OVER_TOO_OFTEN");

    /** Somebody named is part of the step already. */
    public static final ProblemCode ALREADY_SEATED = ProblemCode.invalid("APPROVAL_ALREADY_SEATED");

    /** An action that needs people names none. */
    public static final ProblemCode NOBODY_NAMED = ProblemCode.invalid("APPROVAL_NOBODY_NAMED");

    /** Added people may not add further people. */
    public static final ProblemCode TOO_DEEP = ProblemCode.invalid("APPROVAL_TOO_DEEP");

    /** Only people whom one has added and who have not decided are removed. */
    public static final ProblemCode NOT_ADDED_BY_YOU = ProblemCode.invalid("APPROVAL_NOT_ADDED_BY_YOU");

    /** There is no decision that could still be taken back. */
    public static final ProblemCode TAKE_BACK_TOO_LATE = ProblemCode.conflict("APPROVAL_TAKE_BACK_TOO_LATE");

    public static final ProblemCode TAKE_BACK_WORKED = ProblemCode.conflict("APPROVAL_TAKE_BACK_WORKED");
    public static final ProblemCode TAKE_BACK_NOT_HERE = ProblemCode.conflict("APPROVAL_TAKE_BACK_NOT_HERE");
    public static final ProblemCode STANDS_STILL = ProblemCode.conflict("APPROVAL_STANDS_STILL");
    public static final ProblemCode DECIDED_BY_LIMIT = ProblemCode.conflict("APPROVAL_DECIDED_BY_LIMIT");
    public static final ProblemCode NOTHING_TO_TAKE_BACK = ProblemCode.conflict("APPROVAL_NOTHING_TO_TAKE_BACK");

    /** The step does not offer this action. */
    public static final ProblemCode NOT_OFFERED = ProblemCode.denied("APPROVAL_NOT_OFFERED");

    /** Somebody named does not exist or has left. */
    public static final ProblemCode PERSON_UNKNOWN = ProblemCode.invalid("APPROVAL_PERSON_UNKNOWN");

    /** The initiator would decide on their own request. */
    public static final ProblemCode INITIATOR_DECIDES = ProblemCode.invalid("APPROVAL_INITIATOR_DECIDES");

    /** The step asks for a comment with this decision. */
    public static final ProblemCode COMMENT_REQUIRED = ProblemCode.invalid("APPROVAL_COMMENT_REQUIRED");

    /** The step takes no comments. */
    public static final ProblemCode COMMENT_NOT_OFFERED = ProblemCode.invalid("APPROVAL_COMMENT_NOT_OFFERED");

    /** The step asks for a signature. */
    public static final ProblemCode SIGNATURE_REQUIRED = ProblemCode.invalid("APPROVAL_SIGNATURE_REQUIRED");

    /** A signature is no drawing of reasonable size. */
    public static final ProblemCode SIGNATURE_TOO_LONG = ProblemCode.invalid("APPROVAL_SIGNATURE_TOO_LONG");

    /** A field that the step asks for is blank. */
    public static final ProblemCode FIELD_REQUIRED = ProblemCode.invalid("APPROVAL_FIELD_REQUIRED");

    /** A request goes back only to steps that it has passed. */
    public static final ProblemCode TARGET_NOT_PASSED = ProblemCode.invalid("APPROVAL_TARGET_NOT_PASSED");

    /** The approval has no such step. */
    public static final ProblemCode STEP_UNKNOWN = ProblemCode.invalid("APPROVAL_STEP_UNKNOWN");

    /** People must be chosen for a later step. */
    public static final ProblemCode CHOOSE = ProblemCode.invalid("APPROVAL_CHOOSE");

    /** People are urged once an hour at most. */
    public static final ProblemCode URGED_RECENTLY = ProblemCode.conflict("APPROVAL_URGED_RECENTLY");

    /** The approval does not let requests be withdrawn. */
    public static final ProblemCode NOT_WITHDRAWABLE = ProblemCode.conflict("APPROVAL_NOT_WITHDRAWABLE");

    /** Only those who take part in a request may do this. */
    public static final ProblemCode ONLY_PARTICIPANTS = ProblemCode.denied("APPROVAL_ONLY_PARTICIPANTS");

    /** Only administrators of the approval may do this. */
    public static final ProblemCode ONLY_ADMINISTRATORS = ProblemCode.denied("APPROVAL_ONLY_ADMINISTRATORS");

    /** An administrator says why. */
    public static final ProblemCode REASON_REQUIRED = ProblemCode.invalid("APPROVAL_REASON_REQUIRED");

    /** The request does not stand still. */
    public static final ProblemCode NOT_SUSPENDED = ProblemCode.conflict("APPROVAL_NOT_SUSPENDED");

    /** The request has gone in circles. */
    public static final ProblemCode TOO_MANY_STEPS = ProblemCode.conflict("APPROVAL_TOO_MANY_STEPS");

    /** The step asks for more than an agreement. */
    public static final ProblemCode NOT_FOR_BULK = ProblemCode.invalid("APPROVAL_NOT_FOR_BULK");

    /** More tasks at once than allowed. */
    public static final ProblemCode TOO_MANY = ProblemCode.invalid("APPROVAL_TOO_MANY");

    /** The period of a deputy ends before it begins. */
    public static final ProblemCode PERIOD_INVALID = ProblemCode.invalid("APPROVAL_PERIOD_INVALID");

    /** The limit of a deputy is no amount. */
    public static final ProblemCode DEPUTY_LIMIT_INVALID = ProblemCode.invalid("APPROVAL_DEPUTY_LIMIT_INVALID");

    public static final ProblemCode DEPUTY_CURRENCY_UNKNOWN = ProblemCode.invalid("APPROVAL_DEPUTY_CURRENCY_UNKNOWN");

    /** The time of a deputy is over; the task goes back. */
    public static final ProblemCode DEPUTY_ENDED = ProblemCode.conflict("APPROVAL_DEPUTY_ENDED");

    /** The request is worth more than what a deputy decides. */
    public static final ProblemCode DEPUTY_LIMIT = ProblemCode.conflict("APPROVAL_DEPUTY_LIMIT");

    /** Rules alone would approve a request. */
    public static final ProblemCode NOBODY_DECIDED = ProblemCode.invalid("APPROVAL_NOBODY_DECIDED");

    public static final ProblemCode NO_TARGET = ProblemCode.invalid("APPROVAL_NO_TARGET");
    public static final ProblemCode SUB_FLOW_GONE = ProblemCode.invalid("APPROVAL_SUB_FLOW_GONE");
    public static final ProblemCode TOO_MANY_SUB_FLOWS = ProblemCode.invalid("APPROVAL_TOO_MANY_SUB_FLOWS");
    public static final ProblemCode CALL_FAILED = ProblemCode.invalid("APPROVAL_CALL_FAILED");
    public static final ProblemCode CALL_TIMED_OUT = ProblemCode.invalid("APPROVAL_CALL_TIMED_OUT");
    public static final ProblemCode CALL_UNKNOWN_CHANNEL = ProblemCode.invalid("APPROVAL_CALL_UNKNOWN_CHANNEL");

    public static final ProblemCode MOVE_MANIFOLD = ProblemCode.conflict("APPROVAL_MOVE_MANIFOLD");
    public static final ProblemCode MOVE_SUSPENDED = ProblemCode.conflict("APPROVAL_MOVE_SUSPENDED");
    public static final ProblemCode MOVE_STEP_GONE = ProblemCode.conflict("APPROVAL_MOVE_STEP_GONE");
    public static final ProblemCode APPROVAL_UNKNOWN = ProblemCode.notFound("APPROVAL_UNKNOWN");

    private ApprovalProblems() {}
}
