package dev.trellis.workflow.random;

import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.deputy.StandIn;
import dev.trellis.workflow.people.Org;
import dev.trellis.workflow.people.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Companies at random: managers up to a top or in circles, departments with and without heads, leavers, deputies. */
final class RandomOrganisation {

    /** The administrator of every company; never leaves and never submits. */
    static final long ADMIN = 99;

    private final Org org = new Org();
    private final List<RecordId> people = new ArrayList<>();
    private final Map<RecordId, RecordId> deputies = new HashMap<>();

    RandomOrganisation(Random random) {
        var size = 3 + random.nextInt(8);
        for (long id = 1; id <= size; id++) {
            org.with(id, "P" + id, random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(size));
            people.add(new RecordId(id));
        }
        org.with(ADMIN, "Admin", 0).in("admin", ADMIN);
        for (var role : List.of("director", "finance", "sales")) {
            var holders = random.nextInt(4);
            for (int i = 0; i < holders; i++) {
                org.in(role, 1 + random.nextInt(size));
            }
        }
        for (long id = 1; id <= size; id++) {
            var department = 101 + random.nextInt(3);
            org.department(department, random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(size), department - 1, id);
        }
        for (long id = 1; id <= size; id++) {
            if (random.nextInt(8) == 0) {
                org.leaves(id);
            }
            if (random.nextInt(6) == 0) {
                deputies.put(new RecordId(id), new RecordId(1 + random.nextInt(size)));
            }
        }
    }

    Org org() {
        return org;
    }

    List<RecordId> people() {
        return people;
    }

    Request.Deputies deputies() {
        return user -> Optional.ofNullable(deputies.get(user))
                .<StandIn>map(deputy -> new StandIn.By(deputy, null))
                .orElseGet(StandIn.Nobody::new);
    }
}
