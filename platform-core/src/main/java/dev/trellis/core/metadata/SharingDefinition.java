package dev.trellis.core.metadata;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trellis.core.name.Label;
import java.util.List;
import java.util.Locale;

/**
 * A rule that shares records with people who would not reach them. It widens which records their roles reach, never
 * what the roles may do.
 *
 * @param entity whose records
 * @param when which of them, in the expression language; an expression that fails shares nothing
 * @param to with whom: {@code role:sales}, {@code department:42}, {@code user:42}, {@code position:42}, {@code team:42}
 * @param right what for
 */
public record SharingDefinition(
        String id, Label label, Label description, String entity, String when, List<String> to, Right right)
        implements Definition {

    public SharingDefinition {
        to = List.copyOf(to);
    }

    @Override
    public Kind kind() {
        return Kind.SHARING;
    }

    /** What a record is shared for; the later includes the earlier. */
    public enum Right {
        READ,
        WRITE;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Right of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }
}
