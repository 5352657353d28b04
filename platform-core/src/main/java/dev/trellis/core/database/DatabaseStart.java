package dev.trellis.core.database;

import dev.trellis.core.problem.Problem;

/** What became of an attempt to start on a database. */
public sealed interface DatabaseStart {

    /** It is being started; {@link Database#problem()} tells how that ended. */
    record Starting(Database database) implements DatabaseStart {}

    /** It cannot be started, and nothing was. */
    record Refused(Problem problem) implements DatabaseStart {}
}
