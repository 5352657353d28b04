package dev.trellis.workflow.people;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.name.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** People, their managers, departments and roles, in memory. */
public final class Org implements People {

    private final Map<RecordId, Member> people = new TreeMap<>();
    private final Map<RecordId, RecordId> managers = new HashMap<>();
    private final Map<RecordId, RecordId> departments = new HashMap<>();
    private final Map<RecordId, RecordId> parents = new HashMap<>();
    private final Map<RecordId, RecordId> heads = new HashMap<>();
    private final Map<String, List<RecordId>> roles = new HashMap<>();
    private final Map<RecordId, List<RecordId>> positions = new HashMap<>();

    /** Adds a person; {@code manager} is a number, or 0. */
    public Org with(long id, String name, long manager) {
        people.put(new RecordId(id), new Member(new RecordId(id), name, true));
        if (manager > 0) {
            managers.put(new RecordId(id), new RecordId(manager));
        }
        return this;
    }

    public Org in(String role, long... ids) {
        var holders = roles.computeIfAbsent(role, name -> new ArrayList<>());
        for (var id : ids) {
            holders.add(new RecordId(id));
        }
        return this;
    }

    public Org inPosition(long position, long... ids) {
        var holders = positions.computeIfAbsent(new RecordId(position), id -> new ArrayList<>());
        for (var id : ids) {
            holders.add(new RecordId(id));
        }
        return this;
    }

    /** Adds a department; {@code head} and {@code parent} may be 0. */
    public Org department(long id, long head, long parent, long... members) {
        if (head > 0) {
            heads.put(new RecordId(id), new RecordId(head));
        }
        if (parent > 0) {
            parents.put(new RecordId(id), new RecordId(parent));
        }
        for (var member : members) {
            departments.put(new RecordId(member), new RecordId(id));
        }
        return this;
    }

    public void leaves(long id) {
        people.computeIfPresent(new RecordId(id), (key, member) -> new Member(key, member.name(), false));
    }

    public List<RecordId> everybody() {
        return List.copyOf(people.keySet());
    }

    @Override
    public Optional<Member> find(RecordId user) {
        return Optional.ofNullable(people.get(user));
    }

    @Override
    public List<Member> holders(String role) {
        return roles.getOrDefault(role, List.of()).stream()
                .map(people::get)
                .filter(Member::active)
                .toList();
    }

    @Override
    public List<Member> inPosition(RecordId position) {
        return positions.getOrDefault(position, List.of()).stream()
                .map(people::get)
                .filter(Member::active)
                .toList();
    }

    @Override
    public Optional<Member> managerOf(RecordId user) {
        var passed = new java.util.HashSet<>(Set.of(user));
        var next = managers.get(user);
        while (next != null && passed.add(next)) {
            var member = people.get(next);
            if (member != null && member.active()) {
                return Optional.of(member);
            }
            next = managers.get(next);
        }
        return Optional.empty();
    }

    @Override
    public Optional<RecordId> departmentOf(RecordId user) {
        return Optional.ofNullable(departments.get(user));
    }

    @Override
    public Optional<RecordId> above(RecordId department) {
        return Optional.ofNullable(parents.get(department));
    }

    @Override
    public Optional<Member> headOf(RecordId department) {
        return Optional.ofNullable(heads.get(department)).map(people::get);
    }

    /** A record in whose field {@code account.owner} stands person 4 and in which only {@code yes} holds. */
    public static Request.Subject subject() {
        return new Request.Subject() {
            @Override
            public Optional<RecordId> user(String path) {
                return path.equals("account.owner") ? Optional.of(new RecordId(4)) : Optional.empty();
            }

            @Override
            public Label field(String path) {
                return Label.of(path, path);
            }

            @Override
            public Label role(String id) {
                return label(id);
            }

            @Override
            public List<RecordId> resolve(String resolver) {
                return resolver.equals("hr") ? List.of(new RecordId(4), new RecordId(3)) : List.of();
            }

            @Override
            public boolean isTrue(String condition) {
                return condition.equals("yes");
            }
        };
    }

    public static Label label(String id) {
        return Label.of("Role " + id, "角色 " + id);
    }
}
