package dev.trellis.core.search;

import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.sharing.ShareStore;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Puts records into the index with those with whom they are shared. */
@Singleton
final class Intake {

    private final UnitOfWork unit;
    private final ShareStore shares;

    Intake(UnitOfWork unit, ShareStore shares) {
        this.unit = unit;
        this.shares = shares;
    }

    void put(SearchIndex index, IndexPlan.Texts texts, List<StoredRecord> records, String round) throws IOException {
        var ids = records.stream().map(StoredRecord::id).toList();
        var sharedWith = unit.run(() -> shares.recipients(texts.entity(), ids));
        for (var record : records) {
            index.put(texts, record, sharedWith.getOrDefault(record.id(), Set.of()), round);
        }
    }
}
