package dev.trellis.core.field;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What becomes of a reference when the record that it leads to is moved to the recycle bin. */
public enum TargetGone {
    /** It stays and still tells the name. */
    KEEP,
    /** The record cannot be deleted as long as it is referred to. */
    REFUSE,
    /** It becomes blank, and leads there again when the record comes back. */
    CLEAR,
    /** Whoever refers goes along, and comes back along. */
    CASCADE;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static TargetGone of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
