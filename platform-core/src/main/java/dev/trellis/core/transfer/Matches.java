package dev.trellis.core.transfer;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the records that are there already, by the key of the plan, many in one query. */
final class Matches {

    private static final int AT_ONCE = 24;

    private final Records records;
    private final Actor actor;
    private final String entity;
    private final ImportPlan plan;
    private final List<String> paths;
    private final Map<Map<String, Object>, List<StoredRecord>> found = new HashMap<>();

    Matches(
            Records records,
            Actor actor,
            VisibleSchema schema,
            String entity,
            ImportPlan plan,
            Set<String> lineFields) {
        this.records = records;
        this.actor = actor;
        this.entity = entity;
        this.plan = plan;
        var wanted = new LinkedHashSet<String>(plan.key());
        plan.columns().stream()
                .map(ImportPlan.Column::path)
                .filter(path ->
                        !path.contains(".") && schema.field(entity, path).isPresent())
                .forEach(wanted::add);
        wanted.addAll(lineFields);
        this.paths = List.copyOf(wanted);
    }

    /** Reads what the drafts' keys name, as it is now. */
    void fetch(Collection<RowDraft> drafts) {
        found.clear();
        if (!plan.mode().needsKey()) {
            return;
        }
        var keys = drafts.stream()
                .filter(draft -> draft.key.size() == plan.key().size())
                .map(draft -> draft.key)
                .distinct()
                .toList();
        int size = Math.max(1, AT_ONCE / plan.key().size());
        for (int from = 0; from < keys.size(); from += size) {
            look(keys.subList(from, Math.min(keys.size(), from + size)));
        }
    }

    private void look(List<Map<String, Object>> keys) {
        var condition = Condition.anyOf(keys);
        var query = RecordQuery.of(entity, paths)
                .filtered(condition.text(), condition.parameters())
                .page(0, RecordQuery.MAX_LIMIT);
        switch (records.query(actor, query)) {
            case QueryResult.Page page ->
                page.items()
                        .forEach(record -> found.computeIfAbsent(key(record), _ -> new ArrayList<>())
                                .add(record));
            case QueryResult.Denied _ -> {}
            case QueryResult.Invalid _
            when keys.size() > 1 -> {
                // Too long for one statement: by halves.
                look(keys.subList(0, keys.size() / 2));
                look(keys.subList(keys.size() / 2, keys.size()));
            }
            case QueryResult.Invalid(var problems) ->
                throw new TrellisException("Records cannot be found by " + plan.key() + ": " + problems);
        }
    }

    private Map<String, Object> key(StoredRecord record) {
        var key = new LinkedHashMap<String, Object>();
        for (var path : plan.key()) {
            var value = path.equals("id") ? record.id() : record.value(path);
            if (value != null) {
                key.put(path, Condition.comparable(value));
            }
        }
        return key;
    }

    /** Reads one record as those that keys name. */
    Optional<StoredRecord> whole(RecordId id) {
        return records.find(actor, entity, id, Set.copyOf(paths)) instanceof FindResult.Found(var record)
                ? Optional.of(record)
                : Optional.empty();
    }

    List<StoredRecord> of(RowDraft draft) {
        var key = new LinkedHashMap<String, Object>();
        draft.key.forEach((path, value) -> key.put(path, Condition.comparable(value)));
        return found.getOrDefault(key, List.of());
    }
}
