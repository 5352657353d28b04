package dev.trellis.core.expression;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation reads.
 *
 * @param prior the stored state of the row; null for a new record and where nothing is being saved
 * @param isNew whether the record is not stored yet
 * @param now fixed for one unit of work
 * @param zone the business zone, never the server's or the viewer's
 * @param currency of an amount that has none, such as the sum of no rows
 * @param user the person behind {@code $user}; null without one
 * @param parameters values of the named parameters; absent is blank
 * @param functions answers for functions in JavaScript
 * @param rates of currencies
 */
public record EvaluationContext(
        ExpressionRow row,
        @Nullable ExpressionRow prior,
        boolean isNew,
        Instant now,
        ZoneId zone,
        String currency,
        @Nullable ExpressionRow user,
        Map<String, @Nullable Object> parameters,
        FunctionCalls functions,
        Rates rates) {

    public EvaluationContext {
        parameters = Collections.unmodifiableMap(new HashMap<>(parameters));
    }

    /** A context in which no currency has a rate. */
    public EvaluationContext(
            ExpressionRow row,
            @Nullable ExpressionRow prior,
            boolean isNew,
            Instant now,
            ZoneId zone,
            String currency,
            @Nullable ExpressionRow user,
            Map<String, @Nullable Object> parameters,
            FunctionCalls functions) {
        this(row, prior, isNew, now, zone, currency, user, parameters, functions, Rates.NONE);
    }

    /** Returns a context for a stored row outside a save, without person, parameters and functions in JavaScript. */
    public static EvaluationContext of(ExpressionRow row, Instant now, ZoneId zone, String currency) {
        return new EvaluationContext(row, null, false, now, zone, currency, null, Map.of(), FunctionCalls.NONE);
    }

    public EvaluationContext withRow(ExpressionRow changed) {
        return new EvaluationContext(changed, prior, isNew, now, zone, currency, user, parameters, functions, rates);
    }

    public EvaluationContext withPrior(@Nullable ExpressionRow stored) {
        return new EvaluationContext(
                row, stored, stored == null, now, zone, currency, user, parameters, functions, rates);
    }

    public EvaluationContext withUser(@Nullable ExpressionRow person) {
        return new EvaluationContext(row, prior, isNew, now, zone, currency, person, parameters, functions, rates);
    }

    public EvaluationContext withParameters(Map<String, @Nullable Object> values) {
        return new EvaluationContext(row, prior, isNew, now, zone, currency, user, values, functions, rates);
    }

    public EvaluationContext withFunctions(FunctionCalls calls) {
        return new EvaluationContext(row, prior, isNew, now, zone, currency, user, parameters, calls, rates);
    }

    public EvaluationContext withRates(Rates known) {
        return new EvaluationContext(row, prior, isNew, now, zone, currency, user, parameters, functions, known);
    }
}
