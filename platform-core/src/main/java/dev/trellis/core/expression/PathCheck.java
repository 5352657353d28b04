package dev.trellis.core.expression;

import dev.trellis.core.expression.ExpressionSchema.SchemaField;
import dev.trellis.core.field.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Resolves paths and notes what they read. */
final class PathCheck {

    static final int MAX_HOPS = 5;

    private final String entity;
    private final ExpressionSchema schema;
    private final Faults faults;
    private final Set<FieldPath> references = new LinkedHashSet<>();
    private final Set<FieldKey> dependencies = new LinkedHashSet<>();
    private final List<Replacement> replacements = new ArrayList<>();
    private @Nullable Frame frame;

    PathCheck(String entity, ExpressionSchema schema, Faults faults) {
        this.entity = entity;
        this.schema = schema;
        this.faults = faults;
    }

    Set<FieldPath> references() {
        return references;
    }

    Set<FieldKey> dependencies() {
        return dependencies;
    }

    /** The labels in braces and the names that stand for them. */
    List<Replacement> replacements() {
        return replacements;
    }

    /** Types an argument of an aggregate; if it reads a field of rows it stands for its values over all rows. */
    Optional<Expression> overRows(Supplier<Optional<Expression>> argument) {
        var outer = frame;
        var inner = new Frame();
        frame = inner;
        var typed = argument.get();
        frame = outer;
        var rows = inner.rows;
        return rows == null
                ? typed
                : typed.map(body -> new Expression.Each(rows, body, new ValueType.ListOf(body.type()), body.span()));
    }

    /** Finds the names behind a path of labels. */
    Optional<Syntax.Path> resolveLabels(Syntax.Labels labels) {
        var names = new ArrayList<Syntax.Name>();
        var at = entity;
        for (var label : labels.labels().split("\\.", -1)) {
            var found = schema.labelled(at, label.strip()).or(() -> Optional.empty());
            if (found.isEmpty()) {
                unknown(label.strip(), at, labels.span());
                return Optional.empty();
            }
            names.add(new Syntax.Name(found.get().id(), labels.span()));
            at = target(found.get().type()).orElse(at);
        }
        var path = new Syntax.Path("", names, labels.span());
        replacements.add(new Replacement(
                labels.span(),
                String.join(".", names.stream().map(Syntax.Name::text).toList())));
        return Optional.of(path);
    }

    Optional<Expression> resolve(Syntax.Path path) {
        var root = switch (path.root().toLowerCase(java.util.Locale.ROOT)) {
            case "" -> FieldPath.Root.RECORD;
            case "user" -> FieldPath.Root.USER;
            case "prior" -> FieldPath.Root.PRIOR;
            default -> null;
        };
        if (root == null) {
            faults.add(
                    path.span(),
                    ExpressionProblems.UNKNOWN_ROOT,
                    Map.of("given", "$" + path.root(), "allowed", "$user, $prior"));
            return Optional.empty();
        }
        if (path.names().size() > MAX_HOPS + 1) {
            faults.add(path.span(), ExpressionProblems.TOO_MANY_HOPS, Map.of("allowed", MAX_HOPS));
            return Optional.empty();
        }
        return walk(path, root);
    }

    private Optional<Expression> walk(Syntax.Path path, FieldPath.Root root) {
        var at = root == FieldPath.Root.USER ? ExpressionSchema.USER : entity;
        boolean ofRow = false;
        SchemaField field = null;
        for (int i = 0; i < path.names().size(); i++) {
            var name = path.names().get(i);
            if (field != null) {
                var before = path.names().get(i - 1);
                if (field.type() instanceof ValueType.Rows
                        && !(i == 1 && root == FieldPath.Root.RECORD && enterRows(before))) {
                    return Optional.empty();
                }
                ofRow |= field.type() instanceof ValueType.Rows;
                var part = part(field, name.text());
                if (part.isPresent() && i == path.names().size() - 1) {
                    field = part.get();
                    continue;
                }
                var next = target(field.type());
                if (next.isEmpty()) {
                    faults.add(
                            before.span(),
                            ExpressionProblems.NOT_A_LOOKUP,
                            Map.of("given", before.text(), "type", Types.label(field.type())));
                    return Optional.empty();
                }
                at = next.get();
            }
            var found = schema.field(at, name.text());
            if (found.isEmpty()) {
                unknown(name.text(), at, name.span());
                return Optional.empty();
            }
            field = found.get();
            if (root != FieldPath.Root.USER) {
                dependencies.add(new FieldKey(at, field.id()));
            }
        }
        return Optional.of(path(path, root, ofRow, java.util.Objects.requireNonNull(field)));
    }

    /** Returns the field that says on which day the record's amounts are converted, and notes that it is read. */
    Optional<Expression> recordDate(Span span) {
        return schema.recordDate(entity).map(date -> {
            var path = new FieldPath(FieldPath.Root.RECORD, List.of(date.id()));
            references.add(path);
            dependencies.add(new FieldKey(entity, date.id()));
            return new Expression.Path(path, false, date.digits(), date.type(), span);
        });
    }

    private Expression path(Syntax.Path path, FieldPath.Root root, boolean ofRow, SchemaField field) {
        var whole =
                new FieldPath(root, path.names().stream().map(Syntax.Name::text).toList());
        references.add(whole);
        return new Expression.Path(ofRow ? whole.rest() : whole, ofRow, field.digits(), field.type(), path.span());
    }

    private boolean enterRows(Syntax.Name rows) {
        var current = frame;
        if (current == null) {
            faults.add(rows.span(), ExpressionProblems.ROWS_OUTSIDE, Map.of("given", rows.text()));
            return false;
        }
        var entered = current.rows;
        if (entered != null && !entered.equals(rows.text())) {
            faults.add(rows.span(), ExpressionProblems.TWO_ROW_SETS, Map.of("given", rows.text(), "other", entered));
            return false;
        }
        current.rows = rows.text();
        return true;
    }

    private static Optional<SchemaField> part(SchemaField whole, String name) {
        return whole.type() instanceof ValueType.Composite(var parts) && parts.containsKey(name)
                ? Optional.of(new SchemaField(whole.id(), java.util.Objects.requireNonNull(parts.get(name))))
                : Optional.empty();
    }

    private static Optional<String> target(ValueType type) {
        return switch (type) {
            case ValueType.Ref(var target) -> Optional.of(target);
            case ValueType.Rows(var target) -> Optional.of(target);
            default -> Optional.empty();
        };
    }

    private void unknown(String given, String at, Span span) {
        var byLabel = schema.labelled(at, given).map(SchemaField::id);
        var hint = byLabel.map(id -> dev.trellis.core.name.Label.of(
                        " Write " + id + " or {" + given + "}.", "请写 " + id + " 或 {" + given + "}。"))
                .orElseGet(() -> ExpressionProblems.choose(given, schema.names(at)));
        faults.add(
                span,
                ExpressionProblems.UNKNOWN_FIELD,
                Map.of("given", given, "entity", schema.label(at), "hint", hint));
    }

    /** One aggregate's argument: which rows it runs over, once known. */
    private static final class Frame {
        private @Nullable String rows;
    }

    record Replacement(Span span, String names) {}
}
