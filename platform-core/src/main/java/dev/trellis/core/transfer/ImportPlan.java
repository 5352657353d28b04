package dev.trellis.core.transfer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
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
 * @param duplicates what becomes of a row that would make a record which duplicate rules hold for one that is there
 */
public record ImportPlan(
        ImportMode mode,
        List<String> key,
        List<Column> columns,
        boolean clearBlanks,
        String language,
        OnDuplicate duplicates) {

    // Plans that were kept before there were duplicate rules say nothing of them.
    public ImportPlan(
            ImportMode mode,
            List<String> key,
            List<Column> columns,
            boolean clearBlanks,
            String language,
            @Nullable OnDuplicate duplicates) {
        this.mode = mode;
        this.key = List.copyOf(key);
        this.columns = List.copyOf(columns);
        this.clearBlanks = clearBlanks;
        this.language = language;
        this.duplicates = duplicates == null ? OnDuplicate.CREATE : duplicates;
    }

    /** A plan that does not look for duplicates. */
    public ImportPlan(ImportMode mode, List<String> key, List<Column> columns, boolean clearBlanks, String language) {
        this(mode, key, columns, clearBlanks, language, OnDuplicate.CREATE);
    }

    /** What becomes of a row that looks like a record which is there. */
    public enum OnDuplicate {
        /** It makes a record, unless a strict rule refuses that. */
        CREATE,
        /** It is left out. */
        SKIP,
        /** It changes the record, where there is exactly one. */
        UPDATE;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static OnDuplicate of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }

        public static Optional<OnDuplicate> find(String key) {
            return Arrays.stream(values())
                    .filter(each -> each.key().equals(key))
                    .findFirst();
        }
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
