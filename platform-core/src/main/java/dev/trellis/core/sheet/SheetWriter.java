package dev.trellis.core.sheet;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes a file row by row; holds no more than a row in memory. Closing finishes the file, not the stream under it. */
public interface SheetWriter extends Closeable {

    void row(List<? extends Cell> cells) throws IOException;

    /** Writes the row that names the columns. */
    void header(List<String> names) throws IOException;

    /** @param sheet the name of the sheet, where the format has one */
    static SheetWriter open(SheetFormat format, OutputStream out, String sheet) throws IOException {
        return switch (format) {
            case CSV -> new CsvWriter(out);
            case XLSX -> new XlsxWriter(out, sheet);
        };
    }
}
