package dev.trellis.core.sheet;

import dev.trellis.core.problem.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads text with delimiters: quotes, line breaks inside quotes, any line end. A quote that is never closed is refused
 * once its cell is too long.
 */
final class CsvReader {

    private static final char[] DELIMITERS = {',', '\t', ';', '|', '，'};
    private static final int SAMPLE = 64 * 1024;

    private final GuardedRows rows;
    private final StringBuilder cell = new StringBuilder();
    private final List<String> cells = new ArrayList<>();
    private char delimiter = ',';
    private int number = 1;

    CsvReader(GuardedRows rows) {
        this.rows = rows;
    }

    /** Returns how the file was understood. */
    String read(Path file) throws IOException {
        var encoding = CsvEncoding.of(file);
        try (var in = open(file, encoding)) {
            var sample = new char[SAMPLE];
            int length = in.read(sample, 0, SAMPLE);
            delimiter = delimiter(new String(sample, 0, Math.max(0, length)));
        }
        try (var in = open(file, encoding)) {
            read(in);
        }
        var name = delimiter == '\t' ? "TAB" : String.valueOf(delimiter);
        return encoding.charset().name() + " " + name;
    }

    private static Reader open(Path file, CsvEncoding encoding) throws IOException {
        var in = Files.newInputStream(file);
        in.skipNBytes(encoding.markBytes());
        var decoder = encoding.charset().newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
        return new BufferedReader(new InputStreamReader(in, decoder), 1 << 16);
    }

    /** The one that cuts the first lines into the most cells of which all lines have equally many. */
    private static char delimiter(String sample) {
        var best = ',';
        double most = 0;
        for (char candidate : DELIMITERS) {
            var counts = counts(sample, candidate);
            if (counts.isEmpty() || counts.getFirst() == 0) {
                continue;
            }
            long alike = counts.stream().filter(counts.getFirst()::equals).count();
            double score = (double) alike / counts.size() * 100 + Math.min(counts.getFirst(), 50);
            if (score > most) {
                most = score;
                best = candidate;
            }
        }
        return best;
    }

    private static List<Integer> counts(String sample, char candidate) {
        var counts = new ArrayList<Integer>();
        boolean quoted = false;
        int count = 0;
        for (int i = 0; i < sample.length() && counts.size() < 50; i++) {
            char c = sample.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == candidate) {
                count++;
            } else if (!quoted && c == '\n') {
                counts.add(count);
                count = 0;
            }
        }
        if (counts.isEmpty()) {
            counts.add(count);
        }
        return counts;
    }

    private void read(Reader in) throws IOException {
        boolean quoted = false;
        boolean wasQuoted = false;
        int c = in.read();
        while (c >= 0) {
            int next = in.read();
            if (quoted) {
                if (c == '"' && next == '"') {
                    append('"');
                    next = in.read();
                } else if (c == '"') {
                    quoted = false;
                } else {
                    append((char) c);
                }
            } else if (c == '"' && cell.isEmpty() && !wasQuoted) {
                quoted = true;
                wasQuoted = true;
            } else if (c == delimiter) {
                endCell();
                wasQuoted = false;
            } else if (c == '\n' || c == '\r') {
                if (c == '\r' && next == '\n') {
                    next = in.read();
                }
                endRow();
                wasQuoted = false;
            } else {
                append((char) c);
            }
            c = next;
        }
        if (!cell.isEmpty() || !cells.isEmpty()) {
            endRow();
        }
    }

    private void append(char c) {
        if (c == '\u0000') {
            throw new SheetTrouble(Problem.at("", SheetProblem.FILE_NOT_TEXT));
        }
        cell.append(c);
        if ((cell.length() & 0x3FF) == 0) {
            rows.checkCell(number, cell.length());
        }
    }

    private void endCell() {
        rows.checkCell(number, cell.length());
        cells.add(SafeText.unguard(cell.toString()));
        cell.setLength(0);
        rows.checkColumns(number, cells.size());
    }

    private void endRow() {
        endCell();
        rows.add(number, cells);
        cells.clear();
        number++;
    }
}
