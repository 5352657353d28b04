package dev.trellis.workflow.approval;

import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.engine.FlowableEngine;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.people.People.Member;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Gives the open tasks of people who have left to their managers, else to the administrators of the approval. */
@Singleton
final class Leavers {

    private final UnitOfWork unit;
    private final Sql sql;
    private final ApprovalStore store;
    private final Places places;
    private final Participants participants;
    private final Repairs repairs;
    private final People people;
    private final FlowableEngine engine;

    Leavers(
            UnitOfWork unit,
            Sql sql,
            ApprovalStore store,
            Places places,
            Participants participants,
            Repairs repairs,
            People people,
            FlowableEngine engine) {
        this.unit = unit;
        this.sql = sql;
        this.store = store;
        this.places = places;
        this.participants = participants;
        this.repairs = repairs;
        this.people = people;
        this.engine = engine;
    }

    private record Held(RecordId instance, RecordId user) {}

    /** Looks at everybody who has open tasks; returns how many tasks were given away. */
    int run(Instant now) {
        engine.awaitReady();
        int moved = 0;
        for (var held : unit.run(this::heldByLeavers)) {
            if (unit.run(() -> handOver(held, now))) {
                moved++;
            }
        }
        return moved;
    }

    private List<Held> heldByLeavers() {
        return sql
                .list("""
                        SELECT DISTINCT t.instance, t.user_id
                        FROM t_approval_task t JOIN t_approval_instance i ON i.id = t.instance
                        WHERE t.vote IN ('PENDING', 'WAITING', 'SUSPENDED') AND i.running = 1
                        ORDER BY t.instance, t.user_id
                        """, row -> new Held(new RecordId(row.getLong("instance")), new RecordId(row.getLong("user_id"))))
                .stream()
                .filter(held -> people.find(held.user()).filter(Member::active).isEmpty())
                .toList();
    }

    private boolean handOver(Held held, Instant now) {
        store.serialise(held.instance());
        var place = places.of(held.instance(), now);
        var entry = place.entries().stream()
                .filter(one -> one.isOpen() && holds(one, held.user()))
                .findFirst();
        var successor = participants.successor(place, held.user());
        if (entry.isEmpty() || successor.isEmpty()) {
            return false;
        }
        var acting = Acting.byFlow(place, now);
        ScopedValue.where(Acting.CURRENT, acting)
                .run(() -> repairs.reassign(acting, place, entry.get(), held.user(), successor.get(), ""));
        return true;
    }

    private static boolean holds(Entry entry, RecordId user) {
        return entry.state().seat(user).filter(seat -> seat.vote().isOpen()).isPresent();
    }
}
