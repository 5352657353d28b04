package dev.trellis.workflow.approval;

import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.approval.ApprovalRows.Task;
import dev.trellis.workflow.approval.DeputyStore.Made;
import dev.trellis.workflow.deputy.StandIn;
import dev.trellis.workflow.engine.FlowableEngine;
import dev.trellis.workflow.node.NodeAction;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.people.People.Member;
import dev.trellis.workflow.people.Reason;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets open tasks go along to deputies when their time begins, and what they have not decided come back when it is over,
 * the arrangement is withdrawn, or the amount has outgrown its limit. Each request is a unit of its own; whatever is left
 * over by a crash is found again by the job.
 */
@Singleton
final class DeputyTasks {

    private final UnitOfWork unit;
    private final Sql sql;
    private final ApprovalStore store;
    private final DeputyStore deputies;
    private final StandIns standIns;
    private final Places places;
    private final Repairs repairs;
    private final People people;
    private final FlowableEngine engine;

    DeputyTasks(
            UnitOfWork unit,
            Sql sql,
            ApprovalStore store,
            DeputyStore deputies,
            StandIns standIns,
            Places places,
            Repairs repairs,
            People people,
            FlowableEngine engine) {
        this.unit = unit;
        this.sql = sql;
        this.store = store;
        this.deputies = deputies;
        this.standIns = standIns;
        this.places = places;
        this.repairs = repairs;
        this.people = people;
        this.engine = engine;
    }

    /** Does everything that is due; returns how many tasks changed hands. */
    int run(Instant now) {
        int moved = comeBack(null, now);
        for (var made : unit.run(() -> deputies.toTake(now))) {
            moved += goAlong(made, now);
        }
        return moved;
    }

    /** Lets what waits for a person go along; returns how many tasks that were. */
    int goAlong(Made made, Instant now) {
        engine.awaitReady();
        int moved = 0;
        for (var instance : unit.run(() -> waitingFor(made))) {
            moved += unit.run(() -> goAlong(made.deputy().id(), instance, now));
        }
        unit.run(() -> deputies.taken(made.deputy().id(), now));
        return moved;
    }

    private List<RecordId> waitingFor(Made made) {
        var only = made.deputy().approval();
        return sql.list("""
                SELECT DISTINCT t.instance
                FROM t_approval_task t JOIN t_approval_instance i ON i.id = t.instance
                WHERE t.user_id = ? AND t.instead_of IS NULL AND t.vote IN ('PENDING', 'WAITING', 'SUSPENDED')
                    AND i.running = 1 AND (? IS NULL OR i.definition = ?)
                ORDER BY t.instance
                """, row -> new RecordId(row.getLong("instance")), made.user(), only, only);
    }

    private int goAlong(RecordId arrangement, RecordId instance, Instant now) {
        store.serialise(instance);
        var made = deputies.find(arrangement, now);
        return made.isEmpty() ? 0 : inRequest(instance, now, place -> taken(place, made.get()));
    }

    /** The places that go along. */
    private List<Move> taken(Place place, Made made) {
        var person = made.user();
        var deputy = made.deputy().deputy();
        var deputiesHere = place.request().deputies();
        if (!(deputiesHere.standInFor(person) instanceof StandIn.By(var chosen, var limit))
                || !chosen.equals(deputy)
                || deputiesHere.standInFor(deputy).isAway()
                || deputy.equals(place.instance().initiator())
                || people.find(deputy).filter(Member::active).isEmpty()) {
            return List.of();
        }
        var moves = new ArrayList<Move>();
        for (var entry : place.entries()) {
            var task = entry.isOpen() ? task(entry, person) : Optional.<Task>empty();
            if (task.isPresent() && !place.isExcluded(entry.node(), deputy)) {
                var why = new ArrayList<>(task.get().reasons());
                why.add(Reason.deputy(standIns.name(person), limit));
                moves.add(new Move(entry, new NodeAction.Deputise(person, deputy), List.of(person, deputy), why));
            }
        }
        return moves;
    }

    private record Held(RecordId instance, RecordId deputy, RecordId person) {}

    /**
     * Lets everything come back for which nobody may stand in any more.
     *
     * @param person only what is held for this person; null for all
     */
    int comeBack(@Nullable RecordId person, Instant now) {
        engine.awaitReady();
        int moved = 0;
        for (var held : unit.run(() -> held(person, now))) {
            moved += unit.run(() -> giveBack(held, now));
        }
        return moved;
    }

    private List<Held> held(@Nullable RecordId person, Instant now) {
        return sql.list(
                """
                SELECT DISTINCT t.instance, t.user_id, t.instead_of
                FROM t_approval_task t JOIN t_approval_instance i ON i.id = t.instance
                WHERE t.instead_of IS NOT NULL AND t.vote IN ('PENDING', 'WAITING', 'SUSPENDED') AND i.running = 1
                    AND (? IS NULL OR t.instead_of = ?)
                    AND NOT EXISTS (
                        SELECT 1 FROM t_approval_deputy d
                        WHERE d.user_id = t.instead_of AND d.deputy = t.user_id
                            AND d.valid_from <= ? AND d.valid_until > ?
                            AND (d.definition IS NULL OR d.definition = i.definition) AND d.limit_amount IS NULL)
                ORDER BY t.instance, t.user_id
                """,
                row -> new Held(
                        new RecordId(row.getLong("instance")),
                        new RecordId(row.getLong("user_id")),
                        new RecordId(row.getLong("instead_of"))),
                person,
                person,
                now,
                now);
    }

    private int giveBack(Held held, Instant now) {
        store.serialise(held.instance());
        return inRequest(held.instance(), now, place -> {
            if (standIns.covers(place, held.person(), held.deputy(), now)) {
                return List.of();
            }
            return place.entries().stream()
                    .filter(Entry::isOpen)
                    .filter(entry -> task(entry, held.deputy())
                            .filter(task -> held.person().equals(task.seat().insteadOf()))
                            .isPresent())
                    .map(entry -> back(entry, held))
                    .toList();
        });
    }

    private Move back(Entry entry, Held held) {
        var why = Stream.concat(
                        task(entry, held.deputy()).orElseThrow().reasons().stream()
                                .filter(reason -> !reason.isOfDeputy()),
                        Stream.of(Reason.cameBack(standIns.name(held.deputy()))))
                .toList();
        return new Move(entry, new NodeAction.ComeBack(held.deputy()), List.of(held.deputy(), held.person()), why);
    }

    /**
     * A place that changes hands.
     *
     * @param people who had it and who gets it
     */
    private record Move(Entry entry, NodeAction action, List<RecordId> people, List<Reason> why) {}

    private interface Moving {
        List<Move> of(Place place);
    }

    private int inRequest(RecordId instance, Instant now, Moving moving) {
        var place = store.serialised(instance)
                .filter(found -> !found.state().isFinal())
                .flatMap(found -> places.find(found, now));
        if (place.isEmpty()) {
            return 0;
        }
        var acting = Acting.byFlow(place.get(), now);
        return ScopedValue.where(Acting.CURRENT, acting).call(() -> (int) moving.of(place.get()).stream()
                .filter(move -> repairs.changeHands(
                        acting, place.get(), move.entry(), move.action(), move.people(), move.why()))
                .count());
    }

    /** The open task of a person at a step. */
    private static Optional<Task> task(Entry entry, RecordId person) {
        return entry.tasks().stream()
                .filter(task -> task.user().equals(person) && task.vote().isOpen())
                .findFirst();
    }
}
