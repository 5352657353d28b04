package dev.trellis.core.sheet;

import java.util.List;

/**
 * A row as it was read.
 *
 * @param number counted in the file, from 1
 * @param cells the texts as the file shows them; cells that are not there at the end are missing
 */
public record SheetRow(int number, List<String> cells) {

    public SheetRow {
        cells = List.copyOf(cells);
    }

    /** Returns a cell's text, empty where there is none. */
    public String cell(int index) {
        return index < cells.size() ? cells.get(index) : "";
    }

    public boolean isBlank() {
        return cells.stream().allMatch(String::isBlank);
    }
}
