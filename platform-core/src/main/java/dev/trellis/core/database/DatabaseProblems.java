package dev.trellis.core.database;

import dev.trellis.core.problem.ProblemCode;

/** What can be wrong with the database that a node is started on; the operator reads it. */
public final class DatabaseProblems {

    public static final ProblemCode FOLDER_IN_USE = ProblemCode.conflict("DATA_FOLDER_IN_USE");
    public static final ProblemCode FOLDER_UNUSABLE = ProblemCode.invalid("DATA_FOLDER_UNUSABLE");
    public static final ProblemCode NO_EMBEDDED_SERVER = ProblemCode.invalid("NO_EMBEDDED_DATABASE_HERE");
    public static final ProblemCode URL_UNREADABLE = ProblemCode.invalid("DATABASE_URL_UNREADABLE");
    public static final ProblemCode UNREACHABLE = ProblemCode.invalid("DATABASE_UNREACHABLE");

    private DatabaseProblems() {}
}
