package dev.trellis.core.access;

import dev.trellis.core.field.RecordId;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who leads whom and which department belongs to which, as the records of users and departments say it. A circle in the
 * data ends where it began.
 *
 * @param users the living users
 * @param departments the living departments
 * @param groups the positions and teams of those who have one
 */
public record Organisation(
        Map<RecordId, Member> users, Map<RecordId, Unit> departments, Map<RecordId, Set<Recipient>> groups) {

    public static final Organisation EMPTY = new Organisation(Map.of(), Map.of());

    public Organisation {
        users = Map.copyOf(users);
        departments = Map.copyOf(departments);
        groups = Map.copyOf(groups);
    }

    public Organisation(Map<RecordId, Member> users, Map<RecordId, Unit> departments) {
        this(users, departments, Map.of());
    }

    /** @param manager null where the head of the department leads */
    public record Member(
            String name,
            @Nullable RecordId manager,
            @Nullable RecordId department) {}

    public record Unit(
            String name,
            @Nullable RecordId parent,
            @Nullable RecordId head) {}

    /** Returns the primary department of a user. */
    public Optional<RecordId> departmentOf(RecordId user) {
        return Optional.ofNullable(users.get(user)).map(Member::department);
    }

    /**
     * Returns who leads a user: the manager named in the user's record, else the head of the user's department, else of
     * the department above it, upward; never the user.
     */
    public Optional<RecordId> managerOf(RecordId user) {
        var member = users.get(user);
        if (member == null) {
            return Optional.empty();
        }
        if (member.manager() != null) {
            return users.containsKey(member.manager()) && !member.manager().equals(user)
                    ? Optional.of(member.manager())
                    : Optional.empty();
        }
        var seen = new HashSet<RecordId>();
        var at = member.department();
        while (at != null && seen.add(at)) {
            var unit = departments.get(at);
            if (unit == null) {
                return Optional.empty();
            }
            if (unit.head() != null && !unit.head().equals(user) && users.containsKey(unit.head())) {
                return Optional.of(unit.head());
            }
            at = unit.parent();
        }
        return Optional.empty();
    }

    /** Returns everybody whom a user leads, directly or through others; never the user. */
    public Set<RecordId> subordinates(RecordId leader) {
        var found = new LinkedHashSet<RecordId>();
        for (var user : users.keySet()) {
            var seen = new HashSet<RecordId>();
            var at = Optional.of(user);
            while (at.isPresent() && seen.add(at.get())) {
                at = managerOf(at.get());
                if (at.isPresent() && at.get().equals(leader)) {
                    found.add(user);
                    break;
                }
            }
        }
        found.remove(leader);
        return found;
    }

    /** Returns the positions and teams of a user. */
    public Set<Recipient> groupsOf(RecordId user) {
        return groups.getOrDefault(user, Set.of());
    }

    /** Returns the departments with everything above them. */
    public Set<RecordId> withAbove(Set<RecordId> bottoms) {
        var found = new LinkedHashSet<RecordId>();
        for (var bottom : bottoms) {
            RecordId at = bottom;
            while (at != null && found.add(at)) {
                var unit = departments.get(at);
                at = unit == null ? null : unit.parent();
            }
        }
        return found;
    }

    /** Returns the departments with everything below them. */
    public Set<RecordId> withBelow(Set<RecordId> tops) {
        var found = new LinkedHashSet<>(tops);
        var open = new ArrayDeque<>(tops);
        while (!open.isEmpty()) {
            var top = open.removeFirst();
            departments.forEach((id, unit) -> {
                if (top.equals(unit.parent()) && found.add(id)) {
                    open.add(id);
                }
            });
        }
        return found;
    }
}
