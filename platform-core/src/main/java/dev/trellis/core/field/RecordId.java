package dev.trellis.core.field;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** The id of a record: a TSID, BIGINT in the database, decimal digits as text everywhere outside. */
public record RecordId(long value) implements Comparable<RecordId> {

    /** Reads the text form; empty if it is not a positive 64-bit number in plain digits. */
    @JsonCreator
    public static RecordId of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("Not a record id: " + text));
    }

    public static Optional<RecordId> parse(String text) {
        if (!text.matches("[1-9][0-9]{0,18}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RecordId(Long.parseLong(text)));
        } catch (NumberFormatException tooLong) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(RecordId other) {
        return Long.compare(value, other.value);
    }

    @JsonValue
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
