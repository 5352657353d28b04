package dev.trellis.workflow.people;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Actor.Purpose;
import dev.trellis.core.account.RoleAssignment;
import dev.trellis.core.account.RoleAssignments;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds people in their records and roles in their assignments. */
@Singleton
final class RecordPeople implements People {

    private static final Actor DIRECTORY = new Actor.Platform(Purpose.DIRECTORY);
    private static final Set<String> USER = Set.of("name", "active", "manager", "primary_department");
    private static final Set<String> DEPARTMENT = Set.of("head", "parent_department");

    private final Records records;
    private final RoleAssignments assignments;

    RecordPeople(Records records, RoleAssignments assignments) {
        this.records = records;
        this.assignments = assignments;
    }

    @Override
    public Optional<Member> find(RecordId user) {
        return record("user", user, USER).map(RecordPeople::member);
    }

    @Override
    public List<Member> holders(String role) {
        return KnownPeople.once(
                List.of("role", role),
                () -> assignments.holders(role).stream()
                        .flatMap(this::holders)
                        .filter(Member::active)
                        .distinct()
                        .sorted(Comparator.comparing(Member::name).thenComparing(Member::id))
                        .toList());
    }

    @Override
    public List<Member> inPosition(RecordId position) {
        var query = RecordQuery.of("user", List.copyOf(USER))
                .filtered("position = :position", Map.of("position", position))
                .page(0, RecordQuery.MAX_LIMIT);
        // A workspace whose people have no positions answers that there is no such field.
        return records.query(DIRECTORY, query) instanceof QueryResult.Page(var items, var next, var count)
                ? items.stream()
                        .map(RecordPeople::member)
                        .filter(Member::active)
                        .sorted(Comparator.comparing(Member::name).thenComparing(Member::id))
                        .toList()
                : List.of();
    }

    @Override
    public Optional<Member> managerOf(RecordId user) {
        var passed = new HashSet<>(Set.of(user));
        var next = superior(user);
        while (next.isPresent() && passed.add(next.get())) {
            var member = find(next.get());
            if (member.filter(Member::active).isPresent()) {
                return member;
            }
            next = superior(next.get());
        }
        return Optional.empty();
    }

    @Override
    public Optional<RecordId> departmentOf(RecordId user) {
        return record("user", user, USER).flatMap(found -> reference(found, "primary_department"));
    }

    @Override
    public Optional<RecordId> above(RecordId department) {
        return record("department", department, DEPARTMENT).flatMap(found -> reference(found, "parent_department"));
    }

    @Override
    public Optional<Member> headOf(RecordId department) {
        return record("department", department, DEPARTMENT)
                .flatMap(found -> reference(found, "head"))
                .flatMap(this::find);
    }

    private Stream<Member> holders(RoleAssignment assignment) {
        var principal = assignment.principal();
        return switch (principal.kind()) {
            case USER -> find(principal.id()).stream();
            case DEPARTMENT -> membersOf(principal.id());
            case POSITION -> inPosition(principal.id()).stream();
        };
    }

    private Stream<Member> membersOf(RecordId department) {
        var query = RecordQuery.of("user", List.copyOf(USER))
                .filtered("primary_department = :department", Map.of("department", department))
                .page(0, RecordQuery.MAX_LIMIT);
        return records.query(DIRECTORY, query) instanceof QueryResult.Page(var items, var next, var count)
                ? items.stream().map(RecordPeople::member)
                : Stream.of();
    }

    /** The manager in the record, else the head of the department, upward; not yet looked at whether active. */
    private Optional<RecordId> superior(RecordId user) {
        var record = record("user", user, USER);
        var manager = record.flatMap(found -> reference(found, "manager")).filter(found -> !found.equals(user));
        return manager.isPresent()
                ? manager
                : record.flatMap(found -> reference(found, "primary_department"))
                        .flatMap(department -> head(department, user));
    }

    private Optional<RecordId> head(RecordId department, RecordId notThis) {
        var passed = new HashSet<RecordId>();
        @Nullable RecordId at = department;
        while (at != null && passed.add(at)) {
            var unit = record("department", at, DEPARTMENT);
            var head = unit.flatMap(found -> reference(found, "head")).filter(found -> !found.equals(notThis));
            if (head.isPresent()) {
                return head;
            }
            at = unit.flatMap(found -> reference(found, "parent_department")).orElse(null);
        }
        return Optional.empty();
    }

    private Optional<StoredRecord> record(String entity, RecordId id, Set<String> paths) {
        return KnownPeople.once(
                List.of(entity, id),
                () -> records.find(DIRECTORY, entity, id, paths) instanceof FindResult.Found(var found)
                        ? Optional.of(found)
                        : Optional.empty());
    }

    private static Optional<RecordId> reference(StoredRecord record, String field) {
        return record.value(field) instanceof RecordId id ? Optional.of(id) : Optional.empty();
    }

    private static Member member(StoredRecord user) {
        return new Member(user.id(), String.valueOf(user.value("name")), Boolean.TRUE.equals(user.value("active")));
    }
}
