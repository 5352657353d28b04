package dev.trellis.workflow.pool;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Actor.Purpose;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.PoolDefinition;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The records of pools, read and written through the gate with what a pool's definition gives it. */
@Singleton
class PoolRecords {

    static final Actor POOL = new Actor.Platform(Purpose.POOL);

    private final Records records;

    PoolRecords(Records records) {
        this.records = records;
    }

    Metadata metadata() {
        return records.schema(POOL).metadata();
    }

    Optional<StoredRecord> find(String entity, RecordId id) {
        return records.find(POOL, entity, id, Set.of()) instanceof FindResult.Found(var found)
                ? Optional.of(found)
                : Optional.empty();
    }

    boolean isVisible(Actor actor, String entity, RecordId id) {
        return records.find(actor, entity, id, Set.of(SystemFields.ID)) instanceof FindResult.Found;
    }

    /** Returns the pool in which a record is. */
    static Optional<PoolDefinition> pool(Metadata metadata, StoredRecord record) {
        return record.value(SystemFields.OWNER) != null
                ? Optional.empty()
                : metadata.pools(record.entity()).stream()
                        .filter(pool -> pool.id().equals(record.value(pool.field())))
                        .findFirst();
    }

    /** Counts what somebody holds of an entity, under the pool's condition. */
    long holding(PoolDefinition pool, RecordId user) {
        var when = pool.limits().holdingWhen();
        var filter = SystemFields.OWNER + " = :user" + (when == null ? "" : " AND (" + when + ")");
        var query = RecordQuery.of(pool.entity(), List.of(SystemFields.ID))
                .filtered(filter, Map.of("user", user))
                .counting(RecordQuery.Count.EXACT)
                .page(0, 1);
        return records.query(POOL, query) instanceof QueryResult.Page(var items, var next, var count) && count != null
                ? count.value()
                : 0;
    }

    /** Gives a record to somebody, by the right that the pool's definition has on these fields alone. */
    SaveResult give(Actor.Person by, PoolDefinition pool, StoredRecord record, RecordId to) {
        return records.save(automation(by, pool), change(record, Map.of(SystemFields.OWNER, to)));
    }

    SaveResult putBack(Actor.Person by, PoolDefinition pool, StoredRecord record, String reason) {
        return records.save(automation(by, pool), change(record, inPool(pool, reason)));
    }

    SaveResult takeBack(PoolDefinition pool, StoredRecord record, String reason) {
        return records.save(POOL, change(record, inPool(pool, reason)));
    }

    private static Change change(StoredRecord record, Map<String, @Nullable Object> values) {
        return new Change.Update(record.entity(), record.id(), record.version(), values);
    }

    private static Map<String, @Nullable Object> inPool(PoolDefinition pool, String reason) {
        var values = new HashMap<String, @Nullable Object>();
        values.put(SystemFields.OWNER, null);
        values.put(pool.field(), pool.id());
        if (pool.reasonField() != null) {
            values.put(pool.reasonField(), reason);
        }
        return values;
    }

    private static Actor automation(Actor.Person by, PoolDefinition pool) {
        var fields = new HashSet<>(Set.of(SystemFields.OWNER, pool.field()));
        if (pool.reasonField() != null) {
            fields.add(pool.reasonField());
        }
        return new Actor.Automation("pool/" + pool.id(), by, pool.entity(), fields);
    }

    /** Returns what people call somebody; empty where there is no such person any more. */
    String name(@Nullable RecordId user) {
        return user == null
                ? ""
                : find("user", user)
                        .map(found -> String.valueOf(found.value(title())))
                        .orElse("");
    }

    boolean isActive(RecordId user) {
        return find("user", user)
                .filter(found -> !Boolean.FALSE.equals(found.value("active")))
                .isPresent();
    }

    private String title() {
        return metadata().entity("user").map(entity -> entity.title()).orElse("name");
    }

    /** Reads the first records that a condition finds. */
    List<StoredRecord> first(String entity, String filter, Map<String, @Nullable Object> parameters, int limit) {
        return records.query(POOL, query(entity, filter, parameters, limit)) instanceof QueryResult.Page page
                ? page.items()
                : refused(entity, filter);
    }

    /** Reads all records that a condition finds, a page at a time. */
    List<StoredRecord> all(String entity, String filter, Map<String, @Nullable Object> parameters, int pageSize) {
        var found = new ArrayList<StoredRecord>();
        var query = query(entity, filter, parameters, pageSize);
        String next = null;
        do {
            if (!(records.query(POOL, query.continuing(next)) instanceof QueryResult.Page page)) {
                return refused(entity, filter);
            }
            found.addAll(page.items());
            next = page.next();
        } while (next != null);
        return found;
    }

    private static RecordQuery query(
            String entity, String filter, Map<String, @Nullable Object> parameters, int limit) {
        return RecordQuery.of(entity, List.of(SystemFields.ID, SystemFields.OWNER))
                .filtered(filter, parameters)
                .page(0, limit);
    }

    private static List<StoredRecord> refused(String entity, String filter) {
        throw new TrellisException("The condition of a pool cannot be asked of " + entity + ": " + filter);
    }
}
