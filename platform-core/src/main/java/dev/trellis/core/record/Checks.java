package dev.trellis.core.record;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Reach;
import dev.trellis.core.expression.Evaluator;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Holds the merged rows against what the designer demands: required fields, validations, references. */
final class Checks {

    private final Session session;
    private final RecordStore store;

    Checks(Session session, RecordStore store) {
        this.session = session;
        this.store = store;
    }

    void run(List<Pending> batch) {
        var open = batch.stream().filter(Pending::writesValues).toList();
        references(open);
        store.trees().check(open);
        batch.stream()
                .filter(pending ->
                        pending.writesValues() || (pending.isOpen() && pending.change() instanceof Change.Restore))
                .forEach(this::rows);
    }

    private void rows(Pending pending) {
        row(pending, pending.after(), "");
        for (var field : pending.shape().lines()) {
            lines(pending, field);
        }
    }

    private void lines(Pending pending, FieldShape field) {
        var rows = pending.after().lines(field.id());
        if (rows == null) {
            return;
        }
        for (int i = 0; i < rows.size(); i++) {
            row(pending, rows.get(i), field.id() + "[" + i + "].");
        }
    }

    private void row(Pending pending, Row row, String prefix) {
        for (var field : row.shape().designed()) {
            var blank = field.isStored() ? row.get(field.id()) == null : isEmpty(row, field);
            if (field.definition().required() && blank && !field.isComputed() && isVisible(row, field)) {
                pending.fault(RecordProblem.of(RecordProblem.REQUIRED, prefix + field.id(), field));
            }
        }
        for (var rule : session.model().rules(row.shape()).validations()) {
            var prior = pending.before();
            var context = session.context(row, row == pending.after() ? prior : null);
            var outcome = Evaluator.evaluate(rule.mustHold(), context);
            if (outcome.isUnavailable()) {
                pending.warn(told(RecordProblem.VALIDATION_UNAVAILABLE, row, rule, prefix));
            } else if (!outcome.isTrue()) {
                pending.fault(told(RecordProblem.VALIDATION_FAILED, row, rule, prefix));
            }
        }
    }

    private static boolean isEmpty(Row row, FieldShape field) {
        var lines = row.lines(field.id());
        return lines != null && lines.isEmpty();
    }

    private Problem told(ProblemCode code, Row row, EntityRules.Rule rule, String prefix) {
        var field = rule.definition().field();
        var shown = field != null
                && row.shape()
                        .field(field)
                        .filter(found -> isVisible(row, found))
                        .isPresent();
        var path = shown ? prefix + field : prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
        return Problem.at(path, code).with("message", rule.definition().message());
    }

    private boolean isVisible(Row row, FieldShape field) {
        return session.schema().right(row.shape().id(), field.id()) != FieldRight.NONE;
    }

    /** Every reference that the caller set must lead to a living record that the caller may read. */
    private void references(List<Pending> batch) {
        var wanted = new HashMap<String, Set<RecordId>>();
        batch.forEach(pending -> changed(pending)
                .forEach(change -> wanted.computeIfAbsent(change.target(), _ -> new HashSet<>())
                        .add(change.id())));
        var found = store.existing(session, wanted, this::readable);
        batch.forEach(pending -> changed(pending).forEach(change -> {
            if (!found.getOrDefault(change.target(), Set.of()).contains(change.id())) {
                pending.fault(RecordProblem.of(RecordProblem.REFERENCE_NOT_FOUND, change.path(), change.field())
                        .with("id", change.id().toString()));
            }
        }));
    }

    /** What a person may read; an automation and the platform write what their definition says. */
    private Reach readable(String entity) {
        return session.actor() instanceof Actor.Person
                ? session.access().on(entity).reach(Verb.READ)
                : Reach.ALL;
    }

    private record Reference(String target, RecordId id, FieldShape field, String path) {}

    private List<Reference> changed(Pending pending) {
        var references = new ArrayList<Reference>();
        collect(pending.after(), pending.written(), "", references);
        for (var lines : pending.shape().lines()) {
            var rows = pending.after().lines(lines.id());
            if (rows != null) {
                for (int i = 0; i < rows.size(); i++) {
                    var row = rows.get(i);
                    collect(row, pending.writtenLine(row.id()), lines.id() + "[" + i + "].", references);
                }
            }
        }
        return references;
    }

    private static void collect(Row row, Set<String> written, String prefix, List<Reference> into) {
        for (var field : row.shape().stored()) {
            var target = field.target().or(field::listed);
            if (target.isPresent() && written.contains(field.id())) {
                field.references(row.get(field.id()))
                        .forEach(id -> into.add(new Reference(target.get(), id, field, prefix + field.id())));
            }
        }
    }
}
