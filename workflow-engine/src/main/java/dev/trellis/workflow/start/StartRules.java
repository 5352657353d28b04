package dev.trellis.workflow.start;

import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.FlowNodes.Start;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.route.Conditions;
import dev.trellis.workflow.route.Conditions.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The start of a flow for one initiator: which fields they enter, and what keeps their record from being submitted.
 *
 * @param exists whether a field exists for the initiator by their roles
 */
public record StartRules(Start start, EntityDefinition entity, Predicate<String> exists) {

    /** Returns the fields that may be given with a submission: those that are opened, and those that must be filled. */
    public List<String> entered() {
        return entity.fields().stream()
                .map(FieldDefinition::id)
                .filter(this::isEntered)
                .toList();
    }

    private boolean isEntered(String field) {
        var right = start.fields().get(field);
        return right == FieldRight.WRITE || (right == null && start.required().contains(field));
    }

    private boolean isShown(String field) {
        var right = start.fields().get(field);
        return right == null ? exists.test(field) : right != FieldRight.NONE;
    }

    /** Refuses values that are not asked for, in the same words whether there is such a field or not. */
    public List<Problem> refused(Collection<String> given) {
        var entered = entered();
        return given.stream()
                .filter(name -> !entered.contains(name))
                .sorted()
                .map(name -> Problem.at(name, StartProblem.FIELD_NOT_ASKED)
                        .with(
                                "given",
                                entity.field(name)
                                        .filter(_ -> isShown(name))
                                        .map(FieldDefinition::label)
                                        .orElseGet(() -> Label.of(name, name))))
                .toList();
    }

    /** Returns what keeps a record from being submitted as it is. */
    public List<Problem> check(StoredRecord record, Conditions conditions) {
        var problems = new LinkedHashSet<Problem>();
        for (var field : start.required()) {
            if (isBlank(record.value(field))) {
                problems.add(missing(field));
            }
        }
        for (var check : start.checks()) {
            switch (conditions.holds(check.mustHold())) {
                case Verdict.True _ -> {}
                case Verdict.Not _ -> {
                    var beside = check.field();
                    problems.add(Problem.at(beside != null && isShown(beside) ? beside : "", StartProblem.CHECK_FAILED)
                            .with("message", check.message()));
                }
                case Verdict.Failed(var found) -> problems.addAll(found);
            }
        }
        return List.copyOf(problems);
    }

    private Problem missing(String field) {
        var known = entity.field(field).filter(_ -> isShown(field));
        return known.map(found -> Problem.at(field, StartProblem.FIELD_REQUIRED).with("field", found.label()))
                .orElseGet(() -> Problem.at("", StartProblem.INCOMPLETE));
    }

    /** Returns what is asked for, of a record as it is. */
    public Asked asked(StoredRecord record, Conditions conditions) {
        var fields = new ArrayList<Asked.Field>();
        for (var field : entity.fields()) {
            var right = Optional.ofNullable(start.fields().get(field.id()));
            var required = start.required().contains(field.id());
            if (isShown(field.id()) && (right.isPresent() || required)) {
                fields.add(new Asked.Field(field, right, required, isEntered(field.id())));
            }
        }
        return new Asked(fields, check(record, conditions));
    }

    private static boolean isBlank(@Nullable Object value) {
        return value == null
                || (value instanceof String text && text.isBlank())
                || (value instanceof List<?> list && list.isEmpty());
    }
}
