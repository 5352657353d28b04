package dev.trellis.core.sheet;

import dev.trellis.core.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files of whatever kind they turn out to be; their name and declared type are not believed. */
public final class Sheets {

    private static final byte[] OLE = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private Sheets() {}

    /** Reads a file from its beginning to its end. An unreadable disk is an {@link UncheckedIOException}. */
    public static SheetReading read(Path file, SheetLimits limits, RowSink sink) {
        var rows = new GuardedRows(limits, sink);
        try {
            long size = Files.size(file);
            if (size == 0) {
                return new SheetReading.Refused(Problem.at("", SheetProblem.FILE_EMPTY));
            }
            if (size > limits.bytes()) {
                return new SheetReading.Refused(
                        Problem.at("", SheetProblem.FILE_TOO_LARGE).with("max", limits.bytes() >> 20));
            }
            var start = start(file);
            if (begins(start, OLE)) {
                return new SheetReading.Refused(Problem.at("", SheetProblem.FILE_OLD_EXCEL));
            }
            var format = begins(start, ZIP) ? SheetFormat.XLSX : SheetFormat.CSV;
            var detail = switch (format) {
                case CSV -> new CsvReader(rows).read(file);
                case XLSX -> new XlsxReader(limits, rows).read(file);
            };
            return rows.rows() == 0
                    ? new SheetReading.Refused(Problem.at("", SheetProblem.FILE_EMPTY))
                    : new SheetReading.Read(format, detail, rows.rows());
        } catch (SheetTrouble trouble) {
            return new SheetReading.Refused(trouble.problem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] start(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(4);
        }
    }

    private static boolean begins(byte[] bytes, byte[] mark) {
        return bytes.length >= mark.length && java.util.Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length);
    }
}
