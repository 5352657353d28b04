package dev.trellis.core.record;

import dev.trellis.core.field.RecordId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The records that expressions of one call lead to, each read once, whatever the actor may see of them: a formula has
 * one value for all readers.
 */
final class RelatedRows {

    private final Model model;
    private final RecordStore store;
    private final Map<String, Map<RecordId, Optional<Row>>> read = new HashMap<>();

    RelatedRows(Model model, RecordStore store) {
        this.model = model;
        this.store = store;
    }

    /** Lets references to this record find it as it is being saved. */
    void put(Row row) {
        read.computeIfAbsent(row.shape().id(), _ -> new HashMap<>()).put(row.id(), Optional.of(row));
    }

    Optional<Row> find(String entity, RecordId id) {
        prefetch(entity, List.of(id));
        return read.getOrDefault(entity, Map.of()).getOrDefault(id, Optional.empty());
    }

    /** Reads what is not there yet in one statement. */
    void prefetch(String entity, Collection<RecordId> ids) {
        var shape = model.shape(entity);
        if (shape.isEmpty()) {
            return;
        }
        var known = read.computeIfAbsent(entity, _ -> new HashMap<>());
        var missing = new HashSet<>(ids);
        missing.removeAll(known.keySet());
        var found = store.load(shape.get(), missing, false);
        missing.forEach(id -> known.put(id, Optional.ofNullable(found.get(id))));
    }

    /** Returns the lines of a record as it stands, reading the stored ones where nobody has. */
    List<Row> lines(Row parent, FieldShape field) {
        var there = parent.lines(field.id());
        if (there != null) {
            return there;
        }
        var child = field.lines().flatMap(model::shape);
        if (child.isEmpty()) {
            return List.of();
        }
        var rows = store.loadLines(child.get(), List.of(parent.id())).getOrDefault(parent.id(), List.of());
        parent.lines(field.id(), rows);
        return rows;
    }
}
