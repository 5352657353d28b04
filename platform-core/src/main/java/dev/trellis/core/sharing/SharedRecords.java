package dev.trellis.core.sharing;

import dev.trellis.core.access.Shared;
import dev.trellis.core.field.RecordId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is shared with one actor, as one call of the gate sees it. Few records are listed, so that a statement names them
 * and an index finds them; of many, the database is asked.
 */
public final class SharedRecords {

    /** Beyond this, a statement looks into the shares instead of naming records. */
    public static final int FEW = 1_000;

    private final ShareStore store;
    private final Instant now;
    private final Map<Asked, Optional<Set<RecordId>>> listed = new HashMap<>();
    private final Map<AskedOne, Boolean> single = new HashMap<>();

    public SharedRecords(ShareStore store, Instant now) {
        this.store = store;
        this.now = now;
    }

    private record Asked(String entity, Shared shared) {}

    private record AskedOne(Asked asked, RecordId record) {}

    /** Returns the records shared; empty where they are too many to list. */
    public Optional<Set<RecordId>> few(String entity, Shared shared) {
        return listed.computeIfAbsent(new Asked(entity, shared), _ -> {
            if (!store.isUsed(entity)) {
                return Optional.of(Set.of());
            }
            var found = store.records(entity, shared, now, FEW + 1);
            return found.size() > FEW ? Optional.empty() : Optional.of(Set.copyOf(found));
        });
    }

    public boolean covers(String entity, RecordId record, Shared shared) {
        var few = few(entity, shared);
        return few.map(records -> records.contains(record))
                .orElseGet(() -> single.computeIfAbsent(
                        new AskedOne(new Asked(entity, shared), record),
                        _ -> store.isShared(entity, record, shared, now)));
    }
}
