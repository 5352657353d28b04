package dev.trellis.core.script;

import dev.trellis.core.expression.ErrorCode;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.metadata.FunctionType;
import dev.trellis.core.problem.Problem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes values over to JavaScript and back, each as its declared type says; nothing is rounded unseen. */
final class Border {

    /** What a JavaScript number holds for certain. */
    private static final int SAFE_DIGITS = 15;

    private static final int MAX_TEXT = 10_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Border() {}

    /** A row of arguments in JSON, or why they cannot be handed over. */
    sealed interface Row {

        record Json(String text) implements Row {}

        record Refused(CallResult answer) implements Row {}
    }

    /** Writes one row; {@code arguments} are carriers of the declared types. */
    static Row row(FunctionDefinition function, List<@Nullable Object> arguments) {
        var row = JSON.createArrayNode();
        for (int i = 0; i < arguments.size(); i++) {
            var parameter = function.parameters().get(i);
            var value = arguments.get(i);
            if (value instanceof BigDecimal number && !fits(number, parameter.type())) {
                return new Row.Refused(CallResult.failed(ErrorCode.DOMAIN, refused(parameter, number.toPlainString())));
            }
            if (value instanceof String text && text.length() > MAX_TEXT) {
                return new Row.Refused(CallResult.failed(
                        ErrorCode.LIMIT, Problem.at("", ScriptProblem.TOO_LONG).with("limit", MAX_TEXT)));
            }
            switch (value) {
                case null -> row.addNull();
                case Boolean truth -> row.add(truth);
                case BigDecimal number when parameter.type() == FunctionType.NUMBER -> row.add(number);
                case BigDecimal number -> row.add(plain(number));
                default -> row.add(value.toString());
            }
        }
        return new Row.Json(row.toString());
    }

    private static boolean fits(BigDecimal number, FunctionType type) {
        var bare = number.stripTrailingZeros();
        return switch (type) {
            case NUMBER -> bare.precision() <= SAFE_DIGITS;
            case INTEGER -> bare.scale() <= 0;
            default -> true;
        };
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static Problem refused(FunctionDefinition.Parameter parameter, String given) {
        return Problem.at(parameter.id(), ScriptProblem.BAD_ARGUMENT)
                .with("parameter", parameter.id())
                .with("type", parameter.type().key())
                .with("given", given);
    }

    /** Reads what the worker answered. */
    static CallResult answer(FunctionDefinition function, String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JacksonException e) {
            return wrong(function, text);
        }
        var trouble = json.path("e").asString("");
        var message = json.path("m").asString("");
        if (trouble.equals("thrown")) {
            return CallResult.failed(
                    ErrorCode.DOMAIN, Problem.at("", ScriptProblem.THREW).with("message", message));
        }
        if (!trouble.isEmpty()) {
            return CallResult.failed(
                    ErrorCode.TYPE, Problem.at("", ScriptProblem.WRONG_RESULT).with("message", message));
        }
        return value(function.result(), json.path("v"))
                .<CallResult>map(CallResult.Value::new)
                .orElseGet(() -> json.path("v").isNull() ? new CallResult.Value(null) : wrong(function, text));
    }

    private static CallResult wrong(FunctionDefinition function, String given) {
        var shown = given.length() > 200 ? given.substring(0, 200) + "…" : given;
        return CallResult.failed(
                ErrorCode.TYPE,
                Problem.at("", ScriptProblem.WRONG_RESULT)
                        .with("message", function.result().key() + ": " + shown));
    }

    /** Reads a value as JSON gives it, also in tests and test-runs; empty for null and for what is of another type. */
    static Optional<Object> value(FunctionType type, JsonNode json) {
        try {
            return switch (type) {
                case BOOLEAN -> json.isBoolean() ? Optional.of(json.booleanValue()) : Optional.empty();
                case NUMBER, DECIMAL, INTEGER -> number(type, json);
                case TEXT -> json.isString() ? Optional.of(json.stringValue()) : Optional.empty();
                case DATE -> json.isString() ? Optional.of(LocalDate.parse(json.stringValue())) : Optional.empty();
                case DATE_TIME -> json.isString() ? Optional.of(Instant.parse(json.stringValue())) : Optional.empty();
            };
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> number(FunctionType type, JsonNode json) {
        if (!json.isNumber() && !json.isString()) {
            return Optional.empty();
        }
        var number = json.isNumber() ? json.decimalValue() : new BigDecimal(json.stringValue());
        if (Math.abs((long) number.scale()) > 400 || number.precision() > 400) {
            return Optional.empty();
        }
        if (type == FunctionType.INTEGER && number.stripTrailingZeros().scale() > 0) {
            return Optional.empty();
        }
        return Optional.of(number.scale() > 20 ? number.setScale(20, RoundingMode.HALF_UP) : number);
    }

    /** Reads the arguments of a test or a test-run; every fault is told. */
    static List<Problem> read(FunctionDefinition function, List<JsonNode> given, List<@Nullable Object> into) {
        if (given.size() != function.parameters().size()) {
            return List.of(Problem.at("", ScriptProblem.ARGUMENT_COUNT)
                    .with("given", given.size())
                    .with("signature", function.signature()));
        }
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < given.size(); i++) {
            var parameter = function.parameters().get(i);
            var json = given.get(i);
            var value = value(parameter.type(), json);
            if (value.isEmpty() && !json.isNull()) {
                problems.add(refused(parameter, json.isString() ? json.stringValue() : json.toString()));
            }
            into.add(value.filter(found -> !found.equals("")).orElse(null));
        }
        return problems;
    }

    /** Tells whether two results are the same value. */
    static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
            return x.compareTo(y) == 0;
        }
        return a == null ? b == null : a.equals(b);
    }

    /** A value as people read it. */
    static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case BigDecimal number -> plain(number);
            case String text -> JSON.writeValueAsString(text);
            default -> value.toString();
        };
    }
}
