package dev.trellis.ui.api.expression;

import dev.trellis.core.access.Actor;
import dev.trellis.core.expression.CompiledExpression;
import dev.trellis.core.expression.EvaluationContext;
import dev.trellis.core.expression.ExpressionRow;
import dev.trellis.core.expression.ExpressionSchema;
import dev.trellis.core.expression.FieldPath;
import dev.trellis.core.expression.FunctionCalls;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an expression is evaluated over: a record as the caller may see it, beside the caller's own record. */
record Subject(Row row, boolean isNew, @Nullable Row user) {

    /**
     * One record, with what it refers to under dotted paths.
     *
     * @param prefix of the paths that belong to this record, with its dot
     */
    record Row(String prefix, Map<String, @Nullable Object> values) implements ExpressionRow {

        Row(String prefix, Map<String, @Nullable Object> values) {
            this.prefix = prefix;
            this.values = values;
        }

        @Override
        public @Nullable Object value(String field) {
            return values.get(prefix + field);
        }

        @Override
        public Optional<ExpressionRow> related(String lookupField) {
            return values.get(prefix + lookupField) instanceof RecordId
                    ? Optional.of(new Row(prefix + lookupField + ".", values))
                    : Optional.empty();
        }

        @Override
        public List<Row> rows(String childrenField) {
            return values.get(prefix + childrenField) instanceof List<?> list
                    ? list.stream()
                            .filter(Row.class::isInstance)
                            .map(Row.class::cast)
                            .toList()
                    : List.of();
        }
    }

    EvaluationContext context(Instant now, String zone, String currency, FunctionCalls functions) {
        return new EvaluationContext(
                row, isNew ? null : row, isNew, now, ZoneId.of(zone), currency, user, Map.of(), functions);
    }

    static Optional<Subject> stored(Records records, Actor.Person actor, CompiledExpression expression, RecordId id) {
        return read(records, actor, expression.entity(), id, paths(expression, FieldPath.Root.RECORD))
                .map(row -> new Subject(row, false, user(records, actor, expression)));
    }

    static Subject given(
            Records records,
            Actor.Person actor,
            VisibleSchema schema,
            CompiledExpression expression,
            Map<String, @Nullable Object> values) {
        var all = new HashMap<String, @Nullable Object>(values);
        all.replaceAll((field, value) -> value instanceof List<?> list ? rows(list) : value);
        for (var path : paths(expression, FieldPath.Root.RECORD)) {
            int dot = path.indexOf('.');
            if (dot > 0
                    && all.get(path.substring(0, dot)) instanceof RecordId id
                    && schema.field(expression.entity(), path.substring(0, dot))
                                    .map(field -> field.type().valueType())
                                    .orElse(ValueType.BLANK)
                            instanceof ValueType.Ref(var target)) {
                read(records, actor, target, id, Set.of(path.substring(dot + 1)))
                        .ifPresent(found -> found.values()
                                .forEach((name, value) -> all.put(path.substring(0, dot + 1) + name, value)));
            }
        }
        return new Subject(new Row("", all), true, user(records, actor, expression));
    }

    private static @Nullable Row user(Records records, Actor.Person actor, CompiledExpression expression) {
        var paths = paths(expression, FieldPath.Root.USER);
        return paths.isEmpty()
                ? null
                : read(records, actor, ExpressionSchema.USER, actor.user(), paths)
                        .orElse(null);
    }

    private static Optional<Row> read(
            Records records, Actor.Person actor, String entity, RecordId id, Set<String> wanted) {
        var paths = new LinkedHashSet<String>();
        for (var path : wanted) {
            for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
                paths.add(path.substring(0, dot));
            }
            paths.add(path);
        }
        return switch (records.find(actor, entity, id, paths.isEmpty() ? Set.of("id") : paths)) {
            case FindResult.Found(var record) -> Optional.of(row(record));
            case FindResult.NotFound ignored -> Optional.empty();
            case FindResult.Invalid ignored -> whole(records, actor, entity, id);
        };
    }

    /** Line items cannot be asked for by path: they come with the whole record. */
    private static Optional<Row> whole(Records records, Actor.Person actor, String entity, RecordId id) {
        return switch (records.find(actor, entity, id, Set.of())) {
            case FindResult.Found(var record) -> Optional.of(row(record));
            case FindResult.NotFound ignored -> Optional.empty();
            case FindResult.Invalid ignored -> Optional.empty();
        };
    }

    private static Row row(StoredRecord record) {
        var values = new HashMap<String, @Nullable Object>(record.values());
        values.replaceAll((path, value) -> value instanceof List<?> list ? rows(list) : value);
        return new Row("", values);
    }

    private static List<?> rows(List<?> list) {
        return list.stream()
                .map(element -> switch (element) {
                    case StoredRecord line -> row(line);
                    case Change.Line line -> new Row("", line.values());
                    case Object other -> other;
                })
                .toList();
    }

    private static Set<String> paths(CompiledExpression expression, FieldPath.Root root) {
        return expression.references().stream()
                .filter(path ->
                        path.root() == root || (root == FieldPath.Root.RECORD && path.root() == FieldPath.Root.PRIOR))
                .map(path -> String.join(".", path.names()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
