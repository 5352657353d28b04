package dev.trellis.ui.web.organisation;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Departments and their people, as far as one reader sees them. A circle in the data ends where it began, and what hangs
 * on nothing that the reader sees stands at the top.
 */
record Chart(List<Unit> tops, List<Member> elsewhere) {

    Chart {
        tops = List.copyOf(tops);
        elsewhere = List.copyOf(elsewhere);
    }

    /**
     * One department.
     *
     * @param head what its head is called; empty where nobody leads it
     */
    record Unit(RecordId id, String name, String head, List<Member> members, List<Unit> below) {
        Unit {
            members = List.copyOf(members);
            below = List.copyOf(below);
        }

        int people() {
            return members.size() + below.stream().mapToInt(Unit::people).sum();
        }
    }

    /** @param further whether this is not the person's main department */
    record Member(RecordId id, String name, String title, boolean further) {}

    static Chart read(Records records, Actor.Person actor) {
        var schema = records.schema(actor);
        var departments = all(records, actor, schema, "department", List.of("name", "parent_department", "head"));
        var known = new HashSet<RecordId>();
        departments.forEach(department -> known.add(department.id()));
        var members = members(records, actor, schema);
        var below = new HashMap<RecordId, List<StoredRecord>>();
        var tops = new ArrayList<StoredRecord>();
        for (var department : departments) {
            if (department.value("parent_department") instanceof RecordId parent && known.contains(parent)) {
                below.computeIfAbsent(parent, _ -> new ArrayList<>()).add(department);
            } else {
                tops.add(department);
            }
        }
        var seen = new HashSet<RecordId>();
        var units = new ArrayList<Unit>();
        tops.forEach(top -> units.add(unit(top, below, members, seen)));
        departments.stream()
                .filter(department -> !seen.contains(department.id()))
                .forEach(lost -> {
                    if (!seen.contains(lost.id())) {
                        units.add(unit(lost, below, members, seen));
                    }
                });
        var elsewhere = members.entrySet().stream()
                .filter(entry -> !known.contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
        return new Chart(units, elsewhere);
    }

    private static Unit unit(
            StoredRecord department,
            Map<RecordId, List<StoredRecord>> below,
            Map<RecordId, List<Member>> members,
            Set<RecordId> seen) {
        seen.add(department.id());
        var units = new ArrayList<Unit>();
        for (var child : below.getOrDefault(department.id(), List.of())) {
            if (!seen.contains(child.id())) {
                units.add(unit(child, below, members, seen));
            }
        }
        return new Unit(
                department.id(),
                text(department, "name"),
                department.labels().getOrDefault("head", ""),
                members.getOrDefault(department.id(), List.of()),
                units);
    }

    private static Map<RecordId, List<Member>> members(Records records, Actor.Person actor, VisibleSchema schema) {
        var members = new HashMap<RecordId, List<Member>>();
        var people = new HashMap<RecordId, StoredRecord>();
        var nowhere = new RecordId(1);
        for (var person :
                all(records, actor, schema, "user", List.of("name", "job_title", "primary_department", "active"))) {
            if (!Boolean.FALSE.equals(person.value("active"))) {
                people.put(person.id(), person);
                var at = person.value("primary_department") instanceof RecordId department ? department : nowhere;
                members.computeIfAbsent(at, _ -> new ArrayList<>()).add(member(person, false));
            }
        }
        for (var membership : all(records, actor, schema, "membership", List.of("person", "unit"))) {
            if (membership.value("unit") instanceof RecordId unit
                    && membership.value("person") instanceof RecordId id) {
                var person = people.get(id);
                var there = members.computeIfAbsent(unit, _ -> new ArrayList<>());
                if (person != null && there.stream().noneMatch(one -> one.id().equals(id))) {
                    there.add(member(person, true));
                }
            }
        }
        return members;
    }

    private static Member member(StoredRecord person, boolean further) {
        return new Member(person.id(), text(person, "name"), text(person, "job_title"), further);
    }

    private static String text(StoredRecord record, String field) {
        return record.value(field) instanceof String text ? text : "";
    }

    private static List<StoredRecord> all(
            Records records, Actor.Person actor, VisibleSchema schema, String entity, List<String> wanted) {
        var paths = wanted.stream()
                .filter(path -> schema.field(entity, path).isPresent())
                .toList();
        if (paths.isEmpty()) {
            return List.of();
        }
        var found = new ArrayList<StoredRecord>();
        var query = RecordQuery.of(entity, paths)
                .sorted(List.of(new SortKey(paths.getFirst(), false)))
                .page(0, RecordQuery.MAX_LIMIT);
        var more = true;
        while (more) {
            more = false;
            if (records.query(actor, query) instanceof QueryResult.Page page) {
                found.addAll(page.items());
                more = page.next() != null;
                query = query.continuing(page.next());
            }
        }
        return found;
    }
}
