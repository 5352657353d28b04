package dev.trellis.core.transfer;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.name.Label;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One import as it stands.
 *
 * @param detail how the file was understood
 * @param header the cells of its first row
 * @param total rows below the header
 * @param done rows that the dry run or the run has dealt with
 * @param lastRow the number of the last of them
 * @param restored records that undo has put back or removed
 * @param kept records that undo left alone, because they have changed since or may not be changed
 * @param failure why it stopped, or null
 */
public record ImportRun(
        RecordId id,
        String entity,
        String fileName,
        String detail,
        List<String> header,
        @Nullable ImportPlan plan,
        ImportState state,
        int total,
        int done,
        int lastRow,
        ImportCounts counts,
        int restored,
        int kept,
        @Nullable Label failure,
        RecordId by,
        String byName,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    public ImportRun {
        header = List.copyOf(header);
    }

    public Optional<ImportPlan> planned() {
        return Optional.ofNullable(plan);
    }
}
