package dev.trellis.core.expression;

import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.name.Label;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a function in JavaScript callable like one of the language: typed by its signature, never pushed to SQL. */
final class ScriptFunction {

    /** What a call costs of the budget of an expression. */
    private static final int UNITS = 100;

    private ScriptFunction() {}

    static ExpressionFunction of(FunctionDefinition script) {
        return new ExpressionFunction(
                script.id(),
                List.of(),
                script.signature(),
                script.description(),
                site -> type(site, script),
                ExpressionFunction.Body.strict((given, arguments) -> call(script, given, arguments)),
                null,
                Set.of(ExpressionFunction.Trait.READS_RECORD));
    }

    private static Optional<ValueType> type(CallSite site, FunctionDefinition script) {
        int count = script.parameters().size();
        if (!site.counts(count, count)) {
            return Optional.empty();
        }
        for (int i = 0; i < count; i++) {
            var wanted = script.parameters().get(i).type().valueType();
            site.replace(i, Coercion.adapt(site.argument(i), wanted, site.faults()));
        }
        var accepted = script.parameters().stream()
                .map(parameter -> accepts(parameter.type().valueType()))
                .toArray(Accepts[]::new);
        return site.accepts(accepted) ? Optional.of(script.result().valueType()) : Optional.empty();
    }

    private static Accepts accepts(ValueType wanted) {
        Label label = Types.label(wanted);
        return new Accepts(type -> Coercion.fits(type, wanted), label);
    }

    private static @Nullable Object call(FunctionDefinition script, Given given, Arguments arguments) {
        if (!arguments.evaluation().charge(UNITS)) {
            return arguments.fail(ErrorCode.LIMIT);
        }
        var values = new ArrayList<@Nullable Object>(given.size());
        for (int i = 0; i < given.size(); i++) {
            values.add(given.get(i));
        }
        var span = arguments.call().span();
        return switch (arguments.context().functions().call(script, values)) {
            case FunctionCalls.Answer.Value(var value) ->
                value instanceof BigDecimal number ? arguments.number(number) : Values.normal(value);
            case FunctionCalls.Answer.Failed(var code) -> new ErrorValue(code, span);
            case FunctionCalls.Answer.Unavailable(var code) -> new ErrorValue(code, span, true);
        };
    }
}
