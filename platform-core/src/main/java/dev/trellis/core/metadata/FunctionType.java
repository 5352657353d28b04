package dev.trellis.core.metadata;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trellis.core.field.ValueType;
import java.util.Locale;

/** How a value is handed to a function in JavaScript and taken back; blank is {@code null} in each. */
public enum FunctionType {
    TEXT,
    /** A JavaScript number. What has more than 15 digits is refused instead of being rounded unseen. */
    NUMBER,
    /** A number as the text of its exact digits. */
    DECIMAL,
    /** A whole number as a BigInt. */
    INTEGER,
    BOOLEAN,
    /** A text as 2026-11-21. */
    DATE,
    /** A text in UTC as 2026-11-21T08:30:00Z. */
    DATE_TIME;

    /** What an expression sees. */
    public ValueType valueType() {
        return switch (this) {
            case TEXT -> ValueType.TEXT;
            case NUMBER, DECIMAL, INTEGER -> ValueType.NUMBER;
            case BOOLEAN -> ValueType.BOOL;
            case DATE -> ValueType.DATE;
            case DATE_TIME -> ValueType.DATE_TIME;
        };
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static FunctionType of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
