package dev.trellis.ui.api.expression;

import dev.trellis.core.expression.Checked;
import dev.trellis.core.expression.CompiledExpression;
import dev.trellis.core.expression.Evaluator;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.expression.Expressions;
import dev.trellis.core.expression.FunctionCalls;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.form.session.SchemaView;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.Body;
import dev.trellis.ui.api.record.RecordAnswers;
import dev.trellis.ui.api.record.RecordJson;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /expressions}: no right to design is needed, and what the caller may not see does not exist. */
@Controller("/api/v1/expressions")
final class ExpressionController {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ProblemCode RETURNS_UNKNOWN = ProblemCode.malformed("RETURNS_UNKNOWN");
    private static final ProblemCode RECORD_OR_ID = ProblemCode.malformed("RECORD_OR_ID");

    private static final Map<String, Expected> RETURNS = new TreeMap<>(Map.of(
            "any", Expected.ANY,
            "boolean", Expected.BOOLEAN,
            "number", Expected.NUMBER,
            "text", Expected.of(ValueType.TEXT),
            "date", Expected.of(ValueType.DATE),
            "datetime", Expected.of(ValueType.DATE_TIME),
            "money", Expected.of(ValueType.MONEY)));

    private final Records records;
    private final RecordAnswers answers;
    private final FunctionCalls functions;
    private final Clock clock = Clock.systemUTC();

    ExpressionController(Records records, RecordAnswers answers, FunctionCalls functions) {
        this.records = records;
        this.answers = answers;
        this.functions = functions;
    }

    /** Types a text: {@code {entity, expression, returns?}}. */
    @Post("/check")
    ApiResponse check(ApiRequest request) {
        return request.withBody(Set.of("entity", "expression", "returns"), body -> {
            var entity = body.requiredText("entity");
            var text = body.requiredText("expression");
            var expected = returns(body);
            return body.answer(() -> answers.withEntity(request, entity, schema -> switch (check(
                    text, entity, schema, expected.orElse(Expected.ANY))) {
                case Checked.Valid(var expression) -> ApiResponse.ok(sound(expression));
                case Checked.Invalid(var problems) -> ApiResponse.ok(unsound(problems, request.locale()));
            }));
        });
    }

    /** Computes a text for a stored record or for given values: {@code {entity, expression, id | record, explain?}}. */
    @Post("/evaluate")
    ApiResponse evaluate(ApiRequest request) {
        return request.withBody(Set.of("entity", "expression", "id", "record", "explain"), body -> {
            var entity = body.requiredText("entity");
            var text = body.requiredText("expression");
            var id = body.text("id");
            var record = body.object("record");
            var explain = body.flag("explain");
            if (id.isPresent() && !record.isEmpty()) {
                body.fault(Problem.at("id", RECORD_OR_ID));
            }
            return body.answer(() ->
                    answers.withEntity(request, entity, schema -> switch (check(text, entity, schema, Expected.ANY)) {
                        case Checked.Invalid(var problems) ->
                            ApiResponse.refused(problems.stream()
                                    .map(problem -> problem.under("expression"))
                                    .toList());
                        case Checked.Valid(var expression) ->
                            id.map(given -> stored(request, schema, expression, given, explain))
                                    .orElseGet(() -> given(request, schema, expression, record, explain));
                    }));
        });
    }

    private static Checked check(String text, String entity, VisibleSchema schema, Expected expected) {
        return Expressions.check(text, entity, new SchemaView(schema), expected);
    }

    private ApiResponse stored(
            ApiRequest request, VisibleSchema schema, CompiledExpression expression, String id, boolean explain) {
        return RecordId.parse(id)
                .flatMap(found -> Subject.stored(records, request.actor(), expression, found))
                .map(subject -> ApiResponse.ok(evaluated(schema, expression, subject, explain)))
                .orElseGet(() -> RecordAnswers.notFound(id));
    }

    private ApiResponse given(
            ApiRequest request,
            VisibleSchema schema,
            CompiledExpression expression,
            ObjectNode record,
            boolean explain) {
        return switch (new RecordJson(schema).read(expression.entity(), record)) {
            case RecordJson.Values.Faulty(var problems) ->
                ApiResponse.refused(problems.stream()
                        .map(problem -> problem.under("record"))
                        .toList());
            case RecordJson.Values.Read(var values) ->
                ApiResponse.ok(evaluated(
                        schema,
                        expression,
                        Subject.given(records, request.actor(), schema, expression, values),
                        explain));
        };
    }

    private ObjectNode evaluated(
            VisibleSchema schema, CompiledExpression expression, Subject subject, boolean explain) {
        var workspace = schema.metadata().workspace();
        var context = subject.context(clock.instant(), workspace.zone(), workspace.currency(), functions)
                .withRates(records.rates());
        var answer = NODES.objectNode().put("type", ExpressionJson.type(expression.type()));
        ExpressionJson.write(answer, Evaluator.evaluate(expression, context));
        if (explain) {
            answer.set("tree", ExpressionJson.write(Evaluator.explain(expression, context)));
        }
        return answer;
    }

    private static ObjectNode sound(CompiledExpression expression) {
        var answer = NODES.objectNode()
                .put("valid", true)
                .put("type", ExpressionJson.type(expression.type()))
                .put("expression", expression.source())
                .put("filterable", expression.isPushable());
        var references = answer.putArray("references");
        expression.references().stream().map(Object::toString).sorted().forEach(references::add);
        answer.putArray("problems");
        return answer;
    }

    private static ObjectNode unsound(List<Problem> problems, Locale locale) {
        var answer = NODES.objectNode().put("valid", false);
        var list = answer.putArray("problems");
        for (var problem : problems) {
            var entry =
                    list.addObject().put("code", problem.code().key()).put("message", Messages.text(problem, locale));
            for (var place : List.of("line", "column", "offset", "length")) {
                if (problem.arguments().get(place) instanceof Integer number) {
                    entry.put(place, number);
                }
            }
        }
        return answer;
    }

    private static Optional<Expected> returns(Body body) {
        var given = body.text("returns").orElse("any");
        var expected = Optional.ofNullable(RETURNS.get(given));
        if (expected.isEmpty()) {
            body.fault(Problem.at("returns", RETURNS_UNKNOWN)
                    .with("given", given)
                    .with("allowed", List.copyOf(RETURNS.keySet())));
        }
        return expected;
    }
}
