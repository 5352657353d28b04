package dev.trellis.core.sheet;

import dev.trellis.core.problem.Problem;
import java.util.List;

/** Hands rows on as long as they stay within the limits. */
final class GuardedRows {

    private final SheetLimits limits;
    private final RowSink sink;
    private int rows;

    GuardedRows(SheetLimits limits, RowSink sink) {
        this.limits = limits;
        this.sink = sink;
    }

    int rows() {
        return rows;
    }

    void add(int number, List<String> cells) {
        var row = new SheetRow(number, cells);
        if (row.isBlank()) {
            return;
        }
        checkColumns(number, cells.size());
        rows++;
        if (rows > limits.rows()) {
            throw new SheetTrouble(Problem.at("", SheetProblem.TOO_MANY_ROWS).with("max", limits.rows() - 1));
        }
        cells.stream().filter(XlsxWriter::isCut).findFirst().ifPresent(_ -> {
            throw new SheetTrouble(Problem.at("", SheetProblem.CELL_CUT).with("row", number));
        });
        sink.row(row);
    }

    void checkColumns(int number, int columns) {
        if (columns > limits.columns()) {
            throw new SheetTrouble(Problem.at("", SheetProblem.TOO_MANY_COLUMNS)
                    .with("row", number)
                    .with("max", limits.columns()));
        }
    }

    void checkCell(int number, int length) {
        if (length > limits.cellCharacters()) {
            throw new SheetTrouble(Problem.at("", SheetProblem.CELL_TOO_LONG)
                    .with("row", number)
                    .with("max", limits.cellCharacters()));
        }
    }
}
