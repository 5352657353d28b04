package dev.trellis.workflow.rule;

import dev.trellis.core.expression.Checked;
import dev.trellis.core.expression.EvaluationContext;
import dev.trellis.core.expression.Evaluator;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.expression.Expressions;
import dev.trellis.core.expression.FunctionCalls;
import dev.trellis.core.expression.MetadataSchema;
import dev.trellis.core.expression.Outcome;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.approval.RecordReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One record as the expressions of a rule read it, with what it was before. */
final class RuleFacts {

    private final Metadata metadata;
    private final String entity;
    private final EvaluationContext context;
    private final FunctionCalls functions;

    /** @param before what the record was before the save; null for a new one and outside of saves */
    RuleFacts(RecordReader reader, Metadata metadata, StoredRecord record, @Nullable StoredRecord before, Instant now) {
        this.metadata = metadata;
        this.entity = record.entity();
        var workspace = metadata.workspace();
        this.context = EvaluationContext.of(
                        reader.row(metadata, record), now, ZoneId.of(workspace.zone()), workspace.currency())
                .withPrior(before == null ? null : reader.row(metadata, before))
                .withFunctions(reader.functions())
                .withRates(reader.rates());
        this.functions = reader.functions();
    }

    /** Tells whether a condition holds; one that is left out does. */
    boolean holds(@Nullable String condition) {
        return condition == null || Boolean.TRUE.equals(value(condition, Expected.BOOLEAN));
    }

    /** Computes values for fields of an entity. */
    Map<String, @Nullable Object> values(String target, Map<String, String> expressions) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        expressions.keySet().stream().sorted().forEach(field -> {
            var expected = metadata.entity(target)
                    .flatMap(found -> found.field(field))
                    .map(found -> Expected.of(found.type().valueType()))
                    .orElse(Expected.ANY);
            values.put(field, value(expressions.get(field), expected));
        });
        return values;
    }

    @Nullable
    Object value(@Nullable String expression, Expected expected) {
        var text = expression == null ? "" : expression;
        return switch (Expressions.check(text, entity, new MetadataSchema(metadata), expected)) {
            case Checked.Valid(var valid) ->
                switch (Evaluator.evaluate(valid, context)) {
                    case Outcome.Value(var value) -> value;
                    case Outcome.Failed(var code, var _, var _, var _) -> {
                        // The unit of work runs again with the answers of functions that are on their way.
                        if (functions.isWaiting()) {
                            yield null;
                        }
                        throw failed(text, code.text());
                    }
                };
            case Checked.Invalid(var problems) ->
                throw failed(
                        text,
                        problems.stream()
                                .map(Problem::code)
                                .map(ProblemCode::key)
                                .findFirst()
                                .orElse("#TYPE"));
        };
    }

    private static RuleFailed failed(String expression, String error) {
        return new RuleFailed(List.of(Problem.at("", RuleProblems.NOT_COMPUTED)
                .with("expression", expression)
                .with("error", error)));
    }
}
