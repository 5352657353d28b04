package dev.trellis.workflow.notify;

import dev.trellis.core.field.RecordId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A notice as it is kept. */
record NoticeRow(
        RecordId id,
        RecordId user,
        NoticeKind kind,
        Map<String, String> facts,
        String entity,
        @Nullable RecordId record,
        @Nullable RecordId task,
        Instant at,
        boolean read) {

    NoticeRow {
        facts = Map.copyOf(facts);
    }
}
