package dev.trellis.workflow.conversion;

import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.ConversionDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.RecordRule;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.condition.RecordExpressions;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps converted records as they were: people only read them. */
@Singleton
final class ConversionRule implements RecordRule {

    private final RecordExpressions expressions;

    ConversionRule(RecordExpressions expressions) {
        this.expressions = expressions;
    }

    @Override
    public List<Problem> check(
            Actor actor, String entity, @Nullable StoredRecord before, @Nullable StoredRecord after) {
        if (before == null || after == null || !(actor instanceof Actor.Person)) {
            return List.of();
        }
        return expressions.metadata().all(ConversionDefinition.class).stream()
                .filter(conversion -> conversion.entity().equals(entity))
                .filter(conversion -> before.value(conversion.stamp()) != null)
                .findFirst()
                .map(conversion -> List.of(Problem.at("", ConversionProblem.CONVERTED)))
                .orElse(List.of());
    }
}
