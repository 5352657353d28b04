package dev.trellis.core.access;

import dev.trellis.core.field.RecordId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * With whom something is shared: {@code user:42}, {@code role:sales}. A department stands for its people and those of
 * every department below it.
 *
 * @param id of a record, or of the definition of a role
 */
public record Recipient(Kind kind, String id) {

    /** What kinds there are. */
    public enum Kind {
        USER,
        DEPARTMENT,
        POSITION,
        TEAM,
        ROLE;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Recipient user(RecordId user) {
        return new Recipient(Kind.USER, user.toString());
    }

    public static Recipient department(RecordId department) {
        return new Recipient(Kind.DEPARTMENT, department.toString());
    }

    public static Recipient role(String role) {
        return new Recipient(Kind.ROLE, role);
    }

    public static Recipient of(Kind kind, RecordId id) {
        return new Recipient(kind, id.toString());
    }

    /** Reads what {@link #text()} wrote; empty for anything else. */
    public static Optional<Recipient> parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            return Optional.empty();
        }
        var kind = text.substring(0, colon);
        var id = text.substring(colon + 1);
        return Arrays.stream(Kind.values())
                .filter(known -> known.key().equals(kind))
                .filter(known -> known == Kind.ROLE || RecordId.parse(id).isPresent())
                .map(known -> new Recipient(known, id))
                .findFirst();
    }

    public String text() {
        return kind.key() + ":" + id;
    }
}
