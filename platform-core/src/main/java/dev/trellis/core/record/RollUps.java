package dev.trellis.core.record;

import dev.trellis.core.expression.ExpressionSql;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.Origin.RollUp.Function;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.schema.PhysicalNames;
import dev.trellis.core.schema.SqlName;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads roll-ups from the database, all records that belong to a record, whoever may see them. */
@Singleton
class RollUps {

    private static final int SCALE = 20;
    private static final int MOST_JOINED = 1_000;

    private final RecordSql sql;

    RollUps(RecordSql sql) {
        this.sql = sql;
    }

    /** The value of a record to which nothing belongs. */
    static @Nullable Object empty(RollUpRule rule, String currency) {
        return switch (rule.function()) {
            case COUNT -> BigDecimal.ZERO;
            case SUM -> isMoney(rule) ? new Money(BigDecimal.ZERO, currency) : BigDecimal.ZERO;
            case AVERAGE, MIN, MAX, FIRST, LAST, JOIN -> null;
        };
    }

    /** Reads several roll-ups of some records, as many as possible with one statement. */
    Map<RollUpRule, Map<RecordId, @Nullable Object>> read(
            Session session, Collection<RollUpRule> rules, Collection<RecordId> owners) {
        var read = new LinkedHashMap<RollUpRule, Map<RecordId, @Nullable Object>>();
        var together = new LinkedHashMap<List<Object>, List<RollUpRule>>();
        for (var rule : rules) {
            var values = new HashMap<RecordId, @Nullable Object>();
            var empty = empty(rule, session.model().schema().currency());
            owners.forEach(owner -> values.put(owner, empty));
            read.put(rule, values);
            switch (rule.function()) {
                case COUNT, SUM, AVERAGE, MIN, MAX ->
                    together.computeIfAbsent(
                                    List.of(rule.source().id(), rule.via().id()), _ -> new ArrayList<>())
                            .add(rule);
                case FIRST, LAST -> owners.forEach(owner -> values.put(owner, outermost(session, rule, owner)));
                case JOIN -> owners.forEach(owner -> values.put(owner, joined(session, rule, owner)));
            }
        }
        together.values().forEach(same -> grouped(session, same, owners, read));
        return read;
    }

    private static boolean isMoney(RollUpRule rule) {
        var measured = rule.measured();
        return measured != null && measured.definition().type().valueType() instanceof ValueType.MoneyAmount;
    }

    /** Everything that one statement can measure for many records: all that belongs to them by the same lookup. */
    private void grouped(
            Session session,
            List<RollUpRule> rules,
            Collection<RecordId> owners,
            Map<RollUpRule, Map<RecordId, @Nullable Object>> into) {
        var first = rules.getFirst();
        var tables = Tables.visible(session, first.source(), "t");
        var via = column(tables, first.via().columns().getFirst());
        var columns = new ArrayList<Field<?>>(List.of(via));
        var begins = new ArrayList<Integer>();
        var isAlone = rules.size() == 1;
        for (var rule : rules) {
            begins.add(columns.size());
            columns.addAll(measures(tables, rule, isAlone ? null : filter(tables, rule)));
        }
        var where = isAlone ? where(tables, first, owners) : belonging(tables, first, owners);
        for (var row : sql.fetch(
                sql.build().select(columns).from(tables.joined()).where(where).groupBy(via))) {
            var owner = new RecordId(RecordSql.number(row[0]));
            for (int i = 0; i < rules.size(); i++) {
                var values = Objects.requireNonNull(into.get(rules.get(i)));
                values.put(owner, value(session, rules.get(i), row, begins.get(i)));
            }
        }
    }

    /** @param counts which rows count, or null for all */
    private static List<Field<?>> measures(Tables tables, RollUpRule rule, @Nullable Condition counts) {
        var measured = rule.measured();
        if (measured == null) {
            return List.of(counts == null ? DSL.count() : DSL.count(DSL.when(counts, DSL.inline(1))));
        }
        var column = counted(column(tables, measured.columns().getFirst()), counts);
        var measures = new ArrayList<Field<?>>(List.of(aggregate(rule.function(), column), DSL.count(column)));
        if (isMoney(rule)) {
            var currency = counted(column(tables, measured.columns().get(1)), counts);
            var counting = DSL.when(column.ne(DSL.val((Object) 0, Object.class)), currency);
            var worth = counted(
                    Worths.of(
                            column(tables, measured.columns().getFirst()),
                            column(tables, measured.columns().get(1)),
                            column(tables, measured.worth().orElseThrow()),
                            rule.source().currency()),
                    counts);
            measures.addAll(List.of(
                    DSL.min(counting),
                    DSL.max(counting),
                    DSL.min(currency),
                    aggregate(rule.function(), worth),
                    DSL.count(DSL.when(column.isNotNull().and(worth.isNull()), DSL.inline(1)))));
        }
        return measures;
    }

    private static Field<Object> counted(Field<Object> column, @Nullable Condition counts) {
        return counts == null ? column : DSL.when(counts, column);
    }

