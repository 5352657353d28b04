package dev.trellis.core.account;

import dev.trellis.core.field.RecordId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's role for some time.
 *
 * @param role the id of a role definition
 * @param validFrom from when on it counts
 * @param validTo the moment at which it no longer counts; null for no end
 */
public record RoleAssignment(
        RecordId id,
        Principal principal,
        String role,
        Instant validFrom,
        @Nullable Instant validTo) {

    /** To whom a role is given. */
    public record Principal(Kind kind, RecordId id) {

        public static Principal user(RecordId user) {
            return new Principal(Kind.USER, user);
        }

        public static Principal department(RecordId department) {
            return new Principal(Kind.DEPARTMENT, department);
        }
    }

    /** What kinds of principals there are. */
    public enum Kind {
        USER,
        DEPARTMENT,
        POSITION
    }

    public boolean isInForce(Instant now) {
        return !validFrom.isAfter(now) && end().map(now::isBefore).orElse(true);
    }

    public Optional<Instant> end() {
        return Optional.ofNullable(validTo);
    }
}
