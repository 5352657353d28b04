package dev.trellis.form.session;

import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import dev.trellis.form.session.FormState.Facets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tells what of an open form would be refused: inputs, blanks, validations, and what the gate has said already. */
final class FormChecks {

    private final Working working;
    private final Calculator calculator;

    FormChecks(Working working) {
        this.working = working;
        this.calculator = new Calculator(working);
    }

    List<Problem> problems(Facets facets) {
        var problems = new LinkedHashSet<Problem>();
        check(working.record, facets, problems);
        working.lines.values().forEach(rows -> rows.forEach(row -> check(row, facets, problems)));
        for (var told : working.told) {
            if (problems.stream()
                    .noneMatch(
                            own -> own.path().equals(told.path()) && own.code().equals(told.code()))) {
                problems.add(told);
            }
        }
        return List.copyOf(problems);
    }

    private void check(WorkingRow row, Facets facets, Set<Problem> problems) {
        row.refused.forEach((field, problem) -> problems.add(problem.under(working.path(row, field))));
        for (var field : working.plan.fields(row.entity)) {
            if (isMissing(row, field, facets)) {
                problems.add(Problem.at(working.path(row, field.id()), SessionProblem.REQUIRED)
                        .with("field", field.label()));
            }
        }
        for (var check : working.plan.checks(row.entity)) {
            var outcome = calculator.evaluate(check.expression(), row);
            if (outcome.isPresent() && !outcome.get().isTrue()) {
                var field = check.validation().field();
                problems.add(Problem.at(place(row, field == null ? "" : field), SessionProblem.VALIDATION)
                        .with("message", check.validation().message()));
            }
        }
    }

    private String place(WorkingRow row, String field) {
        if (!field.isEmpty() || row.lines == null) {
            return field.isEmpty() ? "" : working.path(row, field);
        }
        var path = working.path(row, "");
        return path.substring(0, path.length() - 1);
    }

    private boolean isMissing(WorkingRow row, FieldDefinition field, Facets facets) {
        if (SystemFields.ALL.contains(field.id())
                || row.refused.containsKey(field.id())
                || !working.plan.mayWrite(row.entity, field.id())) {
            return false;
        }
        boolean required =
                field.required() || (row.lines == null && facets.required().contains(field.id()));
        if (!required) {
            return false;
        }
        var rows = row.lines == null ? working.lines.get(field.id()) : null;
        return rows == null ? row.values.get(field.id()) == null : rows.isEmpty();
    }
}
