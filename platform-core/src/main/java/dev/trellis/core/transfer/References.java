package dev.trellis.core.transfer;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.Origin;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.VisibleSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records that cells refer to by number, unique field, title or id, many in one query, among what the person
 * may see. Made for one batch.
 */
final class References {

    private static final int AT_ONCE = 24;

    private final Records records;
    private final Actor actor;
    private final VisibleSchema schema;
    private final Locale locale;
    private final Map<Asked, Set<String>> wanted = new LinkedHashMap<>();
    private final Map<Asked, Map<String, List<RecordId>>> found = new HashMap<>();

    References(Records records, Actor actor, VisibleSchema schema, Locale locale) {
        this.records = records;
        this.actor = actor;
        this.schema = schema;
        this.locale = locale;
    }

    /** Records of an entity, asked for by one field or by whatever names one. */
    private record Asked(String entity, @Nullable String by) {}

    void want(String entity, @Nullable String by, String text) {
        if (!text.isEmpty()) {
            wanted.computeIfAbsent(new Asked(entity, by), _ -> new LinkedHashSet<>())
                    .add(text);
        }
    }

    /** Looks up everything wanted so far. */
    void fetch() {
        wanted.forEach((asked, texts) -> {
            var known = found.computeIfAbsent(asked, _ -> new HashMap<>());
            for (var way : ways(asked)) {
                var open =
                        texts.stream().filter(text -> !known.containsKey(text)).toList();
                for (int from = 0; from < open.size(); from += AT_ONCE) {
                    known.putAll(look(asked.entity(), way, open.subList(from, Math.min(open.size(), from + AT_ONCE))));
                }
            }
        });
        wanted.clear();
    }

    /** Returns the one record that a cell means. */
    Decoded one(String entity, @Nullable String by, String text, FieldDefinition field) {
        var ids = found.getOrDefault(new Asked(entity, by), Map.of()).getOrDefault(text, List.of());
        if (ids.size() == 1) {
            return Decoded.of(ids.getFirst());
        }
        var code = ids.isEmpty() ? TransferProblem.REFERENCE_UNKNOWN : TransferProblem.REFERENCE_AMBIGUOUS;
        return Decoded.refused(Problem.at("", code)
                .with("field", field.label())
                .with("given", text.length() > 60 ? text.substring(0, 60) + "…" : text));
    }

    /** What names a record surely comes first: its numbers and unique fields, then its title, then its id. */
    private List<FieldDefinition> ways(Asked asked) {
        var by = asked.by();
        if (by != null) {
            return schema.field(asked.entity(), by).stream().toList();
        }
        var entity = schema.entity(asked.entity());
        if (entity.isEmpty()) {
            return List.of();
        }
        var ways = new ArrayList<FieldDefinition>();
        for (var field : entity.get().fields()) {
            if ((field.unique() || field.type().origin() instanceof Origin.Numbering)
                    && field.type().valueType() instanceof ValueType.Text) {
                schema.field(asked.entity(), field.id()).ifPresent(ways::add);
            }
        }
        schema.field(asked.entity(), entity.get().title())
                .filter(title -> !ways.contains(title) && title.type().valueType() instanceof ValueType.Text)
                .ifPresent(ways::add);
        schema.field(asked.entity(), "id").ifPresent(ways::add);
        return ways;
    }

    private Map<String, List<RecordId>> look(String entity, FieldDefinition way, Collection<String> texts) {
        var values = new LinkedHashMap<String, Object>();
        for (var text : texts) {
            if (way.type().codec().fromText(text, locale) instanceof Decoded.Value(var value) && value != null) {
                values.put(text, value);
            }
        }
        if (values.isEmpty()) {
            return Map.of();
        }
        var byValue = new HashMap<Object, List<RecordId>>();
        read(entity, way, List.copyOf(new HashSet<>(values.values())), byValue);
        var hits = new HashMap<String, List<RecordId>>();
        values.forEach((text, value) -> {
            var ids = byValue.get(Condition.comparable(value));
            if (ids != null) {
                hits.put(text, ids);
            }
        });
        return hits;
    }

    /** Reads by halves where the statement or its answer would be too long. */
    private void read(String entity, FieldDefinition way, List<Object> values, Map<Object, List<RecordId>> byValue) {
        var condition = Condition.anyOf(
                values.stream().map(value -> Map.of(way.id(), value)).toList());
        var query = RecordQuery.of(entity, List.of(way.id()))
                .filtered(condition.text(), condition.parameters())
                .page(0, RecordQuery.MAX_LIMIT);
        var result = records.query(actor, query);
        boolean isWhole = result instanceof QueryResult.Page page && page.next() == null;
        if (!isWhole && values.size() > 1) {
            read(entity, way, values.subList(0, values.size() / 2), byValue);
            read(entity, way, values.subList(values.size() / 2, values.size()), byValue);
            return;
        }
        if (result instanceof QueryResult.Page page) {
            for (var record : page.items()) {
                var value = record.value(way.id());
                if (value != null) {
                    byValue.computeIfAbsent(Condition.comparable(value), _ -> new ArrayList<>())
                            .add(record.id());
                }
            }
        }
    }
}
