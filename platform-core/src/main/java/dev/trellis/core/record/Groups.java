package dev.trellis.core.record;

import dev.trellis.core.expression.ExpressionSql;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.RecordAggregate.Function;
import dev.trellis.core.record.RecordAggregate.Measure;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Groups and measures, over the records and fields that the actor may see. */
@Singleton
class Groups {

    private static final int MAX_ROWS = 1_000;

    private final RecordSql sql;

    Groups(RecordSql sql) {
        this.sql = sql;
    }

    AggregateResult read(Session session, RecordAggregate asked) {
        var shape = session.model().shape(asked.entity());
        if (shape.isEmpty() || session.schema().entity(asked.entity()).isEmpty()) {
            return new AggregateResult.Invalid(List.of(PageReader.unknownEntity(asked.entity())));
        }
        if (!session.access(shape.get()).may(Verb.READ)) {
            return new AggregateResult.Denied(RecordProblem.mayNot(Verb.READ, shape.get()));
        }
        return read(session, shape.get(), asked);
    }

    private AggregateResult read(Session session, Shape shape, RecordAggregate asked) {
        var problems = new ArrayList<Problem>();
        var filter = PageReader.filter(session, shape, asked.filter(), asked.parameters(), problems);
        var tables = Tables.visible(session, shape, "t");
        var columns = new ArrayList<Field<?>>();
        var groups = new ArrayList<Group>();
        for (var text : asked.groupBy()) {
            var path = Paths.resolve(session.schema(), shape.id(), text)
                    .filter(found -> found.field().isPlain());
            if (path.isEmpty()) {
                problems.add(RecordProblem.unknownField(
                        RecordProblem.UNKNOWN_FIELD_ASKED, "groupBy", text, shape, session.schema()));
            } else if (Paths.masked(session.schema(), "groupBy", path.get(), shape.id())
                    .isPresent()) {
                Paths.masked(session.schema(), "groupBy", path.get(), shape.id())
                        .ifPresent(problems::add);
            } else {
                groups.add(group(tables, path.get(), columns));
            }
        }
        int grouped = columns.size();
        var measures = new ArrayList<Measured>();
        for (int i = 0; i < asked.measures().size(); i++) {
            var at = "measures[" + i + "]";
            measures.add(measure(tables, shape, asked.measures().get(i), columns, at, problems));
        }
        if (!problems.isEmpty()) {
            return new AggregateResult.Invalid(problems);
        }
        var root = tables.root();
        var where = ReachSql.living(root.alias())
                .and(tables.condition(root, tables.access(root).reach(Verb.READ)));
        if (filter.isPresent()) {
            where = where.and(ExpressionSql.condition(filter.get(), new FilterScope(tables, asked.parameters())));
        }
        var named = new ArrayList<Field<?>>(columns);
        var keys = new ArrayList<Field<?>>();
        for (int i = 0; i < grouped; i++) {
            // By name: a key that is shown on some records only is an expression, which no database knows again.
            keys.add(DSL.field(DSL.name("key" + i)));
            named.set(i, columns.get(i).as(DSL.name("key" + i)));
        }
        var select = sql.build().select(named).from(tables.joined()).where(where);
        var rows = keys.isEmpty()
                ? sql.fetch(select)
                : sql.fetch(select.groupBy(keys).orderBy(keys).limit(MAX_ROWS));
        return new AggregateResult.Rows(
                rows.stream().map(row -> row(session, groups, measures, row)).toList());
    }

    /** @param title the field that names a reference, or null; its columns follow those of the field */
    private record Group(FieldShape field, int at, @Nullable FieldShape title) {}

    private static Group group(Tables tables, Paths.Path path, List<Field<?>> columns) {
        var node = path.node(tables);
        int at = columns.size();
        var worth = path.field().worth();
        if (worth.isPresent()) {
            columns.add(tables.column(node, path.field(), worth.get()));
            return new Group(path.field(), at, null);
        }
        path.field().columns().forEach(name -> columns.add(tables.column(node, path.field(), name)));
        if (path.field().target().flatMap(tables.session().model()::shape).isEmpty()
                || path.field().id().equals(SystemFields.ID)) {
            return new Group(path.field(), at, null);
        }
        var target = tables.titled(node, path.field());
        var title = target.shape().title();
        title.columns().forEach(name -> columns.add(RecordSql.column(target.alias(), name)));
        return new Group(path.field(), at, title);
    }

    /** @param money whether it is in the workspace's currency, and the number of amounts follows that have no rate */
    private record Measured(Function function, @Nullable FieldShape field, int at, boolean money) {}

