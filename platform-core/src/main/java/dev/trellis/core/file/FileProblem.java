package dev.trellis.core.file;

import dev.trellis.core.problem.ProblemCode;

/** The kinds of trouble with files. */
final class FileProblem {

    static final ProblemCode NO_SUCH_FIELD = ProblemCode.invalid("FILE_FIELD");
    static final ProblemCode TOO_LARGE = ProblemCode.invalid("FILE_TOO_LARGE");
    static final ProblemCode EMPTY = ProblemCode.invalid("FILE_EMPTY");
    static final ProblemCode KIND = ProblemCode.invalid("FILE_KIND");
    static final ProblemCode NOT_A_PICTURE = ProblemCode.invalid("FILE_NOT_A_PICTURE");
    static final ProblemCode UNKNOWN = ProblemCode.invalid("FILE_UNKNOWN");

    static final ProblemCode NOT_KEPT = ProblemCode.unavailable("FILE_NOT_KEPT");
    static final ProblemCode NOT_REACHED = ProblemCode.unavailable("FILE_NOT_REACHED");

    private FileProblem() {}
}
