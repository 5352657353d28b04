package dev.trellis.workflow.approval;

import dev.trellis.core.problem.ProblemCode;

/** Everything that approvals refuse. */
public final class ApprovalProblems {

    /** No published flow over this entity can be started for this record. */
    public static final ProblemCode NOT_STARTABLE = ProblemCode.conflict("APPROVAL_NOT_STARTABLE");

    public static final ProblemCode ALREADY_RUNNING = ProblemCode.conflict("APPROVAL_ALREADY_RUNNING");

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

    private ApprovalProblems() {}
}