    private static Measured measure(
            Tables tables, Shape shape, Measure measure, List<Field<?>> columns, String place, List<Problem> problems) {
        int at = columns.size();
        if (measure.path() == null) {
            columns.add(DSL.count());
            if (measure.function() != Function.COUNT) {
                problems.add(Problem.at(place + ".path", RecordProblem.MEASURE_WITHOUT_PATH)
                        .with("function", measure.function()));
            }
            return new Measured(Function.COUNT, null, at, false);
        }
        var path = Paths.resolve(tables.session().schema(), shape.id(), measure.path())
                .filter(found -> !found.field().columns().isEmpty());
        if (path.isEmpty()) {
            problems.add(RecordProblem.unknownField(
                    RecordProblem.UNKNOWN_FIELD_ASKED,
                    place + ".path",
                    measure.path(),
                    shape,
                    tables.session().schema()));
            return new Measured(measure.function(), null, at, false);
        }
        var field = path.get().field();
        var masked = Paths.masked(tables.session().schema(), place + ".path", path.get(), shape.id());
        if (masked.isPresent()) {
            problems.add(masked.get());
            return new Measured(measure.function(), field, at, false);
        }
        if (!isMeasurable(measure.function(), field)) {
            problems.add(
                    RecordProblem.of(RecordProblem.NOT_MEASURABLE, place, field).with("function", measure.function()));
            return new Measured(measure.function(), field, at, false);
        }
        var node = path.get().node(tables);
        var column = tables.column(node, field, field.columns().getFirst());
        if (field.worth().isEmpty() || measure.function() == Function.COUNT) {
            columns.add(aggregate(measure.function(), column));
            return new Measured(measure.function(), field, at, false);
        }
        var worth = Worths.of(
                column,
                tables.column(node, field, field.columns().get(1)),
                tables.column(node, field, field.worth().get()),
                shape.currency());
        columns.add(aggregate(measure.function(), worth));
        columns.add(DSL.count(DSL.when(column.isNotNull().and(worth.isNull()), DSL.inline(1))));
        return new Measured(measure.function(), field, at, true);
    }

    private static boolean isMeasurable(Function function, FieldShape field) {
        var type = field.definition().type().valueType();
        return switch (function) {
            case COUNT -> true;
            case SUM, AVG -> type instanceof ValueType.Numeric || type instanceof ValueType.MoneyAmount;
            case MIN, MAX ->
                field.isPlain()
                        && !Set.of(ValueType.BOOL, ValueType.BLANK).contains(type)
                        && !(type instanceof ValueType.Ref);
        };
    }

    private static Field<?> aggregate(Function function, Field<Object> column) {
        return switch (function) {
            case COUNT -> DSL.count(column);
            case SUM -> DSL.sum(column.coerce(BigDecimal.class));
            case AVG -> DSL.avg(column.coerce(BigDecimal.class));
            case MIN -> DSL.min(column);
            case MAX -> DSL.max(column);
        };
    }

    private static AggregateResult.Row row(
            Session session, List<Group> groups, List<Measured> measures, @Nullable Object[] row) {
        var keys = new ArrayList<@Nullable Object>();
        var labels = new ArrayList<String>();
        var locale = session.actor().locale();
        for (var group : groups) {
            var key = key(session, group, row);
            keys.add(key);
            var title = group.title();
            labels.add(
                    title == null
                            ? group.field().codec().toText(key, locale)
                            : title.codec()
                                    .toText(
                                            title.read(
                                                    row,
                                                    group.at()
                                                            + group.field()
                                                                    .columns()
                                                                    .size()),
                                            locale));
        }
        var values = new ArrayList<@Nullable Object>();
        measures.forEach(measure -> values.add(value(session, measure, row)));
        return new AggregateResult.Row(keys, labels, values);
    }

    /** Amounts are grouped by what they are worth in the workspace's currency. */
    private static @Nullable Object key(Session session, Group group, @Nullable Object[] row) {
        if (group.field().worth().isEmpty()) {
            return group.field().read(row, group.at());
        }
        var worth = row[group.at()];
        return worth == null ? null : inWorkspaceCurrency(session, worth);
    }

    private static Money inWorkspaceCurrency(Session session, Object number) {
        return new Money(
                new BigDecimal(number.toString()), session.model().schema().currency());
    }

    /** A measure over amounts of which one has no rate is blank: nobody knows it. */
    private static @Nullable Object value(Session session, Measured measure, @Nullable Object[] row) {
        var raw = row[measure.at()];
        if (raw == null) {
            return null;
        }
        if (measure.money()) {
            return RecordSql.number(row[measure.at() + 1]) > 0 ? null : inWorkspaceCurrency(session, raw);
        }
        var field = measure.field();
        return switch (measure.function()) {
            case COUNT, SUM, AVG -> new BigDecimal(raw.toString());
            case MIN, MAX -> field == null ? raw : field.codec().fromColumns(List.of(raw));
        };
    }
}
