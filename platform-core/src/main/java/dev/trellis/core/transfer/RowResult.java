package dev.trellis.core.transfer;

import dev.trellis.core.field.RecordId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of the rows that make one record.
 *
 * @param rows their numbers; the first carries what undo needs
 * @param version of the record as the import left it
 * @param before the values that were replaced, by field
 * @param after the values that were written, by field
 */
record RowResult(
        List<Integer> rows,
        Outcome outcome,
        @Nullable RecordId record,
        int version,
        @Nullable ObjectNode before,
        @Nullable ObjectNode after,
        List<RowProblem> problems) {

    RowResult(
            List<Integer> rows,
            Outcome outcome,
            @Nullable RecordId record,
            int version,
            @Nullable ObjectNode before,
            @Nullable ObjectNode after,
            List<RowProblem> problems) {
        this.rows = List.copyOf(rows);
        this.outcome = outcome;
        this.record = record;
        this.version = version;
        this.before = before;
        this.after = after;
        this.problems = List.copyOf(problems);
    }

    static RowResult failed(List<Integer> rows, List<RowProblem> problems) {
        return new RowResult(rows, Outcome.FAILED, null, 0, null, null, problems);
    }

    static RowResult plain(List<Integer> rows, Outcome outcome, @Nullable RecordId record) {
        return new RowResult(rows, outcome, record, 0, null, null, List.of());
    }
}
