package dev.trellis.workflow.rule;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Actor.Purpose;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.RuleDefinition.On;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.approval.RecordReader;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the record that a run is about; one that was deleted, from the recycle bin. */
@Singleton
class RuleSource {

    private static final Actor BIN = new Actor.Platform(Purpose.AUTOMATION);

    private final Records records;

    RuleSource(Records records) {
        this.records = records;
    }

    /** Returns the whole record. */
    Optional<StoredRecord> find(RuleWork work) {
        return isDeleted(work) ? inBin(work, paths(work)) : find(work, Set.of());
    }

    /** Returns what stands at some paths; empty for no paths. */
    Optional<StoredRecord> values(RuleWork work, Set<String> paths) {
        if (paths.isEmpty()) {
            return Optional.empty();
        }
        return isDeleted(work) ? inBin(work, paths) : find(work, paths);
    }

    private Optional<StoredRecord> find(RuleWork work, Set<String> paths) {
        return records.find(RecordReader.APPROVAL, work.entity(), work.record(), paths)
                        instanceof FindResult.Found(var found)
                ? Optional.of(found)
                : Optional.empty();
    }

    private Optional<StoredRecord> inBin(RuleWork work, Collection<String> paths) {
        var query = RecordQuery.of(work.entity(), List.copyOf(paths))
                .filtered(SystemFields.ID + " = :id", Map.of("id", work.record()))
                .inRecycleBin()
                .page(0, 1);
        return records.query(BIN, query) instanceof QueryResult.Page page
                ? page.items().stream().findFirst()
                : Optional.empty();
    }

    private List<String> paths(RuleWork work) {
        var paths = new ArrayList<String>();
        records.schema(BIN).metadata().entity(work.entity()).ifPresent(entity -> {
            entity.fields().stream().map(FieldDefinition::id).forEach(paths::add);
            if (entity.ownedBy() == null) {
                paths.add(SystemFields.OWNER);
            }
        });
        return paths;
    }

    static boolean isDeleted(RuleWork work) {
        return work.cause().equals(On.DELETED.key());
    }
}
