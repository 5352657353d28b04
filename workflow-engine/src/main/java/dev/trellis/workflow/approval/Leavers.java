package dev.trellis.workflow.approval;

import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.engine.FlowableEngine;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.people.People.Member;
import dev.trellis.workflow.people.Resolved;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gives the open tasks of people who have left to whom the step names now, else to their managers, else to the
 * administrators of the approval; lets requests end with their initiators or follow the organisation where they should.
 */
@Singleton
final class Leavers {

    private final UnitOfWork unit;
    private final Sql sql;
    private final ApprovalStore store;
    private final Places places;
    private final Participants participants;
    private final Repairs repairs;
    private final Withdrawals withdrawals;
    private final DefinitionArchive archive;
    private final People people;
    private final FlowableEngine engine;

    Leavers(
            UnitOfWork unit,
            Sql sql,
            ApprovalStore store,
            Places places,
            Participants participants,
            Repairs repairs,
            Withdrawals withdrawals,
            DefinitionArchive archive,
            People people,
            FlowableEngine engine) {
        this.withdrawals = withdrawals;
        this.archive = archive;
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
        for (var instance : unit.run(this::running)) {
            if (unit.run(() -> follows(instance, now))) {
                moved++;
            }
        }
        return moved;
    }

    private List<RecordId> running() {
        return sql.list(
                "SELECT id FROM t_approval_instance WHERE running = 1 ORDER BY id",
                row -> new RecordId(row.getLong("id")));
    }

    /** Ends a request with its initiator, or lets its open tasks follow the organisation; where its policy says so. */
    private boolean follows(RecordId id, Instant now) {
        var policy = store.instance(id)
                .map(instance ->
                        archive.read(instance.definition(), instance.hash()).policy());
        if (policy.isEmpty()
                || !(policy.get().endsWithInitiator() || policy.get().reResolves())) {
            return false;
        }
        store.serialise(id);
        var place = store.serialised(id)
                .filter(instance -> !instance.state().isFinal())
                .flatMap(instance -> places.find(instance, now));
        if (place.isEmpty()) {
            return false;
        }
        var acting = Acting.byFlow(place.get(), now);
        if (policy.get().endsWithInitiator() && !place.get().facts().initiator().active()) {
            ScopedValue.where(Acting.CURRENT, acting).run(() -> withdrawals.cancel(acting, place.get(), ""));
            return true;
        }
        return policy.get().reResolves()
                && place.get().instance().state() == ApprovalState.RUNNING
                && ScopedValue.where(Acting.CURRENT, acting).call(() -> reResolve(acting, place.get()));
    }

    /** Gives tasks of those whom the step does not name any more to those whom it names now. */
    private boolean reResolve(Acting acting, Place place) {
        for (var entry : place.entries()) {
            if (!entry.isOpen()) {
                continue;
            }
            var resolved = resolved(place, entry);
            var named = resolved.stream()
                    .flatMap(found ->
                            Stream.of(Optional.of(found.person().id()), Optional.ofNullable(found.insteadOf())))
                    .flatMap(Optional::stream)
                    .toList();
            var next = resolved.stream()
                    .filter(found -> found.insteadOf() == null || isFree(entry, found.insteadOf()))
                    .map(found -> found.person().id())
                    .filter(user -> entry.state().seat(user).isEmpty())
                    .findFirst();
            var moving = entry.state().seats().stream()
                    .filter(seat -> seat.group() == 0
                            && seat.vote().isOpen()
                            && seat.handedOver() == 0
                            && !named.contains(seat.user()))
                    .findFirst();
            if (moving.isPresent() && next.isPresent()) {
                repairs.reassign(acting, place, entry, moving.get().user(), next.get(), "");
                return true;
            }
        }
        return false;
    }

    /** Tells whether nobody sits at a step for a person, not even they themselves. */
    private static boolean isFree(Entry entry, RecordId person) {
        return entry.state().seat(person).isEmpty();
    }

    private List<Resolved> resolved(Place place, Entry entry) {
        return place.arrival(place.step(entry.node()), people).stream()
                .flatMap(arrival -> arrival.people().stream())
                .toList();
    }

    private List<RecordId> named(Place place, Entry entry) {
        return resolved(place, entry).stream().map(found -> found.person().id()).toList();
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
        store.serialised(held.instance());
        var place = places.of(held.instance(), now);
        var entry = place.entries().stream()
                .filter(one -> one.isOpen() && holds(one, held.user()))
                .findFirst();
        var successor = entry.flatMap(one -> named(place, one).stream()
                        .filter(user -> one.state().seat(user).isEmpty())
                        .findFirst())
                .or(() -> participants.successor(place, held.user()));
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
