package dev.trellis.core.transfer;

import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.sheet.SheetRow;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.node.ObjectNode;

/** Keeps the rows of the files and what became of each. */
@Singleton
class ImportRows {

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<RowProblem>> PROBLEMS = new TypeReference<>() {};

    private final Sql sql;

    ImportRows(Sql sql) {
        this.sql = sql;
    }

    /** What undo needs of a row. */
    record Applied(
            int row,
            Outcome outcome,
            RecordId record,
            int version,
            @Nullable ObjectNode before,
            @Nullable ObjectNode after) {}

    void insert(RecordId id, List<SheetRow> rows) {
        sql.batch(
                "INSERT INTO t_import_row (import_id, row_no, cells) VALUES (?, ?, ?)",
                rows.stream()
                        .map(row -> List.<Object>of(
                                id.value(), row.number(), ImportStore.JSON.writeValueAsString(row.cells())))
                        .toList());
    }

    /** Returns rows in order, from the first after {@code after} on. */
    List<SheetRow> after(RecordId id, int after, int limit) {
        return sql.list(
                "SELECT row_no, cells FROM t_import_row WHERE import_id = ? AND row_no > ? ORDER BY row_no LIMIT ?",
                ImportRows::row,
                id,
                after,
                limit);
    }

    void clearOutcomes(RecordId id) {
        sql.update("DELETE FROM t_import_outcome WHERE import_id = ?", id);
    }

    /** Keeps what became of rows. The key refuses a row that has been dealt with before. */
    void outcomes(RecordId id, List<RowResult> results) {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var result : results) {
            boolean first = true;
            for (int number : result.rows()) {
                var values = new ArrayList<@Nullable Object>();
                Collections.addAll(
                        values,
                        id.value(),
                        number,
                        result.outcome().name(),
                        result.record() == null ? null : result.record().value(),
                        result.version(),
                        first ? json(result.before()) : null,
                        first ? json(result.after()) : null,
                        first && !result.problems().isEmpty()
                                ? ImportStore.JSON.writeValueAsString(result.problems())
                                : null);
                rows.add(values);
                first = false;
            }
        }
        sql.batch("""
                INSERT INTO t_import_outcome
                    (import_id, row_no, outcome, record_id, version, before_values, after_values, problems)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """, rows);
    }

    private static @Nullable String json(@Nullable ObjectNode values) {
        return values == null ? null : ImportStore.JSON.writeValueAsString(values);
    }

    /** Returns the rows that failed, in order; those that continue a record come with their first row's problems. */
    List<FaultyRow> failed(RecordId id, int after, int limit) {
        return sql.list("""
                SELECT r.row_no, r.cells, o.problems
                FROM t_import_outcome o JOIN t_import_row r ON r.import_id = o.import_id AND r.row_no = o.row_no
                WHERE o.import_id = ? AND o.outcome = 'FAILED' AND o.row_no > ?
                ORDER BY o.row_no LIMIT ?
                """, row -> new FaultyRow(row(row), problems(row.getString("problems"))), id, after, limit);
    }

    /** Returns the rows whose records undo must look at: the first row of each record, the last row first. */
    List<Integer> undoable(RecordId id, int before, int limit) {
        return sql.list("""
                SELECT row_no FROM t_import_outcome
                WHERE import_id = ? AND row_no < ? AND outcome IN ('CREATED', 'UPDATED') AND after_values IS NOT NULL
                ORDER BY row_no DESC LIMIT ?
                """, row -> row.getInt(1), id, before, limit);
    }

    /** Returns everything that the import did to the records of these rows, in order. */
    List<Applied> applied(RecordId id, Collection<Integer> rows) {
        var marks = String.join(", ", Collections.nCopies(rows.size(), "?"));
        var parameters = new ArrayList<@Nullable Object>();
        parameters.add(id);
        parameters.add(id);
        parameters.addAll(rows);
        return sql.list("""
                SELECT row_no, outcome, record_id, version, before_values, after_values FROM t_import_outcome
                WHERE import_id = ? AND after_values IS NOT NULL AND undone IS NULL
                    AND record_id IN (SELECT record_id FROM t_import_outcome WHERE import_id = ? AND row_no IN (%s))
                ORDER BY row_no
                """.formatted(marks), ImportRows::applied, parameters.toArray());
    }

    /** Marks every row of records as taken back, or kept with the reason. */
    void undone(RecordId id, List<ImportUndo.Undone> records) {
        sql.batch(
                "UPDATE t_import_outcome SET undone = ?, problems = ? WHERE import_id = ? AND record_id = ?",
                records.stream()
                        .map(undone -> {
                            var problems = undone.problems();
                            var values = new ArrayList<@Nullable Object>();
                            values.add(problems.isEmpty() ? "RESTORED" : "KEPT");
                            values.add(problems.isEmpty() ? null : ImportStore.JSON.writeValueAsString(problems));
                            values.add(id.value());
                            values.add(undone.record().value());
                            return values;
                        })
                        .toList());
    }

    /** Returns the rows whose records undo left alone. */
    List<FaultyRow> kept(RecordId id, int after, int limit) {
        return sql.list("""
                SELECT r.row_no, r.cells, o.problems
                FROM t_import_outcome o JOIN t_import_row r ON r.import_id = o.import_id AND r.row_no = o.row_no
                WHERE o.import_id = ? AND o.undone = 'KEPT' AND o.row_no > ?
                ORDER BY o.row_no LIMIT ?
                """, row -> new FaultyRow(row(row), problems(row.getString("problems"))), id, after, limit);
    }

    private static List<RowProblem> problems(@Nullable String json) {
        return Optional.ofNullable(json)
                .map(text -> ImportStore.JSON.readValue(text, PROBLEMS))
                .orElse(List.of());
    }

    private static SheetRow row(ResultSet row) throws SQLException {
        return new SheetRow(row.getInt("row_no"), ImportStore.JSON.readValue(row.getString("cells"), TEXTS));
    }

    private static Applied applied(ResultSet row) throws SQLException {
        return new Applied(
                row.getInt("row_no"),
                Outcome.valueOf(row.getString("outcome")),
                new RecordId(row.getLong("record_id")),
                row.getInt("version"),
                object(row.getString("before_values")),
                object(row.getString("after_values")));
    }

    private static @Nullable ObjectNode object(@Nullable String json) {
        return json == null ? null : (ObjectNode) ImportStore.JSON.readTree(json);
    }
}
