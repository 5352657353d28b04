package dev.trellis.core.record;

import dev.trellis.core.expression.CompiledExpression;
import dev.trellis.core.expression.EvaluationContext;
import dev.trellis.core.expression.Evaluator;
import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.expression.FieldPath;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.metadata.SystemFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills defaults and computes formulas, each after those it reads and rounded to its field's scale before anything
 * reads it. What a formula cannot compute is blank.
 */
final class Computation {

    private final Session session;
    private final Model model;
    private final boolean everything;

    Computation(Session session) {
        this(session, false);
    }

    private Computation(Session session, boolean everything) {
        this.session = session;
        this.model = session.model();
        this.everything = everything;
    }

    /** Computes every formula anew, whatever changed. */
    static Computation ofEverything(Session session) {
        return new Computation(session, true);
    }

    void run(List<Pending> batch) {
        run(batch, () -> {});
    }

    /** @param afterDefaults adds what formulas may read */
    void run(List<Pending> batch, Runnable afterDefaults) {
        var open = batch.stream().filter(Pending::writesValues).toList();
        open.forEach(pending -> session.related().put(pending.after()));
        prefetch(open);
        open.forEach(this::defaults);
        afterDefaults.run();
        prefetch(open);
        for (var pending : open) {
            compute(pending);
        }
    }

    /** Reads the records to which lookups of the batch lead, one statement per entity, where an expression needs them. */
    private void prefetch(List<Pending> batch) {
        var wanted = new HashMap<String, Set<RecordId>>();
        for (var pending : batch) {
            collect(pending.after(), wanted);
            for (var field : pending.shape().lines()) {
                var lines = pending.after().lines(field.id());
                if (lines != null) {
                    lines.forEach(line -> collect(line, wanted));
                }
            }
        }
        wanted.forEach(session.related()::prefetch);
    }

    private void collect(Row row, Map<String, Set<RecordId>> wanted) {
        for (var name : model.rules(row.shape()).lookups()) {
            var target = row.shape().field(name).flatMap(FieldShape::target);
            if (target.isPresent() && row.get(name) instanceof RecordId id) {
                wanted.computeIfAbsent(target.get(), _ -> new HashSet<>()).add(id);
            }
        }
    }

    private void defaults(Pending pending) {
        var row = pending.after();
        if (pending.change() instanceof Change.Create create) {
            defaults(row, create.values().keySet());
            model.rules(row.shape())
                    .rollUps()
                    .values()
                    .forEach(rule -> set(
                            row,
                            rule.field(),
                            RollUps.empty(rule, model.schema().currency())));
        }
        for (var field : pending.shape().lines()) {
            var lines = row.lines(field.id());
            if (lines != null && linesGiven(pending, field) instanceof List<?> given) {
                for (int i = 0; i < lines.size() && i < given.size(); i++) {
                    if (given.get(i) instanceof Change.Line line && line.id() == null) {
                        defaults(lines.get(i), line.values().keySet());
                    }
                }
            }
        }
    }

    private static @Nullable Object linesGiven(Pending pending, FieldShape field) {
        return switch (pending.change()) {
            case Change.Create create -> create.values().get(field.id());
            case Change.Update update -> update.values().get(field.id());
            case Change.Delete _, Change.Restore _, Change.Lock _ -> null;
        };
    }

    private void defaults(Row row, Set<String> given) {
        model.rules(row.shape()).defaults().forEach((field, expression) -> {
            if (!given.contains(field)) {
                evaluate(row, null, row.shape().known(field), expression);
            }
        });
    }

    private void compute(Pending pending) {
        var dirty = new HashSet<>(pending.written());
        dirty.addAll(pending.completed());
        value(pending, dirty);
        for (var key : model.computeOrder()) {
            if (key.entity().equals(pending.shape().id())) {
                computeOwn(pending, key, dirty);
            } else {
                for (var lines : pending.shape().lines()) {
                    if (lines.lines().filter(key.entity()::equals).isPresent()) {
                        computeLines(pending, lines, key, dirty);
                    }
                }
            }
        }
    }