    private static Field<?> aggregate(Function function, Field<Object> column) {
        return switch (function) {
            case COUNT -> DSL.count(column);
            case MIN -> DSL.min(column);
            case MAX -> DSL.max(column);
            case SUM, AVERAGE, FIRST, LAST, JOIN -> DSL.sum(column.coerce(BigDecimal.class));
        };
    }

    /** @param at where its measures begin */
    private static @Nullable Object value(Session session, RollUpRule rule, @Nullable Object[] row, int at) {
        var raw = row[at];
        if (raw == null) {
            return empty(rule, session.model().schema().currency());
        }
        var measured = rule.measured();
        if (measured == null || rule.function() == Function.COUNT) {
            return new BigDecimal(raw.toString());
        }
        if (isMoney(rule)) {
            var currency = row[at + 2] == null ? row[at + 4] : row[at + 2];
            var worth = worth(rule, row, at);
            if (Objects.equals(row[at + 2], row[at + 3]) && currency != null) {
                return new Money(number(rule.function(), raw, row[at + 1]), currency.toString(), worth);
            }
            return worth == null
                    ? null
                    : new Money(worth, session.model().schema().currency());
        }
        return switch (rule.function()) {
            case SUM, AVERAGE -> number(rule.function(), raw, row[at + 1]);
            case COUNT, MIN, MAX, FIRST, LAST, JOIN -> measured.codec().fromColumns(List.of(raw));
        };
    }

    /** In the workspace's currency, each amount at the rate of its record's date; null where one has no rate. */
    private static @Nullable BigDecimal worth(RollUpRule rule, @Nullable Object[] row, int at) {
        var total = row[at + 5];
        return total == null || RecordSql.number(row[at + 6]) > 0 ? null : number(rule.function(), total, row[at + 1]);
    }

    private static BigDecimal number(Function function, Object raw, @Nullable Object count) {
        var number = new BigDecimal(raw.toString());
        return function == Function.AVERAGE
                ? number.divide(BigDecimal.valueOf(RecordSql.number(count)), SCALE, RoundingMode.HALF_UP)
                : number;
    }

    private @Nullable Object outermost(Session session, RollUpRule rule, RecordId owner) {
        var measured = Objects.requireNonNull(rule.measured());
        var rows = ordered(session, rule, owner, DSL.noCondition(), 1);
        return rows.isEmpty() ? null : measured.read(rows.getFirst(), 0);
    }

    /** Texts one after the other, blanks left out. */
    private String joined(Session session, RollUpRule rule, RecordId owner) {
        var first = Objects.requireNonNull(rule.measured()).columns().getFirst();
        var given = column(Tables.visible(session, rule.source(), "t"), first).isNotNull();
        return ordered(session, rule, owner, given, MOST_JOINED).stream()
                .map(row -> String.valueOf(row[0]))
                .collect(Collectors.joining(rule.separator()));
    }

    private List<@Nullable Object[]> ordered(
            Session session, RollUpRule rule, RecordId owner, Condition further, int limit) {
        var tables = Tables.visible(session, rule.source(), "t");
        var measured = Objects.requireNonNull(rule.measured());
        var columns =
                measured.columns().stream().map(name -> column(tables, name)).toList();
        var where = where(tables, rule, List.of(owner)).and(further);
        return sql.fetch(sql.build()
                .select(columns)
                .from(tables.joined())
                .where(where)
                .orderBy(order(tables, rule))
                .limit(limit));
    }

    private static List<SortField<?>> order(Tables tables, RollUpRule rule) {
        boolean isLast = rule.function() == Function.LAST;
        var order = new ArrayList<SortField<?>>();
        var sort =
                rule.sort() == null ? rule.source().field(SystemFields.POSITION).orElse(null) : rule.sort();
        if (sort != null) {
            var column = column(tables, sort.columns().getFirst());
            order.add(DSL.field(column.isNull()).asc());
            order.add(isLast ? column.desc() : column.asc());
        }
        var id = column(tables, PhysicalNames.column(SystemFields.ID));
        order.add(isLast ? id.desc() : id.asc());
        return order;
    }

    private static Condition where(Tables tables, RollUpRule rule, Collection<RecordId> owners) {
        var where = belonging(tables, rule, owners);
        var filter = filter(tables, rule);
        return filter == null ? where : where.and(filter);
    }

    private static Condition belonging(Tables tables, RollUpRule rule, Collection<RecordId> owners) {
        var ids = owners.stream()
                .map(owner -> DSL.val((Object) owner.value(), Object.class))
                .toList();
        return ReachSql.living(tables.root().alias())
                .and(column(tables, rule.via().columns().getFirst()).in(ids));
    }

    private static @Nullable Condition filter(Tables tables, RollUpRule rule) {
        var filter = rule.filter();
        return filter == null ? null : ExpressionSql.condition(filter, new FilterScope(tables, Map.of()));
    }

    private static Field<Object> column(Tables tables, SqlName name) {
        return RecordSql.column(tables.root().alias(), name);
    }
}
