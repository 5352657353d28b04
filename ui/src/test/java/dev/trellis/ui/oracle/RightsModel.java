package dev.trellis.ui.oracle;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody may do, as the documents say it and in as few words as possible; knows nothing of the product's code. A
 * record is described by how its owner stands to the person.
 */
final class RightsModel {

    /** The designed fields of the entity "thing"; the last ones are computed and the line items. */
    static final List<String> FIELDS = List.of(
            "name",
            "code",
            "amount",
            "note",
            "secret",
            "hidden_amount",
            "kind",
            "due",
            "done",
            "place",
            "friend",
            "doubled",
            "lines");

    static final List<String> LINE_FIELDS = List.of("text", "cost");

    private static final List<String> VERBS =
            List.of("create", "read", "edit", "delete", "transfer", "history", "bulk", "print", "export", "import");
    private static final List<String> SCOPES =
            List.of("own", "own_and_subordinates", "department", "department_and_below", "all");

    private RightsModel() {}

    /** Who owns a record, seen from a person. */
    enum Owner {
        SELF,
        SUBORDINATE,
        COLLEAGUE,
        BELOW,
        STRANGER;

        boolean isWithin(String scope) {
            return switch (scope) {
                case "own" -> this == SELF;
                case "own_and_subordinates" -> this == SELF || this == SUBORDINATE;
                case "department" -> this == SELF || this == COLLEAGUE;
                case "department_and_below" -> this == SELF || this == COLLEAGUE || this == BELOW;
                case "all" -> true;
                default -> throw new IllegalArgumentException(scope);
            };
        }
    }

    enum Right {
        NONE,
        READ,
        WRITE
    }

    /**
     * A role, as far as it concerns things.
     *
     * @param verbs scope by verb
     */
    record Role(
            String id,
            Map<String, String> verbs,
            Right otherFields,
            Map<String, Right> fields,
            Right otherLineFields,
            Map<String, Right> lineFields,
            boolean readsPlaces) {

        Right field(String field) {
            return fields.getOrDefault(field, otherFields);
        }

        Right lineField(String field) {
            return lineFields.getOrDefault(field, otherLineFields);
        }

        boolean holds(String verb) {
            return verbs.containsKey(verb);
        }

        boolean holds(String verb, Owner owner) {
            return holds(verb) && owner.isWithin(verbs.get(verb));
        }

        ObjectNode json() {
            var json = JsonNodeFactory.instance.objectNode().put("id", id);
            json.putObject("label").put("en", id);
            var entities = json.putObject("entities");
            rights(entities.putObject("user"), Map.of("read", "all"), Right.READ, Map.of());
            rights(entities.putObject("department"), Map.of("read", "all"), Right.READ, Map.of());
            if (readsPlaces) {
                rights(entities.putObject("place"), Map.of("read", "all"), Right.READ, Map.of());
            }
            rights(entities.putObject("thing"), verbs, otherFields, fields);
            rights(entities.putObject("thing_line"), Map.of(), otherLineFields, lineFields);
            return json;
        }

        private static void rights(
                ObjectNode json, Map<String, String> verbs, Right others, Map<String, Right> fields) {
            var list = json.putObject("verbs");
            verbs.forEach(list::put);
            json.put("otherFields", word(others));
            var exceptions = json.putObject("fields");
            fields.forEach((field, right) -> exceptions.put(field, word(right)));
        }

        private static String word(Right right) {
            return right.name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static Role draw(String id, RandomGenerator random) {
        var verbs = new TreeMap<String, String>();
        for (var verb : VERBS) {
            if (random.nextInt(100) < (verb.equals("read") ? 92 : 72)) {
                verbs.put(verb, SCOPES.get(random.nextInt(SCOPES.size())));
            }
        }
        var fields = new TreeMap<String, Right>();
        for (int i = random.nextInt(7); i > 0; i--) {
            fields.put(FIELDS.get(random.nextInt(FIELDS.size())), right(random));
        }
        var lineFields = new TreeMap<String, Right>();
        if (random.nextBoolean()) {
            lineFields.put(LINE_FIELDS.get(random.nextInt(LINE_FIELDS.size())), right(random));
        }
        return new Role(id, verbs, other(random), fields, other(random), lineFields, random.nextBoolean());
    }

    private static Right right(RandomGenerator random) {
        return Right.values()[random.nextInt(3)];
    }

    private static Right other(RandomGenerator random) {
        int drawn = random.nextInt(10);
        return drawn < 6 ? Right.WRITE : drawn < 9 ? Right.READ : Right.NONE;
    }

    /** Somebody with some roles. */
    record Person(List<Role> roles) {

        boolean seesEntity() {
            return roles.stream().anyMatch(role -> role.holds("read") || role.holds("create"));
        }

        boolean may(String verb) {
            return roles.stream().anyMatch(role -> role.holds(verb));
        }

        boolean may(String verb, Owner owner) {
            return roles.stream().anyMatch(role -> role.holds(verb, owner));
        }

        /** The right on a field on whatever record: whether its name means anything to the person. */
        Right somewhere(String field) {
            return roles.stream()
                    .filter(role -> role.holds("read") || role.holds("create") || role.holds("edit"))
                    .map(role -> role.field(field))
                    .max(Enum::compareTo)
                    .orElse(Right.NONE);
        }

        /** The right to read a field of one record. */
        boolean reads(String field, Owner owner) {
            return roles.stream()
                    .filter(role -> role.holds("read", owner))
                    .anyMatch(role -> role.field(field) != Right.NONE);
        }

        boolean readsLine(String field, Owner owner) {
            return roles.stream()
                    .filter(role -> role.holds("read", owner))
                    .anyMatch(role -> role.lineField(field) != Right.NONE);
        }

        /** The right to write a field of one record while doing something to it. */
        boolean writes(String field, String verb, Owner owner) {
            return roles.stream()
                    .filter(role -> role.holds(verb, owner))
                    .anyMatch(role -> role.field(field) == Right.WRITE);
        }

        Set<String> readable(Owner owner) {
            var found = new LinkedHashSet<String>();
            for (var field : FIELDS) {
                if (reads(field, owner)) {
                    found.add(field);
                }
            }
            return found;
        }
    }

    /** People with one role, and some with two, whose rights must not mix beyond a record. */
    static List<Person> people(int count, RandomGenerator random) {
        var people = new ArrayList<Person>();
        for (int i = 0; i < count; i++) {
            var roles = new ArrayList<>(List.of(draw("role" + i, random)));
            if (i % 3 == 2) {
                roles.add(draw("role" + i + "b", random));
            }
            people.add(new Person(roles));
        }
        return people;
    }
}
