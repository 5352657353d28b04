package dev.trellis.form.design;

import dev.trellis.core.problem.Problem;

/** What an edit makes of a design. */
public sealed interface Edited {

    record Applied(Design design) implements Edited {}

    /** The edit means nothing here, or is not allowed; the design stays. */
    record Refused(Problem problem) implements Edited {}
}
