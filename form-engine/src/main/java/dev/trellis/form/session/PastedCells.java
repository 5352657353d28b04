package dev.trellis.form.session;

import java.util.ArrayList;
import java.util.List;

/** Reads what a spreadsheet puts on the clipboard: lines of cells divided by tabs, quoted where a cell holds either. */
final class PastedCells {

    private final String text;
    private int at;

    private PastedCells(String text) {
        this.text = text;
    }

    /** Returns the rows; the line break at the end that every spreadsheet adds makes no row. */
    static List<List<String>> read(String text) {
        return new PastedCells(text.replace("\r\n", "\n").replace('\r', '\n')).rows();
    }

    private List<List<String>> rows() {
        var rows = new ArrayList<List<String>>();
        var cells = new ArrayList<String>();
        while (at < text.length()) {
            cells.add(cell());
            if (at >= text.length() || text.charAt(at) == '\n') {
                rows.add(List.copyOf(cells));
                cells.clear();
            } else if (at == text.length() - 1) {
                cells.add("");
                rows.add(List.copyOf(cells));
                cells.clear();
            }
            at++;
        }
        return rows;
    }

    private String cell() {
        if (at < text.length() && text.charAt(at) == '"') {
            int from = at;
            var quoted = quoted();
            if (at >= text.length() || text.charAt(at) == '\t' || text.charAt(at) == '\n') {
                return quoted;
            }
            at = from;
        }
        int from = at;
        while (at < text.length() && text.charAt(at) != '\t' && text.charAt(at) != '\n') {
            at++;
        }
        return text.substring(from, at);
    }

    private String quoted() {
        var cell = new StringBuilder();
        at++;
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next != '"') {
                cell.append(next);
            } else if (at < text.length() && text.charAt(at) == '"') {
                cell.append('"');
                at++;
            } else {
                return cell.toString();
            }
        }
        return cell.toString();
    }
}
