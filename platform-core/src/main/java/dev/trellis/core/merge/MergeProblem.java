package dev.trellis.core.merge;

import dev.trellis.core.problem.ProblemCode;

/** What may stand against merging. */
final class MergeProblem {

    static final ProblemCode WITH_ITSELF = ProblemCode.invalid("MERGE_WITH_ITSELF");
    static final ProblemCode NOT_MERGEABLE = ProblemCode.invalid("MERGE_NOT_MERGEABLE");
    static final ProblemCode UNKNOWN_CHOICE = ProblemCode.invalid("MERGE_UNKNOWN_CHOICE");
    static final ProblemCode LINES_CHOICE = ProblemCode.invalid("MERGE_LINES_CHOICE");
    static final ProblemCode ALREADY_UNDONE = ProblemCode.conflict("MERGE_ALREADY_UNDONE");
    static final ProblemCode SURVIVOR_GONE = ProblemCode.conflict("MERGE_SURVIVOR_GONE");
    static final ProblemCode LOCKED = ProblemCode.locked("RECORD_LOCKED");

    private MergeProblem() {}
}
