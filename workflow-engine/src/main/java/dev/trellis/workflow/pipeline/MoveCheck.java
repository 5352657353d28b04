package dev.trellis.workflow.pipeline;

import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.PipelineDefinition.Condition;
import dev.trellis.core.metadata.PipelineDefinition.Outcome;
import dev.trellis.core.metadata.PipelineDefinition.Stage;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.condition.RecordExpressions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what stands against a move from one stage to another. A field that does not exist for the actor is not asked for. */
@Singleton
final class MoveCheck {

    private final Records records;
    private final RecordExpressions expressions;

    MoveCheck(Records records, RecordExpressions expressions) {
        this.records = records;
        this.expressions = expressions;
    }

    /**
     * A save that leaves a record in a stage.
     *
     * @param before null for a new record
     */
    record Move(Actor actor, Staging staging, @Nullable StoredRecord before, StoredRecord after, Stage to) {

        Optional<Stage> from() {
            return before == null ? Optional.empty() : staging.pipeline().stage(before.value(staging.field()));
        }
    }

    /** One stage after the other, unless the pipeline is free or the person may skip. */
    void order(Move move, List<Problem> problems) {
        if (!move.staging().pipeline().inOrder() || maySkip(move)) {
            return;
        }
        var from = move.from();
        if (from.isEmpty()) {
            if (!move.to().equals(move.staging().first())) {
                problems.add(Problem.at(move.staging().field(), StageProblem.NOT_THE_FIRST)
                        .with("stage", move.to().label())
                        .with("first", move.staging().first().label()));
            }
            return;
        }
        if (from.get().outcome() != Outcome.OPEN) {
            problems.add(Problem.at(move.staging().field(), StageProblem.CLOSED)
                    .with("stage", from.get().label()));
            return;
        }
        var next = move.staging().next(from.get());
        if (move.staging().leadsOn(from.get(), move.to())
                && next.filter(move.to()::equals).isEmpty()) {
            problems.add(Problem.at(move.staging().field(), StageProblem.SKIPPED)
                    .with("stage", move.to().label())
                    .with("from", from.get().label())
                    .with("next", next.map(Stage::label).orElse(from.get().label())));
        }
    }

    private boolean maySkip(Move move) {
        return !(move.actor() instanceof Actor.Person person)
                || records.schema(person).may(move.after().entity(), Verb.SKIP);
    }

    /** What must be done before a record goes on. */
    void leave(Move move, List<Problem> problems) {
        var from = move.from();
        if (from.isEmpty() || !move.staging().leadsOn(from.get(), move.to())) {
            return;
        }
        for (var task : from.get().tasks()) {
            if (!Boolean.TRUE.equals(move.after().value(task))) {
                field(move, task)
                        .ifPresent(found -> problems.add(Problem.at(task, StageProblem.TASK_OPEN)
                                .with("field", found.label())
                                .with("stage", from.get().label())));
            }
        }
        condition(move, from.get().exit(), problems);
    }

    /** What a record that comes in must have. */
    void enter(Move move, List<Problem> problems) {
        move.to().required().forEach(required -> require(move, required, problems));
        condition(move, move.to().entry(), problems);
    }

    /** What a stage asks for stays there as long as the record is in it. */
    void stay(Move move, List<Problem> problems) {
        var before = move.before();
        move.to().required().stream()
                .filter(required -> before != null && before.value(required) != null)
                .forEach(required -> require(move, required, problems));
    }

    private void require(Move move, String required, List<Problem> problems) {
        var value = move.after().value(required);
        if (value == null || (value instanceof List<?> list && list.isEmpty())) {
            field(move, required)
                    .ifPresent(found -> problems.add(Problem.at(required, StageProblem.FIELD_MISSING)
                            .with("field", found.label())
                            .with("stage", move.to().label())));
        }
    }

    private void condition(Move move, @Nullable Condition condition, List<Problem> problems) {
        if (condition != null && !expressions.holds(move.actor(), condition.mustHold(), move.before(), move.after())) {
            problems.add(
                    Problem.at(move.staging().field(), StageProblem.CONDITION).with("message", condition.message()));
        }
    }

    private Optional<FieldDefinition> field(Move move, String id) {
        return records.schema(move.actor()).field(move.after().entity(), id);
    }
}
