package dev.trellis.core.field;

import dev.trellis.core.problem.Problem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Carries the values of one configured field type between their forms. Stateless. The value {@code null} is blank.
 * Every {@code from…} normalises (trims, NFC, rounds HALF_UP to the field's scale) and refuses by a {@link Decoded}
 * with a problem whose path is relative to the value (empty for the value itself).
 */
public interface ValueCodec {

    /** Returns one JDBC value per column of the storage, in its order. */
    List<@Nullable Object> toColumns(@Nullable Object value);

    /** Reads what {@link #toColumns} wrote; {@code columns} holds what JDBC {@code getObject} returned. */
    @Nullable
    Object fromColumns(List<@Nullable Object> columns);

    /** Returns the rows of a link table, in order; asked only of types that are stored in one. */
    default List<List<@Nullable Object>> toRows(@Nullable Object value) {
        return value == null ? List.of() : List.of(toColumns(value));
    }

    /** Reads what {@link #toRows} wrote; texts and whole numbers come as JSON has them. */
    default @Nullable Object fromRows(List<List<@Nullable Object>> rows) {
        return rows.isEmpty() ? null : fromColumns(rows.getFirst());
    }

    JsonNode toJson(@Nullable Object value);

    Decoded fromJson(JsonNode json);

    /** Formats for people (lists, labels, export); empty for blank. */
    String toText(@Nullable Object value, Locale locale);

    /** Parses what a person typed or an import cell holds. */
    Decoded fromText(String text, Locale locale);

    /**
     * Normalises a carrier value that came from a form, a default or a formula (scale, trim, NFC) and checks its range;
     * a value that is not the carrier of the type is refused.
     */
    Decoded normalise(@Nullable Object value);

    /**
     * Returns an amount with what it is worth in the workspace's currency; every other value as it is.
     *
     * @param rate what one unit of a currency is worth, empty where nobody says so
     */
    default @Nullable Object valued(@Nullable Object value, Function<String, Optional<BigDecimal>> rate) {
        return value;
    }

    /** A value, or why there is none. */
    sealed interface Decoded {

        record Value(@Nullable Object value) implements Decoded {}

        record Refused(Problem problem) implements Decoded {}

        static Decoded of(@Nullable Object value) {
            return new Value(value);
        }

        static Decoded refused(Problem problem) {
            return new Refused(problem);
        }
    }
}
