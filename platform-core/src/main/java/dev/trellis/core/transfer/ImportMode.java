package dev.trellis.core.transfer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an import does with a row whose record is there already, or is not. */
public enum ImportMode {
    /** Every row makes a record. */
    INSERT(false),
    /** A row changes the record with its key; without one it fails. */
    UPDATE(true),
    /** A row changes the record with its key, or makes it. */
    UPSERT(true),
    /** A row makes a record unless there is one with its key. */
    SKIP(true);

    private final boolean needsKey;

    ImportMode(boolean needsKey) {
        this.needsKey = needsKey;
    }

    public boolean needsKey() {
        return needsKey;
    }

    /** What the importing person must be allowed besides importing. */
    public List<Verb> verbs() {
        return switch (this) {
            case INSERT, SKIP -> List.of(Verb.CREATE);
            case UPDATE -> List.of(Verb.EDIT);
            case UPSERT -> List.of(Verb.CREATE, Verb.EDIT);
        };
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static ImportMode parse(String key) {
        return of(key).orElseThrow(() -> new IllegalArgumentException(key));
    }

    public static Optional<ImportMode> of(String key) {
        return Arrays.stream(values()).filter(mode -> mode.key().equals(key)).findFirst();
    }
}
