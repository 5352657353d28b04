package dev.trellis.form.list;

import dev.trellis.core.field.Composite;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.form.list.ListState.Filter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns an open list into the query that fills it. What a person typed travels only as a parameter, never inside the
 * expression. Days of a moment are those of the business zone.
 */
public final class ListQuery {

    private final ResolvedList list;
    private final ZoneId zone;
    private final Map<String, @Nullable Object> parameters = new LinkedHashMap<>();

    private ListQuery(ResolvedList list, ZoneId zone) {
        this.list = list;
        this.zone = zone;
    }

    /** @param zone the business zone of the workspace */
    public static RecordQuery of(ResolvedList list, ListState state, ZoneId zone) {
        return new ListQuery(list, zone).build(state);
    }

    private RecordQuery build(ListState state) {
        var conditions = new ArrayList<String>();
        var own = list.filter();
        if (own != null && !own.isBlank()) {
            conditions.add(own);
        }
        for (var filter : state.filters()) {
            list.column(filter.path())
                    .filter(column -> column.operators().contains(filter.operator()))
                    .ifPresent(column -> conditions.add(condition(column, filter)));
        }
        var paths = new LinkedHashSet<String>();
        list.columns().forEach(column -> paths.add(column.path()));
        var filter = conditions.isEmpty()
                ? null
                : conditions.size() == 1 ? conditions.getFirst() : "(" + String.join(") AND (", conditions) + ")";
        return RecordQuery.of(list.entity(), List.copyOf(paths))
                .filtered(filter, parameters)
                .searching(state.search().isEmpty() ? null : state.search())
                .sorted(state.sort().isEmpty() ? list.sort() : state.sort())
                .page(state.first(), Math.clamp(state.size(), 1, RecordQuery.MAX_LIMIT));
    }

    private String condition(ListColumn column, Filter filter) {
        var path = filter.path();
        var values = filter.values();
        return switch (filter.operator()) {
            case IS ->
                column.type().valueType() instanceof ValueType.DateTime
                        ? both(from(path, values.getFirst()), to(path, values.getFirst()))
                        : path + " = " + parameter(values.getFirst());
            case IS_NOT -> path + " <> " + parameter(values.getFirst());
            case CONTAINS -> "CONTAINS(" + path + ", " + parameter(values.getFirst()) + ")";
            case BEGINS -> "BEGINS(" + path + ", " + parameter(values.getFirst()) + ")";
            case ABOVE -> path + " > " + parameter(values.getFirst());
            case AT_LEAST -> from(path, values.getFirst());
            case BELOW -> path + " < " + parameter(values.getFirst());
            case AT_MOST -> to(path, values.getFirst());
            case BETWEEN -> between(path, values);
            case ONE_OF -> oneOf(path, values);
            case INCLUDES -> includes(path, values.getFirst());
            case INCLUDES_NOT -> "NOT (" + includes(path, values.getFirst()) + ")";
            case UNDER -> "ISUNDER(" + path + ", " + parameter(values.getFirst()) + ")";
            case WITHIN -> within(path, values);
            case BLANK -> "ISBLANK(" + path + ")";
            case NOT_BLANK -> "NOT (ISBLANK(" + path + "))";
        };
    }

    /** An end that is left open does not narrow. */
    private String between(String path, List<@Nullable Object> values) {
        var from = values.getFirst();
        var to = values.size() < 2 ? null : values.get(1);
        if (from == null) {
            return to == null ? "TRUE" : to(path, to);
        }
        return to == null ? from(path, from) : both(from(path, from), to(path, to));
    }

    private static String both(String one, String other) {
        return one + " AND " + other;
    }

    private String oneOf(String path, List<@Nullable Object> values) {
        var alternatives = new ArrayList<String>();
        for (var value : values) {
            alternatives.add(isList(path) ? includes(path, value) : path + " = " + parameter(value));
        }
        return alternatives.isEmpty() ? "FALSE" : "(" + String.join(" OR ", alternatives) + ")";
    }

    private String includes(String path, @Nullable Object value) {
        return "INCLUDES(" + path + ", " + parameter(value) + ")";
    }

    private boolean isList(String path) {
        return list.column(path)
                .map(column -> column.type().valueType() instanceof ValueType.ListOf)
                .orElse(false);
    }

    /** A place and how far from it. */
    private String within(String path, List<@Nullable Object> values) {
        return values.getFirst() instanceof Composite place && values.size() > 1
                ? "NEAR(%s, %s, %s, %s)"
                        .formatted(
                                path,
                                parameter(place.part("latitude")),
                                parameter(place.part("longitude")),
                                parameter(values.get(1)))
                : "TRUE";
    }

    private String from(String path, @Nullable Object value) {
        return path + " >= " + parameter(value instanceof LocalDate day && isMoment(path) ? start(day) : value);
    }

    private String to(String path, @Nullable Object value) {
        return value instanceof LocalDate day && isMoment(path)
                ? path + " < " + parameter(start(day.plusDays(1)))
                : path + " <= " + parameter(value);
    }

    private boolean isMoment(String path) {
        return list.column(path)
                .map(column -> column.type().valueType() instanceof ValueType.DateTime)
                .orElse(false);
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    private String parameter(@Nullable Object value) {
        var name = "f" + parameters.size();
        parameters.put(name, value);
        return ":" + name;
    }
}
