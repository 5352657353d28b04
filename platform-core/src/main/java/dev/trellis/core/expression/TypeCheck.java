package dev.trellis.core.expression;

import dev.trellis.core.expression.ExpressionSchema.SchemaField;
import dev.trellis.core.expression.Syntax.Operator;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.name.Label;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Resolves names and types every part; goes on after a problem to find the others. */
final class TypeCheck {

    private static final BigDecimal PERCENT = new BigDecimal("0.01");

    private final Map<String, ValueType> parameters;
    private final Faults faults;
    private final PathCheck paths;
    private final List<FunctionDefinition> scripts;
    private final Set<String> called = new HashSet<>();
    private boolean isVolatile;

    TypeCheck(String entity, ExpressionSchema schema, Map<String, ValueType> parameters, Faults faults) {
        this.parameters = parameters;
        this.faults = faults;
        this.paths = new PathCheck(entity, schema, faults);
        this.scripts = schema.functions();
    }

    PathCheck paths() {
        return paths;
    }

    /** The functions in JavaScript that are called. */
    Set<String> functions() {
        return called;
    }

    boolean isVolatile() {
        return isVolatile;
    }

    /** Types a whole; empty only after a problem. */
    Optional<Expression> check(Syntax syntax, Expected expected) {
        return check(syntax).flatMap(typed -> fit(typed, expected));
    }

    private Optional<Expression> fit(Expression typed, Expected expected) {
        var wanted = expected.type();
        if (wanted == null) {
            return Optional.of(typed);
        }
        var adapted = Coercion.adapt(typed, wanted, faults);
        if (Coercion.fits(adapted.type(), wanted)) {
            return Optional.of(adapted);
        }
        faults.add(
                typed.span(),
                ExpressionProblems.RESULT_TYPE,
                Map.of(
                        "given", Types.label(typed.type()),
                        "allowed", Types.label(wanted),
                        "hint", Hints.convert(typed.type(), wanted)));
        return Optional.empty();
    }

    private Optional<Expression> check(Syntax syntax) {
        return switch (syntax) {
            case Syntax.Number(var value, var span) -> literal(value, ValueType.NUMBER, span);
            case Syntax.Text(var value, var span) ->
                value.isEmpty()
                        ? Optional.of(new Expression.Literal(null, ValueType.BLANK, span))
                        : literal(value, ValueType.TEXT, span);
            case Syntax.Truth(var value, var span) -> literal(value, ValueType.BOOL, span);
            case Syntax.Blank(var span) -> Optional.of(new Expression.Literal(null, ValueType.BLANK, span));
            case Syntax.Path path -> checkPath(path);
            case Syntax.Labels labels -> paths.resolveLabels(labels).flatMap(this::checkPath);
            case Syntax.Parameter(var name, var span) -> parameter(name, span);
            case Syntax.Call call -> call(call);
            case Syntax.Sum(var terms, var span) -> sum(terms, span);
            case Syntax.Binary binary -> binary(binary);
            case Syntax.Negation(var operand, var span) ->
                check(operand)
                        .flatMap(typed -> amount("-", typed))
                        .map(typed -> new Expression.Negation(typed, numeric(typed.type()), span));
            case Syntax.Percent(var operand, var span) ->
                check(operand).flatMap(typed -> amount("%", typed)).map(typed -> percent(typed, span));
        };
    }

    private static Optional<Expression> literal(Object value, ValueType type, Span span) {
        return Optional.of(new Expression.Literal(value, type, span));
    }

    private Optional<Expression> checkPath(Syntax.Path path) {
        var resolved = paths.resolve(path);
        isVolatile |= path.root().equalsIgnoreCase("user");
        return resolved;
    }

    private Optional<Expression> parameter(String name, Span span) {
        var type = parameters.get(name);
        if (type == null) {
            faults.add(
                    span,
                    ExpressionProblems.UNKNOWN_PARAMETER,
                    Map.of(
                            "given",
                            name,
                            "allowed",
                            parameters.isEmpty()
                                    ? Label.of("none", "无")
                                    : parameters.keySet().stream().sorted().toList(),
                            "hint",
                            ExpressionProblems.didYouMean(name, parameters.keySet())));
            return Optional.empty();
        }
        return Optional.of(new Expression.Parameter(name, type, span));
    }

    private static Expression percent(Expression typed, Span span) {
        if (typed instanceof Expression.Literal(var value, var type, var _) && value instanceof BigDecimal number) {
            return new Expression.Literal(FixedPoint.fit(number.multiply(PERCENT)), type, span);
        }
        var hundredth = new Expression.Literal(PERCENT, ValueType.NUMBER, span);
        return new Expression.Product(typed, hundredth, numeric(typed.type()), span);
    }

    private Optional<Expression> sum(List<Syntax.Term> terms, Span span) {
        var typed = new ArrayList<Expression.Term>();
        ValueType shared = ValueType.BLANK;
        boolean fine = true;
        for (var term : terms) {
            var operand = check(term.operand()).flatMap(checked -> amount(term.isMinus() ? "-" : "+", checked));
            if (operand.isEmpty()) {
                fine = false;
                continue;
            }
            var type = operand.get().type();
            if (Types.isBlank(shared)) {
                shared = type;
            } else if (!Types.isBlank(type) && !type.equals(shared)) {
                operands(term.isMinus() ? "-" : "+", shared, type, operand.get().span());
                fine = false;
            }
            typed.add(new Expression.Term(operand.get(), term.isMinus()));
        }
        return fine ? Optional.of(new Expression.Sum(typed, numeric(shared), span)) : Optional.empty();
    }

