package dev.trellis.core.account;

import dev.trellis.core.account.RoleAssignment.Kind;
import dev.trellis.core.account.RoleAssignment.Principal;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who holds which role. Callers check first that whoever asks for a change may administer. */
@Singleton
public final class RoleAssignments {

    private static final String SELECT = """
            SELECT id, principal_kind, principal_id, role, valid_from, valid_to
            FROM t_role_assignment
            """;

    private final UnitOfWork unit;
    private final Sql sql;
    private final RecordIds ids;
    private final Clock clock;

    RoleAssignments(UnitOfWork unit, Sql sql, RecordIds ids) {
        this.unit = unit;
        this.sql = sql;
        this.ids = ids;
        this.clock = Clock.systemUTC();
    }

    /** Gives a role from now on. */
    public RoleAssignment assign(Principal principal, String role) {
        return assign(principal, role, clock.instant(), null);
    }

    /** Gives a role for some time; it counts from its start on, at latest five seconds later. */
    public RoleAssignment assign(Principal principal, String role, Instant from, @Nullable Instant to) {
        var assignment = new RoleAssignment(ids.next(), principal, role, from, to);
        unit.run(() -> {
            sql.update("""
                    INSERT INTO t_role_assignment (id, principal_kind, principal_id, role, valid_from, valid_to)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """, assignment.id(), principal.kind(), principal.id(), role, from, to);
        });
        return assignment;
    }

    public void remove(RecordId assignment) {
        unit.run(() -> {
            sql.update("DELETE FROM t_role_assignment WHERE id = ?", assignment);
        });
    }

    public Optional<RoleAssignment> find(RecordId assignment) {
        return unit.run(() -> sql.one(SELECT + "WHERE id = ?", RoleAssignments::read, assignment));
    }

    /** Returns all assignments, past and future ones too; of one role, or of every one where it is null. */
    public List<RoleAssignment> all(@Nullable String role) {
        return unit.run(() -> role == null
                ? sql.list(SELECT + "ORDER BY role, id", RoleAssignments::read)
                : sql.list(SELECT + "WHERE role = ? ORDER BY id", RoleAssignments::read, role));
    }

    /** Returns the assignments of a role that count now. */
    public List<RoleAssignment> holders(String role) {
        return unit.run(() -> inForce(sql.list(SELECT + "WHERE role = ? ORDER BY id", RoleAssignments::read, role)));
    }

    /** Returns all assignments to a principal, past and future ones too. */
    public List<RoleAssignment> of(Principal principal) {
        return unit.run(() -> sql.list(
                SELECT + "WHERE principal_kind = ? AND principal_id = ? ORDER BY id",
                RoleAssignments::read,
                principal.kind(),
                principal.id()));
    }

    /** Returns the roles that count now for a person with these facts. */
    public Set<String> rolesOf(RecordId user, PersonFacts facts) {
        return unit.run(() -> {
            var roles = roles(Principal.user(user));
            facts.departments().forEach(id -> roles.addAll(roles(Principal.department(id))));
            facts.positions().forEach(id -> roles.addAll(roles(new Principal(Kind.POSITION, id))));
            return Set.copyOf(roles);
        });
    }

    private Set<String> roles(Principal principal) {
        return inForce(of(principal)).stream().map(RoleAssignment::role).collect(Collectors.toSet());
    }

    private List<RoleAssignment> inForce(List<RoleAssignment> assignments) {
        var now = clock.instant();
        return assignments.stream()
                .filter(assignment -> assignment.isInForce(now))
                .toList();
    }

    private static RoleAssignment read(ResultSet row) throws SQLException {
        return new RoleAssignment(
                new RecordId(row.getLong("id")),
                new Principal(Kind.valueOf(row.getString("principal_kind")), new RecordId(row.getLong("principal_id"))),
                row.getString("role"),
                Sql.instant(row, "valid_from"),
                Sql.optionalInstant(row, "valid_to").orElse(null));
    }
}
