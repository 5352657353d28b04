package dev.trellis.core.expression;

import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.ProblemCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One call while it is typed; its arguments may be replaced by adapted ones. */
final class CallSite {

    /** No upper limit of arguments but that of nodes. */
    static final int ANY_NUMBER = Integer.MAX_VALUE;

    private final ExpressionFunction function;
    private final Span nameSpan;
    private final List<Expression> arguments;
    private final PathCheck paths;
    private final Faults faults;

    CallSite(ExpressionFunction function, Span nameSpan, List<Expression> arguments, PathCheck paths, Faults faults) {
        this.function = function;
        this.nameSpan = nameSpan;
        this.arguments = new ArrayList<>(arguments);
        this.paths = paths;
        this.faults = faults;
    }

    int size() {
        return arguments.size();
    }

    Expression argument(int index) {
        return arguments.get(index);
    }

    ValueType type(int index) {
        return arguments.get(index).type();
    }

    /** The field that says on which day the record's amounts are converted; empty for the day of creation. */
    Optional<Expression> recordDate(Span span) {
        return paths.recordDate(span);
    }

    /** Adds an argument that was left out. */
    void append(Expression argument) {
        arguments.add(argument);
    }

    List<Expression> arguments() {
        return arguments;
    }

    boolean counts(int min, int max) {
        if (size() >= min && size() <= max) {
            return true;
        }
        var allowed = min == max ? Label.of("" + min, "" + min) : range(min, max);
        return refuse(
                nameSpan,
                ExpressionProblems.ARGUMENT_COUNT,
                Map.of("given", size(), "allowed", allowed, "signature", function.signature()));
    }

    private static Label range(int min, int max) {
        return max == ANY_NUMBER
                ? Label.of(min + " or more", min + " 个或更多")
                : Label.of(min + " to " + max, min + " 到 " + max);
    }

    boolean accepts(Accepts... parameters) {
        boolean fine = true;
        for (int i = 0; i < size(); i++) {
            fine &= accepts(i, parameters[i]);
        }
        return fine;
    }

    boolean acceptsAll(Accepts each) {
        boolean fine = true;
        for (int i = 0; i < size(); i++) {
            fine &= accepts(i, each);
        }
        return fine;
    }

    boolean accepts(int index, Accepts parameter) {
        if (parameter.test(type(index))) {
            return true;
        }
        return refuse(
                argument(index).span(),
                ExpressionProblems.ARGUMENT_TYPE,
                Map.of(
                        "number", index + 1,
                        "given", Types.label(type(index)),
                        "allowed", parameter.label(),
                        "signature", function.signature()));
    }

    /** Adapts the arguments at some places to one type, for one of them is chosen; reports where they share none. */
    Optional<ValueType> unify(List<Integer> places) {
        var together = places.stream().map(arguments::get).toList();
        return unify(places, together, Coercion.chosen(together, faults));
    }

    /** Adapts the arguments at some places to each other, for they are compared; reports where they cannot be. */
    Optional<ValueType> compare(List<Integer> places) {
        var together = places.stream().map(arguments::get).toList();
        return unify(places, together, Coercion.compared(together, faults));
    }

    private Optional<ValueType> unify(
            List<Integer> places, List<Expression> together, Optional<List<Expression>> unified) {
        if (unified.isEmpty()) {
            var types = together.stream()
                    .map(Expression::type)
                    .filter(type -> !Types.isBlank(type))
                    .distinct()
                    .toList();
            refuse(
                    nameSpan,
                    ExpressionProblems.BRANCHES,
                    Map.of(
                            "function", function.name(),
                            "given", Types.label(types.getFirst()),
                            "other", Types.label(types.getLast())));
            return Optional.empty();
        }
        for (int i = 0; i < places.size(); i++) {
            arguments.set(places.get(i), unified.get().get(i));
        }
        return Optional.of(Coercion.shared(unified.get()));
    }

    /** Returns the one type of all values, the elements of lists included. */
    Optional<ValueType> sharedElement() {
        ValueType shared = ValueType.BLANK;
        for (var argument : arguments) {
            var type = Types.element(argument.type());
            if (Types.isBlank(shared)) {
                shared = type;
            } else if (!Types.isBlank(type) && !shared.equals(type)) {
                refuse(
                        argument.span(),
                        ExpressionProblems.BRANCHES,
                        Map.of("function", function.name(), "given", Types.label(shared), "other", Types.label(type)));
                return Optional.empty();
            }
        }
        return Optional.of(shared);
    }

    void replace(int index, Expression adapted) {
        arguments.set(index, adapted);
    }

    Faults faults() {
        return faults;
    }

    /** Reports a problem of one argument's value, known before any evaluation; always false. */
    boolean refuseValue(int index, Label allowed) {
        return refuse(
                argument(index).span(),
                ExpressionProblems.ARGUMENT_VALUE,
                Map.of("number", index + 1, "allowed", allowed, "signature", function.signature()));
    }

    private boolean refuse(Span span, ProblemCode code, Map<String, Object> facts) {
        var named = new HashMap<>(facts);
        named.putIfAbsent("function", function.name());
        faults.add(span, code, named);
        return false;
    }
}
