package dev.trellis.core.expression;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adapts parts to each other: the code of an option in quotes takes the type of the other side, so does the id of a
 * record; a date beside a date with time becomes midnight in the business zone.
 */
final class Coercion {

    private Coercion() {}

    /** Adapts the sides of a comparison to one type; empty if they share none. A wrong option code is reported. */
    static Optional<List<Expression>> compared(List<Expression> parts, Faults faults) {
        return adapted(parts, target(parts), faults);
    }

    /** Adapts values among which is chosen to one type; choices beside other texts are texts. */
    static Optional<List<Expression>> chosen(List<Expression> parts, Faults faults) {
        var target = target(parts);
        boolean isText = target.isPresent()
                && target.get() instanceof ValueType.Option(var codes)
                && parts.stream()
                        .anyMatch(part -> part instanceof Expression.Literal(var value, var _, var _)
                                && value instanceof String text
                                && !codes.contains(text));
        return adapted(parts, isText ? Optional.of(ValueType.TEXT) : target, faults);
    }

    private static Optional<List<Expression>> adapted(
            List<Expression> parts, Optional<ValueType> target, Faults faults) {
        if (target.isEmpty()) {
            return Optional.empty();
        }
        var adapted = new ArrayList<Expression>();
        for (var part : parts) {
            adapted.add(adapt(part, target.get(), faults));
        }
        return Optional.of(adapted);
    }

    /** Returns the type that adapted parts share: text where choices and texts are among them. */
    static ValueType shared(List<Expression> adapted) {
        ValueType shared = ValueType.BLANK;
        for (var part : adapted) {
            if (Types.isBlank(shared) || part.type() instanceof ValueType.Text) {
                shared = Types.isBlank(part.type()) ? shared : part.type();
            } else if (!Types.isBlank(part.type()) && !part.type().equals(shared)) {
                shared = ValueType.TEXT;
            }
        }
        return shared;
    }

    private static Optional<ValueType> target(List<Expression> parts) {
        ValueType target = ValueType.BLANK;
        boolean hasTextLiteral = false;
        boolean hasText = false;
        for (var part : parts) {
            var type = part.type();
            if (Types.isBlank(type)) {
                continue;
            }
            if (type instanceof ValueType.Text && part instanceof Expression.Literal) {
                hasTextLiteral = true;
            } else if (type instanceof ValueType.Text) {
                hasText = true;
            } else {
                var joined = join(target, type);
                if (joined.isEmpty()) {
                    return Optional.empty();
                }
                target = joined.get();
            }
        }
        if (!hasText && !hasTextLiteral) {
            return Optional.of(target);
        }
        if (Types.isBlank(target) || (hasText && Types.isText(target))) {
            return Optional.of(ValueType.TEXT);
        }
        boolean takesLiterals = target instanceof ValueType.Option || target instanceof ValueType.Ref;
        return takesLiterals && !hasText ? Optional.of(target) : Optional.empty();
    }

    private static Optional<ValueType> join(ValueType a, ValueType b) {
        if (Types.isBlank(a) || a.equals(b)) {
            return Optional.of(b);
        }
        if (Types.isDay(a) && Types.isDay(b)) {
            return Optional.of(ValueType.DATE_TIME);
        }
        if (a.equals(ValueType.Ref.ANY) && b instanceof ValueType.Ref) {
            return Optional.of(b);
        }
        if (b.equals(ValueType.Ref.ANY) && a instanceof ValueType.Ref) {
            return Optional.of(a);
        }
        if (a instanceof ValueType.Option && b instanceof ValueType.Option) {
            return Optional.of(ValueType.TEXT);
        }
        return Types.isText(a) && Types.isText(b) ? Optional.of(ValueType.TEXT) : Optional.empty();
    }

    /** Adapts one part to a type that it fits. */
    static Expression adapt(Expression part, ValueType target, Faults faults) {
        var type = part.type();
        if (type.equals(target) || Types.isBlank(type)) {
            return part;
        }
        if (target instanceof ValueType.DateTime && type instanceof ValueType.Date) {
            return new Expression.Call(DateFunctions.DATETIMEVALUE, List.of(part), target, part.span());
        }
        if (target instanceof ValueType.Ref
                && type.equals(ValueType.Ref.ANY)
                && part instanceof Expression.Parameter(var name, var _, var span)) {
            return new Expression.Parameter(name, target, span);
        }
        if (part instanceof Expression.Literal(var value, var _, var span) && value instanceof String text) {
            if (target instanceof ValueType.Option option) {
                checkCode(text, option, span, faults);
                return new Expression.Literal(text, target, span);
            }
            if (target instanceof ValueType.Ref) {
                var id = RecordId.parse(text);
                if (id.isPresent()) {
                    return new Expression.Literal(id.get(), target, span);
                }
            }
        }
        return part;
    }

    /** Tells whether a part may stand where {@code wanted} is expected, after {@link #adapt}. */
    static boolean fits(ValueType given, ValueType wanted) {
        return Types.isBlank(given) || given.equals(wanted) || (Types.isText(given) && Types.isText(wanted));
    }

    private static void checkCode(String code, ValueType.Option option, Span span, Faults faults) {
        if (!code.isEmpty() && !option.codes().contains(code)) {
            faults.add(
                    span,
                    ExpressionProblems.UNKNOWN_OPTION,
                    Map.of(
                            "given", code,
                            "allowed", String.join(", ", option.codes()),
                            "hint", ExpressionProblems.didYouMean(code, option.codes())));
        }
    }
}
