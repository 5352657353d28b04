package dev.trellis.core.record;

import dev.trellis.core.expression.CompiledExpression;
import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.expression.FieldPath;
import dev.trellis.core.metadata.SystemFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The graph of computed values over entities: from every field that is read the ways back to the records whose computed
 * fields read it. What stays within a record and its lines is not in it, for that is computed with every save.
 */
final class Dependents {

    private final Function<String, Optional<Shape>> shapes;
    private final Map<FieldKey, Set<Way>> ways = new HashMap<>();
    private final Set<String> read = new HashSet<>();
    private final Set<FieldKey> readAtAll = new HashSet<>();
    private final Set<Shape> converting = new LinkedHashSet<>();

    Dependents(Function<String, Optional<Shape>> shapes) {
        this.shapes = shapes;
    }

    /** A step from records to others that read them. */
    sealed interface Step {

        Shape shape();

        FieldShape lookup();

        /** To the records of an entity whose lookup leads here. */
        record Referring(Shape shape, FieldShape lookup) implements Step {}

        /** From records of an entity to those to which their lookup leads: from lines to their parents, say. */
        record Referred(Shape shape, FieldShape lookup) implements Step {}
    }

    /**
     * A way to records that must be computed again, never lines: their parents stand for them.
     *
     * @param rollUp the roll-up to read again; null where formulas read what changed
     */
    record Way(List<Step> steps, Shape target, @Nullable String rollUp) {
        Way {
            steps = List.copyOf(steps);
        }
    }

    /** Adds what a stored formula of an entity reads. */
    void formula(Shape shape, CompiledExpression formula) {
        var owner = Optional.ofNullable(shape.entity().ownedBy()).flatMap(shapes);
        var steps = owner.isPresent() ? List.of(parentOf(shape)) : List.<Step>of();
        trace(shape, formula, new Way(steps, owner.orElse(shape), null));
    }

    /** Notes that an entity's computed values read exchange rates; those of lines are computed with their parents. */
    void rates(Shape shape) {
        converting.add(
                Optional.ofNullable(shape.entity().ownedBy()).flatMap(shapes).orElse(shape));
    }

    /** The entities of which computed values read exchange rates. */
    Set<Shape> converting() {
        return converting;
    }

    /** Adds what a roll-up reads. */
    void rollUp(Shape shape, RollUpRule rule) {
        var way = new Way(
                List.of(new Step.Referred(rule.source(), rule.via())),
                shape,
                rule.field().id());
        add(rule.source(), rule.via().id(), way);
        for (var field : rule.read()) {
            add(rule.source(), field.id(), way);
        }
        var filter = rule.filter();
        if (filter != null) {
            trace(rule.source(), filter, way);
        }
    }

    private void trace(Shape shape, CompiledExpression expression, Way way) {
        expression.references().stream()
                .filter(path -> path.root() == FieldPath.Root.RECORD)
                .forEach(path -> trace(shape, path.names(), way));
    }

    private void trace(Shape shape, List<String> names, Way way) {
        var at = shape;
        var here = way;
        for (var name : names) {
            add(at, name, here);
            var field = at.field(name);
            var target = field.flatMap(FieldShape::target).flatMap(shapes);
            var child = field.flatMap(FieldShape::lines).flatMap(shapes);
            if (target.isPresent()) {
                here = before(new Step.Referring(at, field.get()), here);
                at = target.get();
            } else if (child.isPresent()) {
                here = before(parentOf(child.get()), here);
                at = child.get();
            } else {
                return;
            }
        }
    }

    /** From a parent to its lines and back to the parent is no step. */
    private static Way before(Step step, Way way) {
        boolean isBack = !way.steps().isEmpty()
                && step instanceof Step.Referring
                && step.lookup().id().equals(SystemFields.PARENT)
                && way.steps().getFirst() instanceof Step.Referred(var shape, var lookup)
                && shape.equals(step.shape())
                && lookup.equals(step.lookup());
        var steps = new ArrayList<>(way.steps());
        if (isBack) {
            steps.removeFirst();
        } else {
            steps.addFirst(step);
        }
        return new Way(steps, way.target(), way.rollUp());
    }

    private static Step parentOf(Shape lines) {
        return new Step.Referred(lines, lines.known(SystemFields.PARENT));
    }

    private void add(Shape shape, String field, Way way) {
        readAtAll.add(new FieldKey(shape.id(), field));
        boolean isWithin = way.rollUp() == null
                && (way.steps().isEmpty()
                        || (way.steps().size() == 1
                                && way.steps().getFirst().lookup().id().equals(SystemFields.PARENT)));
        if (!isWithin) {
            read.add(shape.id());
            ways.computeIfAbsent(new FieldKey(shape.id(), field), _ -> new LinkedHashSet<>())
                    .add(way);
        }
    }

    /** Tells whether any computed field reads a field: of other records, of the same one or of its lines. */
    boolean isRead(Shape shape, String field) {
        return readAtAll.contains(new FieldKey(shape.id(), field));
    }

    /** Returns the ways on which a row that was written is read. To one that is new nothing refers yet. */
    Set<Way> of(Touched touched) {
        if (!read.contains(touched.shape().id())) {
            return Set.of();
        }
        var found = new LinkedHashSet<Way>();
        for (var field : touched.shape().stored()) {
            if (touched.concerns(field.id())) {
                found.addAll(ways.getOrDefault(new FieldKey(touched.shape().id(), field.id()), Set.of()));
            }
        }
        if (touched.kind() == Touched.Kind.MADE) {
            found.removeIf(way -> way.steps().getFirst() instanceof Step.Referring);
        }
        return found;
    }
}
