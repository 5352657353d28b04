package dev.trellis.ui.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.ui.oracle.RightsModel.Owner;
import dev.trellis.ui.oracle.RightsModel.Person;
import dev.trellis.ui.oracle.RightsModel.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whatever a role gives and withholds, every route answers as an independent model of the rights says, and what is
 * refused leaves the database as it was.
 */
class PermissionMatrixTest {

    private static final boolean FULL = Boolean.getBoolean("trellis.test.full");
    private static final int PEOPLE = FULL ? 60 : 14;
    private static final int LEAST_CELLS = FULL ? 100_000 : 10_000;

    @Test
    void every_answer_is_what_the_model_expects_and_a_refusal_changes_nothing() {
        var seed = Seeds.of("matrix");
        var people = RightsModel.people(PEOPLE, new Random(seed));
        var roles = people.stream()
                .flatMap(person -> person.roles().stream())
                .map(Role::json)
                .toList();
        long began = System.nanoTime();
        int cells = 0;
        int calls = 0;
        var deviations = new ArrayList<String>();

        try (var world = OracleWorld.start("matrix", List.<ObjectNode>copyOf(roles))) {
            var unchanged = new Unchanged(world.schemaName());
            var stranger = world.make("far", "department", Map.of("name", "far"));
            world.person("stranger", stranger);
            var all = new LinkedHashMap<String, Integer>();
            var scenes = new ArrayList<Scene>();
            for (int i = 0; i < people.size(); i++) {
                var scene = Scene.of(world, people.get(i), i);
                scenes.add(scene);
                int owner = i;
                scene.records().values().forEach(id -> all.put(id, owner));
            }
            for (int i = 0; i < scenes.size(); i++) {
                int mine = i;
                var scene = scenes.get(i);
                var seen = all.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> entry.getValue() == mine ? scene.ownerOf(entry.getKey()) : Owner.STRANGER));
                var matrix = new Matrix(
                        people.get(i), new Http(world.address(), scene.token()), unchanged, scene.records(), "M" + i);
                matrix.run(seen);
                matrix.made().forEach(id -> {
                    world.delete("thing", new dev.trellis.core.field.RecordId(Long.parseLong(id)), 1);
                });
                cells += matrix.cells();
                calls += matrix.calls();
                deviations.addAll(matrix.deviations());
            }
        }

        var seconds = (System.nanoTime() - began) / 1_000_000_000;
        Results.write(
                "permission-matrix",
                FULL,
                seed,
                "%,d cells by %,d calls of %,d people with %,d roles in %,d s: %,d deviations"
                        .formatted(cells, calls, people.size(), roles.size(), seconds, deviations.size()));
        assertThat(deviations.stream().limit(30))
                .as("seed %d, %d deviations", seed, deviations.size())
                .isEmpty();
        assertThat(cells).isGreaterThanOrEqualTo(LEAST_CELLS);
    }

    /** A person with departments, people around and one record of each of them. */
    record Scene(String token, Map<Owner, String> records) {

        static Scene of(OracleWorld world, Person person, int number) {
            var key = "p" + number;
            var place = world.make(key + " place", "place", Map.of("name", "Place " + number));
            var home = world.make(key + " home", "department", Map.of("name", key + " home"));
            var below =
                    world.make(key + " below", "department", Map.of("name", key + " below", "parent_department", home));
            var other = world.make(key + " other", "department", Map.of("name", key + " other"));
            var token = world.person(
                    key, home, person.roles().stream().map(Role::id).toArray(String[]::new));
            var owners = new EnumMap<Owner, dev.trellis.core.field.RecordId>(Owner.class);
            owners.put(Owner.SELF, world.id(key));
            owners.put(Owner.COLLEAGUE, user(world, key + " colleague", Map.of("primary_department", home)));
            owners.put(Owner.BELOW, user(world, key + " under", Map.of("primary_department", below)));
            owners.put(
                    Owner.SUBORDINATE,
                    user(world, key + " subordinate", Map.of("primary_department", other, "manager", world.id(key))));
            owners.put(Owner.STRANGER, world.id("stranger"));
            var records = new EnumMap<Owner, String>(Owner.class);
            owners.forEach((owner, user) -> {
                var values = new LinkedHashMap<String, Object>(Map.of(
                        "name",
                        key + " " + owner,
                        "code",
                        key + "-" + owner,
                        "secret",
                        "planted",
                        "place",
                        place,
                        "owner",
                        user));
                values.put(
                        "lines",
                        List.of(new dev.trellis.core.record.Change.Line(
                                null, Map.of("text", "line", "cost", new java.math.BigDecimal("7.25")))));
                records.put(
                        owner,
                        world.make(key + " thing " + owner, "thing", values).toString());
            });
            return new Scene(token, records);
        }

        private static dev.trellis.core.field.RecordId user(
                OracleWorld world, String name, Map<String, dev.trellis.core.field.RecordId> values) {
            var all = new LinkedHashMap<String, Object>(values);
            all.put("name", name);
            return world.make(name, "user", all);
        }

        Owner ownerOf(String id) {
            return records.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(id))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
