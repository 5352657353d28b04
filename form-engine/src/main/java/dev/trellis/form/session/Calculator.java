package dev.trellis.form.session;

import dev.trellis.core.expression.CompiledExpression;
import dev.trellis.core.expression.EvaluationContext;
import dev.trellis.core.expression.Evaluator;
import dev.trellis.core.expression.ExpressionSchema;
import dev.trellis.core.expression.FieldPath;
import dev.trellis.core.expression.FunctionCalls;
import dev.trellis.core.expression.Outcome;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.form.session.FormPlan.Computation;
import dev.trellis.form.session.FormState.Cell;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/** Computes what follows from the changed cells of a form, in compute order, each value rounded before another reads it. */
final class Calculator {

    private final Working form;

    Calculator(Working form) {
        this.form = form;
    }

    void run() {
        for (var computation : form.plan.order()) {
            for (var row : form.rowsOf(computation.field().entity())) {
                if (isDue(computation, row)) {
                    compute(computation, row);
                }
            }
        }
    }

    private void compute(Computation computation, WorkingRow row) {
        var field = computation.field().field();
        var outcome = evaluate(computation.expression(), row);
        if (outcome.isEmpty()) {
            form.waiting.add(row.cell(field));
            return;
        }
        row.errors.remove(field);
        switch (outcome.get()) {
            case Outcome.Value(var value) -> {
                var decoded = computation.type().codec().normalise(value);
                var fitting = decoded instanceof Decoded.Value(var normal) ? normal : null;
                form.set(row, field, form.valued(row, field, fitting), null);
            }
            case Outcome.Failed failed -> {
                if (!computation.isDefault()) {
                    row.errors.put(field, failed.code());
                }
                form.set(row, field, null, null);
            }
        }
    }

    private boolean isDue(Computation computation, WorkingRow row) {
        var field = computation.field().field();
        boolean waited = form.waiting.remove(row.cell(field));
        if (computation.isDefault() && (row.touched.contains(field) || row.refused.containsKey(field))) {
            return false;
        }
        return waited
                || computation.expression().references().stream()
                        .filter(path -> path.root() == FieldPath.Root.RECORD)
                        .filter(path ->
                                !computation.isDefault() || row.isNew() || form.plan.isBeyondLookup(row.entity, path))
                        .anyMatch(path -> isChanged(path, row));
    }

    private boolean isChanged(FieldPath path, WorkingRow row) {
        var first = path.first();
        if (row.lines != null && first.equals(SystemFields.PARENT)) {
            return !path.isSingle() && isChanged(path.rest(), form.record);
        }
        if (row.lines == null && form.plan.lines().containsKey(first)) {
            return form.changed.contains(new Cell(first, null, Working.STRUCTURE))
                    || form.changed.stream()
                            .anyMatch(cell -> first.equals(cell.lines())
                                    && (path.isSingle() || path.names().get(1).equals(cell.field())));
        }
        return form.changed.contains(row.cell(first));
    }

    /** Returns what an expression gives, or nothing as long as a related value is not loaded; then it is asked for. */
    Optional<Outcome> evaluate(CompiledExpression expression, WorkingRow row) {
        var missing = new LinkedHashSet<FormEffect>();
        var live = new LiveRow(form, row, false, missing);
        var asksUser = expression.references().stream().anyMatch(path -> path.root() == FieldPath.Root.USER);
        var context = new EvaluationContext(
                live,
                row.isNew() ? null : new LiveRow(form, row, true, missing),
                row.isNew(),
                form.now,
                form.plan.view().zone(),
                form.plan.view().currency(),
                asksUser ? live.user(ExpressionSchema.USER).orElse(null) : null,
                Map.of(),
                FunctionCalls.NONE,
                form.rates);
        var outcome = Evaluator.evaluate(expression, context);
        if (missing.isEmpty()) {
            return Optional.of(outcome);
        }
        missing.forEach(form::want);
        return Optional.empty();
    }
}