    private Optional<Expression> binary(Syntax.Binary binary) {
        var left = check(binary.left());
        var right = check(binary.right());
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        var operator = binary.operator();
        return switch (operator) {
            case TIMES, DIVIDE, POWER -> arithmetic(operator, left.get(), right.get(), binary.span());
            case EQUAL, UNEQUAL, LESS, LESS_OR_EQUAL, MORE, MORE_OR_EQUAL ->
                comparison(operator, left.get(), right.get(), binary.span());
        };
    }

    private Optional<Expression> arithmetic(Operator operator, Expression left, Expression right, Span span) {
        var symbol = operator.symbol();
        var first = amount(symbol, left);
        var second = amount(symbol, right);
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        boolean leftMoney = Types.isMoney(left.type());
        boolean rightMoney = Types.isMoney(right.type());
        boolean fine = switch (operator) {
            case TIMES -> !(leftMoney && rightMoney);
            case DIVIDE -> leftMoney || !rightMoney;
            default -> !leftMoney && !rightMoney;
        };
        if (!fine) {
            operands(symbol, left.type(), right.type(), span);
            return Optional.empty();
        }
        var money = ValueType.MONEY;
        return Optional.of(
                switch (operator) {
                    case TIMES ->
                        new Expression.Product(left, right, leftMoney || rightMoney ? money : ValueType.NUMBER, span);
                    case DIVIDE ->
                        new Expression.Quotient(left, right, leftMoney && !rightMoney ? money : ValueType.NUMBER, span);
                    default -> new Expression.Power(left, right, ValueType.NUMBER, span);
                });
    }

    private Optional<Expression> comparison(Operator operator, Expression left, Expression right, Span span) {
        var given = List.of(left, right);
        boolean mixed = Accepts.AMOUNT.test(left.type()) && Accepts.AMOUNT.test(right.type());
        var unified = mixed ? Optional.of(given) : Coercion.compared(given, faults);
        boolean isEquality = operator == Operator.EQUAL || operator == Operator.UNEQUAL;
        if (unified.isEmpty() || !isComparable(unified.get(), isEquality)) {
            operands(operator.symbol(), left.type(), right.type(), span);
            return Optional.empty();
        }
        return Optional.of(new Expression.Comparison(
                operator, unified.get().getFirst(), unified.get().getLast(), span));
    }

    private static boolean isComparable(List<Expression> sides, boolean isEquality) {
        return sides.stream()
                .map(Expression::type)
                .allMatch(type -> isEquality ? Types.isOneValue(type) : Types.isOrdered(type));
    }

    private Optional<Expression> call(Syntax.Call call) {
        var function = function(call.name());
        if (function.isEmpty()) {
            faults.add(
                    call.nameSpan(),
                    ExpressionProblems.UNKNOWN_FUNCTION,
                    Map.of(
                            "given", call.name(),
                            "hint", ExpressionProblems.didYouMean(call.name(), names())));
        }
        boolean isAggregate = function.map(ExpressionFunction::isAggregate).orElse(false);
        var arguments = new ArrayList<Expression>();
        for (var argument : call.arguments()) {
            var typed = isAggregate ? paths.overRows(() -> check(argument)) : check(argument);
            typed.ifPresent(arguments::add);
        }
        if (function.isEmpty() || arguments.size() < call.arguments().size()) {
            return Optional.empty();
        }
        isVolatile |= function.get().isVolatile();
        var site = new CallSite(function.get(), call.nameSpan(), arguments, paths, faults);
        return function.get()
                .typing()
                .type(site)
                .map(type -> new Expression.Call(function.get(), site.arguments(), type, call.span()));
    }

    /** Finds a function of the language, else one in JavaScript. */
    private Optional<ExpressionFunction> function(String name) {
        return Functions.find(name)
                .or(() -> scripts.stream()
                        .filter(script -> script.id().equalsIgnoreCase(name))
                        .findFirst()
                        .map(script -> {
                            called.add(script.id());
                            return ScriptFunction.of(script);
                        }));
    }

    private List<String> names() {
        return Stream.concat(Functions.names().stream(), scripts.stream().map(FunctionDefinition::id))
                .toList();
    }

    private Optional<Expression> amount(String operator, Expression typed) {
        if (Accepts.AMOUNT.test(typed.type())) {
            return Optional.of(typed);
        }
        faults.add(
                typed.span(),
                ExpressionProblems.OPERAND_TYPE,
                Map.of(
                        "operator", operator,
                        "given", Types.label(typed.type()),
                        "hint", Hints.arithmetic(operator, typed.type())));
        return Optional.empty();
    }

    private void operands(String operator, ValueType left, ValueType right, Span span) {
        faults.add(
                span,
                ExpressionProblems.OPERANDS,
                Map.of(
                        "operator", operator,
                        "given", Types.label(left),
                        "other", Types.label(right),
                        "hint", Hints.operands(left, right)));
    }

    private static ValueType numeric(ValueType type) {
        return Types.isMoney(type) ? ValueType.MONEY : ValueType.NUMBER;
    }

    /** What schema lookups need to say of a field. */
    record Resolved(SchemaField field, String entity) {}
}
