package dev.trellis.core.sheet;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** CSV as RFC 4180 has it, in UTF-8 with the mark by which spreadsheet programs know it. */
final class CsvWriter implements SheetWriter {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final Writer out;

    CsvWriter(OutputStream stream) throws IOException {
        out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16);
        out.write('\uFEFF');
    }

    @Override
    public void header(List<String> names) throws IOException {
        row(names.stream().map(Cell.Text::new).toList());
    }

    @Override
    public void row(List<? extends Cell> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            // A row of one empty cell would read as no row at all.
            var text = text(cells.get(i));
            out.write(text.isEmpty() && cells.size() == 1 ? "\"\"" : quoted(text));
        }
        out.write("\r\n");
    }

    private static String text(Cell cell) {
        return switch (cell) {
            case Cell.Blank _ -> "";
            case Cell.Text(var text) -> SafeText.guard(text);
            case Cell.Number(var value, var _, var percent) ->
                percent ? value.movePointRight(2).toPlainString() + "%" : value.toPlainString();
            case Cell.Day(var day) -> day.toString();
            case Cell.Moment(var local) -> MOMENT.format(local);
        };
    }

    private static String quoted(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r' || c == '\'' || c <= ' ') {
                return '"' + text.replace("\"", "\"\"") + '"';
            }
        }
        return text;
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }
}
