package dev.trellis.core.transfer;

import dev.trellis.core.problem.Messages;
import dev.trellis.core.sheet.Cell;
import dev.trellis.core.sheet.SheetWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** The faulty rows as they stood in the file, with what is wrong behind each. */
final class FaultySheet {

    private final ImportRun run;
    private final Locale locale;

    FaultySheet(ImportRun run, Locale locale) {
        this.run = run;
        this.locale = locale;
    }

    /** @param rows the next rows behind a row number */
    void write(SheetWriter writer, IntFunction<List<FaultyRow>> rows) throws IOException {
        var header = new ArrayList<>(run.header());
        header.add(Messages.text("ROW_REASON", locale));
        writer.header(header);
        int after = 0;
        for (var page = rows.apply(after); !page.isEmpty(); page = rows.apply(after)) {
            for (var row : page) {
                writer.row(cells(row));
            }
            after = page.getLast().row().number();
        }
    }

    private List<Cell> cells(FaultyRow faulty) {
        var cells = new ArrayList<Cell>();
        for (int i = 0; i < run.header().size(); i++) {
            cells.add(new Cell.Text(faulty.row().cell(i)));
        }
        cells.add(new Cell.Text(reason(faulty)));
        return cells;
    }

    private String reason(FaultyRow faulty) {
        return faulty.problems().stream()
                .map(problem -> heading(problem) + problem.message().text(locale))
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    /** The heading of the column, so that the reader finds the cell. */
    private String heading(RowProblem problem) {
        var path = problem.path().replaceAll("\\[[0-9]+]", "");
        return run.planned()
                .flatMap(plan -> plan.column(path))
                .filter(column -> column.index() < run.header().size())
                .map(column -> "[" + run.header().get(column.index()) + "] ")
                .orElse("");
    }
}
