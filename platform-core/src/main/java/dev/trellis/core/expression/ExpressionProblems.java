package dev.trellis.core.expression;

import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The ways in which an expression can be wrong, each with its place in the text. */
final class ExpressionProblems {

    static final ProblemCode EMPTY = code("EMPTY");
    static final ProblemCode TOO_LONG = code("TOO_LONG");
    static final ProblemCode TOO_MANY_PARTS = code("TOO_MANY_PARTS");
    static final ProblemCode TOO_DEEP = code("TOO_DEEP");
    static final ProblemCode UNCLOSED = code("UNCLOSED");
    static final ProblemCode BAD_CHARACTER = code("BAD_CHARACTER");
    static final ProblemCode BAD_NUMBER = code("BAD_NUMBER");
    static final ProblemCode UNEXPECTED = code("UNEXPECTED");
    static final ProblemCode CHAINED = code("CHAINED");
    static final ProblemCode UNKNOWN_FIELD = code("UNKNOWN_FIELD");
    static final ProblemCode UNKNOWN_ROOT = code("UNKNOWN_ROOT");
    static final ProblemCode UNKNOWN_FUNCTION = code("UNKNOWN_FUNCTION");
    static final ProblemCode UNKNOWN_PARAMETER = code("UNKNOWN_PARAMETER");
    static final ProblemCode UNKNOWN_OPTION = code("UNKNOWN_OPTION");
    static final ProblemCode NOT_A_LOOKUP = code("NOT_A_LOOKUP");
    static final ProblemCode TOO_MANY_HOPS = code("TOO_MANY_HOPS");
    static final ProblemCode ROWS_OUTSIDE = code("ROWS_OUTSIDE");
    static final ProblemCode TWO_ROW_SETS = code("TWO_ROW_SETS");
    static final ProblemCode ARGUMENT_COUNT = code("ARGUMENT_COUNT");
    static final ProblemCode ARGUMENT_TYPE = code("ARGUMENT_TYPE");
    static final ProblemCode ARGUMENT_VALUE = code("ARGUMENT_VALUE");
    static final ProblemCode OPERAND_TYPE = code("OPERAND_TYPE");
    static final ProblemCode OPERANDS = code("OPERANDS");
    static final ProblemCode BRANCHES = code("BRANCHES");
    static final ProblemCode RESULT_TYPE = code("RESULT_TYPE");

    private ExpressionProblems() {}

    private static ProblemCode code(String key) {
        return ProblemCode.invalid("EXPRESSION_" + key);
    }

    /** Returns a problem with its place: {@code line} and {@code column} count from 1, {@code offset} from 0. */
    static Problem at(String source, Span span, ProblemCode code, Map<String, Object> facts) {
        var before = source.substring(0, Math.min(span.offset(), source.length()));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        var all = new HashMap<>(facts);
        all.put("line", line);
        all.put("column", column);
        all.put("offset", span.offset());
        all.put("length", span.length());
        return new Problem("", code, all);
    }

    /** Returns a sentence that proposes the nearest of the allowed names, or an empty text. */
    static Label didYouMean(String given, Collection<String> allowed) {
        return nearest(given, allowed)
                .map(name -> Label.of(" Did you mean " + name + "?", "是不是要写 " + name + "？"))
                .orElse(Label.EMPTY);
    }

    /** As {@link #didYouMean}; where nothing is near, all allowed names. */
    static Label choose(String given, Collection<String> allowed) {
        var near = didYouMean(given, allowed);
        return near.isEmpty() && !allowed.isEmpty()
                ? Label.of(
                        " Its fields: " + String.join(", ", allowed) + ".", "可用字段：" + String.join("、", allowed) + "。")
                : near;
    }

    private static Optional<String> nearest(String given, Collection<String> allowed) {
        var wanted = given.toLowerCase(Locale.ROOT);
        int best = wanted.length() < 4 ? 2 : Math.max(2, wanted.length() / 3) + 1;
        String found = null;
        for (var name : allowed) {
            var candidate = name.toLowerCase(Locale.ROOT);
            int distance = candidate.startsWith(wanted) && wanted.length() > 2 ? 1 : distance(wanted, candidate);
            if (distance < best) {
                best = distance;
                found = name;
            }
        }
        return Optional.ofNullable(found);
    }

    /** The Levenshtein distance. */
    private static int distance(String a, String b) {
        var previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(previous[j - 1] + change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
