package dev.trellis.workflow.condition;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Actor.Purpose;
import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.expression.Checked;
import dev.trellis.core.expression.CompiledExpression;
import dev.trellis.core.expression.EvaluationContext;
import dev.trellis.core.expression.Evaluator;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.expression.ExpressionRow;
import dev.trellis.core.expression.Expressions;
import dev.trellis.core.expression.FunctionCalls;
import dev.trellis.core.expression.MetadataSchema;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Evaluates the expressions of published definitions over whole records, whoever may see them. */
@Singleton
public final class RecordExpressions {

    private static final Actor READER = new Actor.Platform(Purpose.COMPUTATION);

    private final Records records;
    private final FunctionCalls functions;
    private final DatabaseClock clock;

    RecordExpressions(Records records, FunctionCalls functions, DatabaseClock clock) {
        this.records = records;
        this.functions = functions;
        this.clock = clock;
    }

    /** The published snapshot. */
    public Metadata metadata() {
        return records.schema(READER).metadata();
    }

    /** Reads a whole record; empty where it is gone. */
    public Optional<StoredRecord> find(String entity, RecordId id) {
        return records.find(READER, entity, id, Set.of()) instanceof FindResult.Found(var found)
                ? Optional.of(found)
                : Optional.empty();
    }

    /** Tells whether a condition holds; blank and errors do not. A condition that is not there holds. */
    public boolean holds(Actor actor, @Nullable String condition, @Nullable StoredRecord before, StoredRecord record) {
        return condition == null
                || Evaluator.evaluate(
                                compiled(condition, record.entity(), Expected.BOOLEAN), context(actor, before, record))
                        .isTrue();
    }

    /** Returns what an expression comes to; blank where it cannot be computed. */
    public @Nullable Object value(Actor actor, String expression, StoredRecord record) {
        return Evaluator.evaluate(compiled(expression, record.entity(), Expected.ANY), context(actor, record, record))
                .orBlank();
    }

    private CompiledExpression compiled(String text, String entity, Expected expected) {
        return switch (Expressions.check(text, entity, new MetadataSchema(metadata()), expected)) {
            case Checked.Valid(var expression) -> expression;
            case Checked.Invalid(var problems) ->
                throw new TrellisException("A published expression does not hold any more: " + text + " " + problems);
        };
    }

    private EvaluationContext context(Actor actor, @Nullable StoredRecord before, StoredRecord record) {
        var metadata = metadata();
        var person = switch (actor) {
            case Actor.Person found -> found.user();
            case Actor.Automation automation -> automation.onBehalfOf().user();
            case Actor.Platform _ -> null;
        };
        return new EvaluationContext(
                new StoredRow(this, metadata, record),
                before == null ? null : new StoredRow(this, metadata, before),
                before == null,
                clock.instant(),
                metadata.zone(),
                metadata.workspace().currency(),
                person == null ? null : userRow(metadata, person),
                Map.of(),
                functions,
                records.rates().remembered());
    }

    private @Nullable ExpressionRow userRow(Metadata metadata, RecordId person) {
        return find("user", person)
                .map(found -> new StoredRow(this, metadata, found))
                .orElse(null);
    }
}
