package dev.trellis.ui.setup;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Actor.Purpose;
import dev.trellis.core.account.Accounts;
import dev.trellis.core.account.Passwords;
import dev.trellis.core.account.RoleAssignment.Principal;
import dev.trellis.core.account.RoleAssignments;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The first administrator of a workspace without demo people: by a password from outside, or by a one-time link. */
@Singleton
public final class Administrator {

    private static final Actor.Platform PLATFORM = new Actor.Platform(Purpose.INSTALL);

    private final Accounts accounts;
    private final RoleAssignments assignments;
    private final Records records;
    private final LiveMetadata live;
    private final UnitOfWork unit;
    private final String secret = Passwords.draw();

    Administrator(Accounts accounts, RoleAssignments assignments, Records records, LiveMetadata live, UnitOfWork unit) {
        this.accounts = accounts;
        this.assignments = assignments;
        this.records = records;
        this.live = live;
        this.unit = unit;
    }

    /**
     * While nobody can sign in: makes the administrator from {@code TRELLIS_ADMIN_PASSWORD}, or returns the line with the
     * path of the page on which a person makes it.
     */
    Optional<String> invitation() {
        if (!accounts.isEmpty()) {
            return Optional.empty();
        }
        var password = System.getenv("TRELLIS_ADMIN_PASSWORD");
        if (password == null || password.isEmpty()) {
            return Optional.of("setup {address}/setup/" + secret);
        }
        var problems = create("Administrator", "admin", password, Locale.ENGLISH);
        if (!problems.isEmpty()) {
            throw new TrellisException(
                    "TRELLIS_ADMIN_PASSWORD cannot be used: " + Messages.text(problems.getFirst(), Locale.ENGLISH));
        }
        return Optional.empty();
    }

    /** Tells whether this is the secret of the set-up link and the link has not been used yet. */
    public boolean isInvited(String given) {
        return accounts.isEmpty()
                && MessageDigest.isEqual(
                        secret.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes the administrator; returns what is wrong with login or password, and then creates nothing. */
    public List<Problem> create(String name, String login, String password, Locale language) {
        return unit.run(() -> {
            var made = records.save(PLATFORM, new Change.Create("user", Map.of("name", name)));
            if (!(made instanceof SaveResult.Saved(var user, var _, var _))) {
                throw new TrellisException("The administrator's record is refused: " + made);
            }
            var problems = accounts.create(user, login, password, language);
            if (!problems.isEmpty()) {
                unit.rollBack();
                return problems;
            }
            assignments.assign(Principal.user(user), administratorRole());
            return problems;
        });
    }

    /** The role that may do most; every workspace has one, from the built-in package at least. */
    private String administratorRole() {
        return live.current().all(RoleDefinition.class).stream()
                .filter(role -> role.rights().contains(Right.ADMINISTER))
                .max(java.util.Comparator.comparingInt(role -> role.entities().size()))
                .map(RoleDefinition::id)
                .orElseThrow(() -> new TrellisException("No role may administer this workspace"));
    }
}
