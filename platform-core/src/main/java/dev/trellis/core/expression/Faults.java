package dev.trellis.core.expression;

import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gathers the problems of one text while it is typed. */
final class Faults {

    private static final int MAX = 20;

    private final String source;
    private final List<Problem> problems = new ArrayList<>();

    Faults(String source) {
        this.source = source;
    }

    void add(Span span, ProblemCode code, Map<String, Object> facts) {
        if (problems.size() < MAX) {
            var all = new java.util.HashMap<>(facts);
            all.putIfAbsent("text", span.of(source));
            problems.add(ExpressionProblems.at(source, span, code, all));
        }
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    List<Problem> problems() {
        return problems;
    }
}
