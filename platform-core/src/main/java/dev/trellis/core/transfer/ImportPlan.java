package dev.trellis.core.transfer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an import is to do.
 *
 * @param key the fields by which a row finds its record; empty for {@link ImportMode#INSERT}
 * @param columns the columns that are used; a column without an entry is left out
 * @param clearBlanks whether an empty cell makes the field blank; otherwise it leaves the field as it is, or to its
 *     default
 * @param language in which the file speaks, as a language tag
 */
public record ImportPlan(
        ImportMode mode, List<String> key, List<Column> columns, boolean clearBlanks, String language) {

    public ImportPlan {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
    }

    /**
     * One column of the file.
     *
     * @param index counted from 0
     * @param path a field, or {@code lines.quantity} for a field of the line items
     * @param by the field of the other entity by which a reference is found; null for number, unique fields and title
     */
    public record Column(int index, String path, @Nullable String by) {

        public static Column of(int index, String path) {
            return new Column(index, path, null);
        }
    }

    Locale locale() {
        return Locale.forLanguageTag(language);
    }

    Optional<Column> column(String path) {
        return columns.stream().filter(column -> column.path().equals(path)).findFirst();
    }
}
