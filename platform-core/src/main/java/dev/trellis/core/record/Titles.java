package dev.trellis.core.record;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.schema.PhysicalNames;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jooq.impl.DSL;

/** What records are called; whoever may read a reference may read this of its record, deleted ones too. */
@Singleton
class Titles {

    private final RecordSql sql;

    Titles(RecordSql sql) {
        this.sql = sql;
    }

    /** Reads titles, one statement per entity. */
    Map<RecordId, String> read(Session session, Map<String, Set<RecordId>> wanted) {
        var titles = new HashMap<RecordId, String>();
        wanted.forEach((entity, ids) ->
                session.model().shape(entity).ifPresent(shape -> titles.putAll(read(session, shape, ids, 1))));
        return titles;
    }

    private Map<RecordId, String> read(Session session, Shape shape, Collection<RecordId> ids, int depth) {
        var titles = new HashMap<RecordId, String>();
        if (ids.isEmpty()) {
            return titles;
        }
        Locale locale = session.actor().locale();
        var title = shape.title();
        var id = RecordSql.column(PhysicalNames.column(SystemFields.ID));
        var columns = new java.util.ArrayList<org.jooq.Field<?>>();
        columns.add(id);
        title.columns().forEach(name -> columns.add(RecordSql.column(name)));
        var found = sql.fetch(sql.build()
                .select(columns)
                .from(RecordSql.table(shape.table()))
                .where(id.in(ids.stream()
                        .map(one -> DSL.val((Object) one.value(), Object.class))
                        .toList())));
        var references = new HashMap<RecordId, RecordId>();
        for (var row : found) {
            var own = new RecordId(RecordSql.number(row[0]));
            var value = title.read(row, 1);
            titles.put(own, title.codec().toText(value, locale));
            if (value instanceof RecordId reference && title.target().isPresent() && !title.isSystem()) {
                references.put(own, reference);
            }
        }
        if (!references.isEmpty() && depth < 2) {
            var next = session.model().known(title.target().orElseThrow());
            var named = read(session, next, Set.copyOf(references.values()), depth + 1);
            references.forEach((own, reference) -> titles.put(own, named.getOrDefault(reference, "")));
        }
        return titles;
    }
}
