package dev.trellis.core.expression;

import dev.trellis.core.problem.Problem;
import java.util.List;

/** What checking a text gives: something to evaluate, or what is wrong with it. */
public sealed interface Checked {

    record Valid(CompiledExpression expression) implements Checked {}

    /** Each problem has the arguments {@code line}, {@code column} (from 1), {@code offset} (from 0) and {@code length}. */
    record Invalid(List<Problem> problems) implements Checked {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
