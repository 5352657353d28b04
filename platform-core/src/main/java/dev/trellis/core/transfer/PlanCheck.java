package dev.trellis.core.transfer;

import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.VisibleSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Says what is wrong with a plan for one person, today. */
final class PlanCheck {

    private final VisibleSchema schema;
    private final EntityDefinition entity;
    private final List<Target> targets;
    private final List<Problem> problems = new ArrayList<>();

    PlanCheck(VisibleSchema schema, EntityDefinition entity) {
        this.schema = schema;
        this.entity = entity;
        this.targets = Target.of(schema, entity.id());
    }

    /** Returns what forbids this person to import at all. */
    static List<Problem> rights(VisibleSchema schema, EntityDefinition entity) {
        if (entity.ownedBy() != null) {
            return List.of(Problem.at("", TransferProblem.LINES_ALONE).with("entity", entity.label()));
        }
        return schema.may(entity.id(), Verb.IMPORT) ? List.of() : List.of(TransferProblem.mayNot(Verb.IMPORT, entity));
    }

    /** Tells whether a person holds what a mode needs. */
    static boolean holds(VisibleSchema schema, EntityDefinition entity, ImportMode mode) {
        return mode.verbs().stream().allMatch(verb -> schema.may(entity.id(), verb));
    }

    List<Problem> check(ImportPlan plan, int width) {
        problems.addAll(rights(schema, entity));
        plan.mode().verbs().stream()
                .filter(verb -> !schema.may(entity.id(), verb))
                .forEach(verb -> problems.add(TransferProblem.mayNot(verb, entity)));
        columns(plan, width);
        key(plan);
        return problems;
    }

    private void columns(ImportPlan plan, int width) {
        if (plan.columns().isEmpty()) {
            problems.add(Problem.at("columns", TransferProblem.NO_COLUMNS));
        }
        var seen = new HashSet<String>();
        for (int i = 0; i < plan.columns().size(); i++) {
            var column = plan.columns().get(i);
            var at = "columns[" + i + "]";
            if (column.index() < 0 || column.index() >= width) {
                problems.add(Problem.at(at, TransferProblem.NO_SUCH_COLUMN)
                        .with("index", column.index())
                        .with("width", width));
            }
            var target = Target.find(targets, column.path());
            if (target.isEmpty()) {
                problems.add(missing(at, column.path()));
                continue;
            }
            if (!seen.add(column.path())) {
                problems.add(Problem.at(at, TransferProblem.FIELD_TWICE)
                        .with("field", target.get().label()));
            }
            if (!target.get().writable() && !plan.key().contains(column.path())) {
                problems.add(Problem.at(at, TransferProblem.READ_ONLY)
                        .with("field", target.get().label()));
            }
            by(at, column, target.get());
        }
    }

    /** What can be seen but not written is told apart from what does not exist. */
    private Problem missing(String at, String path) {
        var seen = schema.field(entity.id(), path);
        return seen.isPresent()
                ? Problem.at(at, TransferProblem.READ_ONLY)
                        .with("field", seen.get().label())
                : Problem.at(at, TransferProblem.UNKNOWN_FIELD)
                        .with("name", path)
                        .with("entity", entity.label());
    }

    private void by(String at, ImportPlan.Column column, Target target) {
        var by = column.by();
        if (by == null) {
            return;
        }
        var known = target.refersTo().flatMap(other -> schema.field(other, by));
        if (known.isEmpty()) {
            problems.add(
                    Problem.at(at, TransferProblem.BY_UNKNOWN).with("name", by).with("field", target.label()));
        }
    }

    private void key(ImportPlan plan) {
        if (plan.mode().needsKey() && plan.key().isEmpty()) {
            problems.add(Problem.at("key", TransferProblem.KEY_MISSING));
        }
        for (var path : plan.key()) {
            var target = Target.find(targets, path);
            if (target.isEmpty()) {
                problems.add(missing("key", path));
            } else if (!target.get().isKey()) {
                problems.add(Problem.at("key", TransferProblem.KEY_NOT_USABLE)
                        .with("field", target.get().label()));
            } else if (plan.column(path).isEmpty()) {
                problems.add(Problem.at("key", TransferProblem.KEY_NOT_MAPPED)
                        .with("field", target.get().label()));
            }
        }
    }
}
