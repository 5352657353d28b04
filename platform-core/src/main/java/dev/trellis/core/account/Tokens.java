package dev.trellis.core.account;

import dev.trellis.core.access.TokenScope;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bearer tokens of the API: opaque, drawn at random, kept only as fingerprints. */
@Singleton
public final class Tokens {

    /** How long a token from a sign-in works. */
    public static final Duration SESSION = Duration.ofHours(12);

    private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

    private final UnitOfWork unit;
    private final Sql sql;
    private final RecordIds ids;
    private final Clock clock;

    Tokens(UnitOfWork unit, Sql sql, RecordIds ids) {
        this.unit = unit;
        this.sql = sql;
        this.ids = ids;
        this.clock = Clock.systemUTC();
    }

    /** Where a token comes from. */
    public enum Kind {
        SESSION,
        PERSONAL
    }

    /** A new token; this is the only time its text can be read. */
    public record Issued(RecordId id, String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "Issued[" + id + "]";
        }
    }

    /** What can be shown about a token. */
    public record Entry(
            RecordId id,
            Kind kind,
            String label,
            Instant createdAt,
            Instant expiresAt,
            Instant lastUsedAt,
            @Nullable TokenScope scope) {}

    /** The token behind a request. */
    record Presented(RecordId id, RecordId user, @Nullable TokenScope scope) {}

    /** Issues the token of a sign-in, which opens all that its owner may do. */
    Issued issue(RecordId user, Kind kind, String label, Duration lifetime) {
        return issue(user, kind, label, lifetime, null);
    }

    /** Issues a token that opens no more than {@code scope} of what its owner may do whenever it is used. */
    public Issued issuePersonal(RecordId user, String label, Duration lifetime, TokenScope scope) {
        return issue(user, Kind.PERSONAL, label, lifetime, scope);
    }

    private Issued issue(RecordId user, Kind kind, String label, Duration lifetime, @Nullable TokenScope scope) {
        var now = clock.instant();
        var issued = new Issued(ids.next(), Secrets.token(), now.plus(lifetime));
        unit.run(() -> {
            sql.update(
                    """
                    INSERT INTO t_api_token
                        (id, token_hash, user_id, kind, label, created_at, expires_at, last_used_at, scope)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    issued.id(),
                    Secrets.fingerprint(issued.token()),
                    user,
                    kind,
                    label,
                    now,
                    issued.expiresAt(),
                    now,
                    scope == null ? null : scope.text());
            sql.update("DELETE FROM t_api_token WHERE expires_at < ? LIMIT 100", now);
        });
        return issued;
    }

    /** Finds a living token and notes, once a minute, that it is used. */
    Optional<Presented> find(String token) {
        if (!token.startsWith(Secrets.TOKEN_PREFIX)) {
            return Optional.empty();
        }
        var now = clock.instant();
        return unit.run(() -> {
            var found = sql.one(
                    "SELECT id, user_id, scope FROM t_api_token WHERE token_hash = ? AND expires_at > ?",
                    row -> new Presented(
                            new RecordId(row.getLong("id")), new RecordId(row.getLong("user_id")), scope(row)),
                    Secrets.fingerprint(token),
                    now);
            found.ifPresent(presented -> sql.update(
                    "UPDATE t_api_token SET last_used_at = ? WHERE id = ? AND last_used_at < ?",
                    now,
                    presented.id(),
                    now.minus(SEEN_EVERY)));
            return found;
        });
    }

    /** Ends a token by its text; nothing happens if there is none. */
    public void revoke(String token) {
        unit.run(() -> {
            sql.update("DELETE FROM t_api_token WHERE token_hash = ?", Secrets.fingerprint(token));
        });
    }

    /** Ends one personal token of a user by its id; returns whether there was one. */
    public boolean revoke(RecordId user, RecordId token) {
        return unit.run(() -> sql.update(
                        "DELETE FROM t_api_token WHERE id = ? AND user_id = ? AND kind = ?", token, user, Kind.PERSONAL)
                == 1);
    }

    public List<Entry> of(RecordId user) {
        return unit.run(() -> sql.list("""
                SELECT id, kind, label, created_at, expires_at, last_used_at, scope
                FROM t_api_token
                WHERE user_id = ? AND expires_at > ?
                ORDER BY id
                """, Tokens::read, user, clock.instant()));
    }

    void revokeAll(RecordId user) {
        unit.run(() -> {
            sql.update("DELETE FROM t_api_token WHERE user_id = ?", user);
        });
    }

    private static Entry read(ResultSet row) throws SQLException {
        return new Entry(
                new RecordId(row.getLong("id")),
                Kind.valueOf(row.getString("kind")),
                row.getString("label"),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "expires_at"),
                Sql.instant(row, "last_used_at"),
                scope(row));
    }

    private static @Nullable TokenScope scope(ResultSet row) throws SQLException {
        var text = row.getString("scope");
        return text == null ? null : TokenScope.parse(text);
    }
}
