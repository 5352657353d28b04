package dev.trellis.workflow.route;

import dev.trellis.core.problem.Problem;
import java.util.List;

/** Evaluates the conditions of a definition over its record. */
@FunctionalInterface
public interface Conditions {

    Verdict holds(String expression);

    /** What a condition comes to. */
    sealed interface Verdict {

        record True() implements Verdict {}

        /** FALSE or blank. */
        record Not() implements Verdict {}

        /** It cannot be computed. */
        record Failed(List<Problem> problems) implements Verdict {
            public Failed {
                problems = List.copyOf(problems);
            }
        }
    }
}
