package dev.trellis.core.file;

import dev.trellis.core.job.JobRun;
import dev.trellis.core.job.Recurrence;
import dev.trellis.core.job.RecurringJob;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Forgets files that no record holds: uploads that came to nothing, and what was taken away long ago. */
@Singleton
final class FileSweep implements RecurringJob {

    static final int KEPT_DAYS = 90;

    private static final int AT_ONCE = 200;

    private final FileStore store;
    private final ContentStore content;

    FileSweep(FileStore store, ContentStore content) {
        this.store = store;
        this.content = content;
    }

    @Override
    public String id() {
        return "file-sweep";
    }

    @Override
    public Recurrence recurrence() {
        return Recurrence.every(Duration.ofHours(1));
    }

    @Override
    public void run(JobRun run) {
        for (var orphans = run.step(() -> store.orphans(KEPT_DAYS, AT_ONCE));
                !orphans.isEmpty();
                orphans = run.step(() -> store.orphans(KEPT_DAYS, AT_ONCE))) {
            for (var file : orphans) {
                forget(run, file);
            }
        }
    }

    /** The content first: what is cut off in between is found again. */
    private void forget(JobRun run, dev.trellis.core.field.RecordId file) {
        try {
            content.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The content of file " + file + " cannot be deleted", e);
        }
        run.step(() -> store.forget(file));
    }
}
