package dev.trellis.core.transfer;

import dev.trellis.core.sheet.SheetRow;
import java.util.List;

/** A row together with what is wrong with it. */
public record FaultyRow(SheetRow row, List<RowProblem> problems) {

    public FaultyRow {
        problems = List.copyOf(problems);
    }
}
