package dev.trellis.core.transfer;

import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.job.JobSource;
import dev.trellis.core.job.JobState;
import dev.trellis.core.job.JobView;
import dev.trellis.core.name.Label;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Shows operators the imports of everybody. They keep their rows and leases in tables of their own. */
@Singleton
final class ImportJobs implements JobSource {

    private final UnitOfWork unit;
    private final ImportStore store;

    ImportJobs(UnitOfWork unit, ImportStore store) {
        this.unit = unit;
        this.store = store;
    }

    @Override
    public List<JobView> jobs(int limit) {
        return unit.run(() -> store.newest(limit).stream().map(ImportJobs::view).toList());
    }

    @Override
    public Optional<JobView> find(RecordId id) {
        return unit.run(() -> store.find(id).map(ImportJobs::view));
    }

    @Override
    public boolean cancel(RecordId id) {
        return unit.run(() -> {
            var active = store.find(id).filter(run -> view(run).mayCancel()).isPresent();
            if (active) {
                store.askToCancel(id);
            }
            return active;
        });
    }

    @Override
    public boolean retry(RecordId id) {
        return unit.run(() -> store.find(id)
                .filter(run -> view(run).mayRetry())
                .filter(run -> store.move(id, run.state(), ImportState.RUNNING, false))
                .isPresent());
    }

    private static JobView view(ImportRun run) {
        var state = state(run.state());
        return new JobView(
                run.id(),
                "import",
                new Label(Map.of("en", run.fileName())),
                state,
                run.done(),
                run.total(),
                0,
                null,
                run.failure() == null ? null : run.failure().text(Locale.ENGLISH),
                run.by(),
                run.createdAt(),
                run.finishedAt(),
                run.state() == ImportState.CHECKING || run.state() == ImportState.RUNNING,
                run.done() > 0 && (state == JobState.FAILED || state == JobState.CANCELLED));
    }

    private static JobState state(ImportState state) {
        return switch (state) {
            case STAGING, READY, CHECKED -> JobState.WAITING;
            case CHECKING, RUNNING, UNDOING -> JobState.RUNNING;
            case DONE, UNDONE -> JobState.DONE;
            case CANCELLED -> JobState.CANCELLED;
            case FAILED -> JobState.FAILED;
        };
    }
}
