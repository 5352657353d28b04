package dev.trellis.core.record;

import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.job.JobSource;
import dev.trellis.core.job.JobState;
import dev.trellis.core.job.JobView;
import dev.trellis.core.name.Label;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows operators what is being computed again. It can be neither cancelled nor in need of another try. */
@Singleton
final class RecalculationSource implements JobSource {

    private static final String COLUMNS = "id, entity, done, total, created_at, finished_at";

    private final UnitOfWork unit;
    private final Sql sql;

    RecalculationSource(UnitOfWork unit, Sql sql) {
        this.unit = unit;
        this.sql = sql;
    }

    @Override
    public List<JobView> jobs(int limit) {
        return unit.run(() -> sql.list(
                "SELECT " + COLUMNS + " FROM t_recalculation ORDER BY id DESC LIMIT ?",
                RecalculationSource::view,
                limit));
    }

    @Override
    public Optional<JobView> find(RecordId id) {
        return unit.run(() ->
                sql.one("SELECT " + COLUMNS + " FROM t_recalculation WHERE id = ?", RecalculationSource::view, id));
    }

    @Override
    public boolean cancel(RecordId id) {
        return false;
    }

    @Override
    public boolean retry(RecordId id) {
        return false;
    }

    private static JobView view(ResultSet row) throws SQLException {
        var finished = Sql.optionalInstant(row, "finished_at").orElse(null);
        return new JobView(
                new RecordId(row.getLong("id")),
                "recalculation",
                new Label(Map.of("en", row.getString("entity"))),
                finished == null ? JobState.RUNNING : JobState.DONE,
                row.getLong("done"),
                row.getLong("total"),
                0,
                null,
                null,
                null,
                Sql.instant(row, "created_at"),
                finished,
                false,
                false);
    }
}