    /** Says what amounts are worth where they are new or the record's date is another one. */
    private void value(Pending pending, Set<String> dirty) {
        boolean all = everything || pending.isCreate();
        value(pending.after(), all, dirty).forEach(dirty::add);
        for (var field : pending.shape().lines()) {
            var lines = pending.after().lines(field.id());
            if (lines != null
                    && model.shape(field.lines().orElseThrow())
                            .filter(child -> !child.amounts().isEmpty())
                            .isPresent()) {
                for (var line : lines) {
                    value(line, all, pending.writtenLine(line.id()))
                            .forEach(changed -> dirty.add(field.id() + "." + changed));
                }
            }
        }
    }

    /** Returns the fields whose worth is another one now. */
    private List<String> value(Row row, boolean all, Set<String> dirty) {
        var date = row.shape().entity().recordDate();
        boolean isMoved = all || (date != null && dirty.contains(date));
        var changed = new ArrayList<String>();
        for (var field : row.shape().amounts()) {
            if (isMoved || dirty.contains(field.id())) {
                var valued = session.valued(row, field, row.get(field.id()));
                if (!Values.same(row.get(field.id()), valued)) {
                    row.set(field.id(), valued);
                    changed.add(field.id());
                }
            }
        }
        return changed;
    }

    private void computeOwn(Pending pending, FieldKey key, Set<String> dirty) {
        var row = pending.after();
        var field = row.shape().known(key.field());
        var formula = model.rules(row.shape()).formulas().get(key.field());
        if (formula == null || !(everything || pending.isCreate() || mustCompute(row.shape(), formula, dirty))) {
            return;
        }
        for (var path : formula.references()) {
            var lines = row.shape()
                    .field(path.first())
                    .filter(first -> first.lines().isPresent());
            lines.ifPresent(first -> pending.lines(session, first));
        }
        if (evaluate(row, pending.before(), field, formula)) {
            dirty.add(field.id());
        }
    }

    private void computeLines(Pending pending, FieldShape lines, FieldKey key, Set<String> dirty) {
        var parent = pending.after();
        var child = model.known(key.entity());
        var formula = model.rules(child).formulas().get(key.field());
        if (formula == null) {
            return;
        }
        var ofParent = formula.references().stream()
                .anyMatch(path -> path.first().equals(SystemFields.PARENT)
                        && !path.isSingle()
                        && dirty.contains(path.names().get(1)));
        var rows = ofParent ? pending.lines(session, lines) : parent.lines(lines.id());
        if (rows == null) {
            return;
        }
        var field = child.known(key.field());
        var stored = new HashMap<RecordId, Row>();
        var before = pending.before();
        var storedLines = before == null ? null : before.lines(lines.id());
        if (storedLines != null) {
            storedLines.forEach(row -> stored.put(row.id(), row));
        }
        for (var row : rows) {
            if (evaluate(row, stored.get(row.id()), field, formula)) {
                dirty.add(lines.id());
            }
        }
    }

    /** A formula over the record's own fields is computed again only if one of them changed. */
    private static boolean mustCompute(Shape shape, CompiledExpression formula, Set<String> dirty) {
        return formula.isVolatile()
                || formula.references().stream()
                        .anyMatch(path -> path.root() != FieldPath.Root.RECORD
                                || dirty.contains(path.first())
                                || isLineOf(path, dirty)
                                || leadsElsewhere(shape, path));
    }

    private static boolean isLineOf(FieldPath path, Set<String> dirty) {
        var prefix = path.first() + ".";
        return dirty.stream().anyMatch(name -> name.startsWith(prefix));
    }

    private static boolean leadsElsewhere(Shape shape, FieldPath path) {
        return !path.isSingle()
                && shape.field(path.first()).flatMap(FieldShape::target).isPresent();
    }

    /** Returns whether the value is another than before. */
    private boolean evaluate(Row row, @Nullable Row prior, FieldShape field, CompiledExpression expression) {
        return set(row, field, value(expression, session.context(row, prior)));
    }

    private boolean set(Row row, FieldShape field, @Nullable Object value) {
        var normal = field.codec().normalise(value) instanceof Decoded.Value(var fitting) ? fitting : null;
        var valued = session.valued(row, field, normal);
        if (Values.same(row.get(field.id()), valued)) {
            return false;
        }
        row.set(field.id(), valued);
        return true;
    }

    private static @Nullable Object value(CompiledExpression expression, EvaluationContext context) {
        return Evaluator.evaluate(expression, context).orBlank();
    }
}
