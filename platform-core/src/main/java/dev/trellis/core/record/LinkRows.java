package dev.trellis.core.record;

import dev.trellis.core.field.Storage;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.schema.PhysicalNames;
import dev.trellis.core.schema.SqlName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The table with the elements of a list. A statement reads a whole list as one value, by a correlated subselect, so that
 * a page of records stays one statement.
 *
 * @param columns of the parts of an element, the main one first
 */
record LinkRows(SqlName table, List<SqlName> columns) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ALIAS = "k";

    static @Nullable LinkRows of(String entity, FieldDefinition field) {
        return field.type().storage() instanceof Storage.LinkTable(var parts)
                ? new LinkRows(
                        PhysicalNames.links(entity, field.id()),
                        parts.stream().map(PhysicalNames::element).toList())
                : null;
    }

    /** Returns the elements of a record as one JSON text, each with its place first. */
    Field<String> all(Field<?> record) {
        var values = new ArrayList<QueryPart>();
        values.add(RecordSql.column(ALIAS, PhysicalNames.ELEMENT));
        columns.forEach(name -> values.add(RecordSql.column(ALIAS, name)));
        var places = new ArrayList<String>();
        for (int i = 0; i < values.size(); i++) {
            places.add("{" + i + "}");
        }
        var element = DSL.field(
                "json_arrayagg(json_array(" + String.join(", ", places) + "))",
                String.class,
                values.toArray(QueryPart[]::new));
        return select(record, element, DSL.noCondition());
    }

    /** Asks something of the elements of a record that fulfil a condition. */
    <T> Field<T> select(Field<?> record, Field<T> aggregate, Condition condition) {
        return DSL.field(DSL.select(aggregate)
                .from(RecordSql.table(table, ALIAS))
                .where(RecordSql.column(ALIAS, PhysicalNames.RECORD).eq(record.coerce(Object.class)))
                .and(condition));
    }

    /** The main part of an element inside {@link #select}. */
    Field<Object> value() {
        return RecordSql.column(ALIAS, columns.getFirst());
    }

    /** Reads what {@link #all} returned. */
    static List<List<@Nullable Object>> read(@Nullable Object json) {
        if (json == null) {
            return List.of();
        }
        var elements = new ArrayList<JsonNode>();
        JSON.readTree(json.toString()).forEach(elements::add);
        elements.sort(Comparator.comparingLong(element -> element.path(0).asLong()));
        return elements.stream().map(LinkRows::parts).collect(Collectors.toList());
    }

    private static List<@Nullable Object> parts(JsonNode element) {
        var parts = new ArrayList<@Nullable Object>();
        for (int i = 1; i < element.size(); i++) {
            var part = element.get(i);
            parts.add(part.isNull() ? null : part.isIntegralNumber() ? (Object) part.longValue() : part.asString());
        }
        return parts;
    }
}
