package dev.trellis.workflow.pool;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.PoolDefinition;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes records out of pools and puts them back. Of several who want the same record exactly one gets it; nobody gets more
 * than the limits allow, because everybody's turns come one after the other.
 */
@Singleton
public final class Pools {

    private final UnitOfWork unit;
    private final PoolRecords records;
    private final PoolLog log;
    private final Records gate;

    Pools(UnitOfWork unit, PoolRecords records, PoolLog log, Records gate) {
        this.unit = unit;
        this.records = records;
        this.log = log;
        this.gate = gate;
    }

    /** What a pool leaves to somebody today; a limit of 0 is none. */
    public record Allowance(PoolDefinition pool, int claimedToday, long holding) {}

    /** One thing that happened to a record in a pool. */
    public record Event(String pool, String kind, String user, String by, String reason, Instant at) {}

    /** Returns the pools that admit a person. */
    public List<PoolDefinition> of(Actor.Person person) {
        return records.metadata().all(PoolDefinition.class).stream()
                .filter(pool -> pool.admits(person.roles()))
                .toList();
    }

    /** Tells how much of the limits a person has used. */
    public Allowance allowance(Actor.Person person, PoolDefinition pool) {
        return unit.run(() -> new Allowance(
                pool, log.claims(pool, person.user(), startOfDay(log.now())), records.holding(pool, person.user())));
    }

    /** Tells what happened to a record in pools, newest first; empty where it does not exist for the person. */
    public Optional<List<Event>> history(Actor.Person person, String entity, RecordId id) {
        if (!records.isVisible(person, entity, id)) {
            return Optional.empty();
        }
        return Optional.of(unit.run(() -> log.of(id).stream()
                .map(entry -> new Event(
                        entry.pool(),
                        entry.kind().name().toLowerCase(java.util.Locale.ROOT),
                        records.name(entry.user()),
                        records.name(entry.by()),
                        entry.reason(),
                        entry.at()))
                .toList()));
    }

    /** Gives a record of a pool to the member who asks for it first. */
    public SaveResult claim(Actor.Person person, String entity, RecordId id) {
        // Most of those who want the same record come too late, and are told so without waiting for anybody.
        var late = unit.read(() -> records.find(entity, id)
                        .flatMap(found -> PoolRecords.pool(records.metadata(), found))
                        .isPresent()
                ? Optional.<SaveResult>empty()
                : Optional.of(notThere(person, entity, id)));
        return late.orElseGet(() -> take(person, entity, id));
    }

    private SaveResult take(Actor.Person person, String entity, RecordId id) {
        return inUnit(() -> {
            log.take(entity, person.user());
            var now = log.now();
            var record = records.find(entity, id);
            var pool = record.flatMap(found -> PoolRecords.pool(records.metadata(), found));
            if (record.isEmpty() || pool.isEmpty()) {
                return notThere(person, entity, id);
            }
            if (!pool.get().admits(person.roles())) {
                return records.isVisible(person, entity, id)
                        ? denied(PoolProblem.NOT_A_MEMBER, pool.get())
                        : new SaveResult.NotFound();
            }
            var refusal =
                    limits(pool.get(), person.user(), now).or(() -> coolingDown(pool.get(), id, person.user(), now));
            return refusal.<SaveResult>map(problem -> new SaveResult.Rejected(List.of(problem)))
                    .orElseGet(() -> give(person, pool.get(), record.get(), person.user(), PoolLog.Kind.CLAIMED));
        });
    }

    /** Gives a record of a pool to somebody, by an administrator of the pool. */
    public SaveResult assign(Actor.Person administrator, String entity, RecordId id, RecordId to) {
        return inUnit(() -> {
            log.take(entity, to);
            var record = records.find(entity, id);
            var pool = record.flatMap(found -> PoolRecords.pool(records.metadata(), found));
            if (record.isEmpty() || pool.isEmpty()) {
                return notThere(administrator, entity, id);
            }
            if (!pool.get().isRunBy(administrator.roles())) {
                return records.isVisible(administrator, entity, id)
                        ? denied(PoolProblem.NOT_AN_ADMINISTRATOR, pool.get())
                        : new SaveResult.NotFound();
            }
            if (!records.isActive(to)) {
                return new SaveResult.Rejected(List.of(Problem.at(SystemFields.OWNER, PoolProblem.UNKNOWN_PERSON)));
            }
            return holding(pool.get(), to)
                    .<SaveResult>map(problem -> new SaveResult.Rejected(List.of(problem)))
                    .orElseGet(() -> give(administrator, pool.get(), record.get(), to, PoolLog.Kind.ASSIGNED));
        });
    }

    /**
     * Deals records out to several people, one after the other; whoever is full is passed over.
     *
     * @return what became of each record, in order
     */
    public Map<RecordId, SaveResult> deal(
            Actor.Person administrator, String entity, List<RecordId> ids, List<RecordId> people) {
        var results = new LinkedHashMap<RecordId, SaveResult>();
        int turn = 0;
        for (var id : ids) {
            SaveResult result = new SaveResult.NotApplied();
            for (int tried = 0; tried < people.size(); tried++) {
                result = assign(administrator, entity, id, people.get(turn++ % people.size()));
                var isFull = result instanceof SaveResult.Rejected(var problems)
                        && problems.getFirst().code().equals(PoolProblem.HOLDING_LIMIT);
                if (!isFull) {
                    break;
                }
            }
            results.put(id, result);
        }
        return results;
    }

    /** Puts a record back into a pool, by its owner or whoever may hand it over. */
    public SaveResult release(Actor.Person person, String entity, RecordId id, String pool, String reason) {
        return inUnit(() -> {
            var record = records.find(entity, id);
            if (record.isEmpty() || !records.isVisible(person, entity, id)) {
                return new SaveResult.NotFound();
            }
            var into = records.metadata().pools(entity).stream()
                    .filter(each -> each.id().equals(pool))
                    .findFirst();
            if (into.isEmpty()) {
                return new SaveResult.Rejected(
                        List.of(Problem.at("pool", PoolProblem.UNKNOWN_POOL).with("given", pool)));
            }
            if (!(record.get().value(SystemFields.OWNER) instanceof RecordId owner)) {
                return new SaveResult.Rejected(List.of(Problem.at("", PoolProblem.NOT_IN_POOL)));
            }
            if (!owner.equals(person.user()) && !gate.schema(person).may(entity, Verb.TRANSFER)) {
                return denied(PoolProblem.NOT_THE_OWNER, into.get());
            }
            var saved = records.putBack(person, into.get(), record.get(), reason);
            if (saved instanceof SaveResult.Saved) {
                log.append(into.get(), id, PoolLog.Kind.RELEASED, owner, person.user(), reason);
            }
            return saved;
        });
    }

    private SaveResult inUnit(java.util.function.Supplier<SaveResult> work) {
        return unit.run(() -> {
            var result = work.get();
            if (!(result instanceof SaveResult.Saved)) {
                unit.rollBack();
            }
            return result;
        });
    }

    private SaveResult give(Actor.Person by, PoolDefinition pool, StoredRecord record, RecordId to, PoolLog.Kind kind) {
        var saved = records.give(by, pool, record, to);
        if (saved instanceof SaveResult.Saved) {
            log.append(pool, record.id(), kind, to, by.user(), "");
            return saved;
        }
        return saved instanceof SaveResult.Conflict ? notThere(by, pool.entity(), record.id()) : saved;
    }

    /** Somebody was first, or the record never was there; members of its pool learn who. */
    private SaveResult notThere(Actor.Person person, String entity, RecordId id) {
        var last = log.last(id);
        var isMember = last.flatMap(entry -> records.metadata().pools(entity).stream()
                        .filter(pool -> pool.id().equals(entry.pool()))
                        .findFirst())
                .filter(pool -> pool.admits(person.roles()))
                .isPresent();
        var isGiven = last.map(PoolLog.Entry::kind)
                .filter(kind -> kind == PoolLog.Kind.CLAIMED || kind == PoolLog.Kind.ASSIGNED)
                .isPresent();
        if (isMember && isGiven) {
            return new SaveResult.Rejected(List.of(Problem.at("", PoolProblem.ALREADY_CLAIMED)
                    .with("name", records.name(last.get().user()))));
        }
        return records.isVisible(person, entity, id)
                ? new SaveResult.Rejected(List.of(Problem.at("", PoolProblem.NOT_IN_POOL)))
                : new SaveResult.NotFound();
    }

    private Optional<Problem> limits(PoolDefinition pool, RecordId user, Instant now) {
        int most = pool.limits().perDay();
        if (most > 0 && log.claims(pool, user, startOfDay(now)) >= most) {
            return Optional.of(Problem.at("", PoolProblem.DAY_LIMIT)
                    .with("pool", pool.label())
                    .with("limit", most));
        }
        return holding(pool, user);
    }

    private Optional<Problem> holding(PoolDefinition pool, RecordId user) {
        int most = pool.limits().holding();
        if (most == 0) {
            return Optional.empty();
        }
        long held = records.holding(pool, user);
        return held < most
                ? Optional.empty()
                : Optional.of(Problem.at("", PoolProblem.HOLDING_LIMIT)
                        .with("name", records.name(user))
                        .with("held", held)
                        .with("limit", most));
    }

    private Optional<Problem> coolingDown(PoolDefinition pool, RecordId id, RecordId user, Instant now) {
        int days = pool.limits().coolDownDays();
        return days == 0
                ? Optional.empty()
                : log.lost(pool, id, user)
                        .map(lost -> lost.plus(Duration.ofDays(days)))
                        .filter(now::isBefore)
                        .map(until -> Problem.at("", PoolProblem.COOLING_DOWN)
                                .with("days", days)
                                .with(
                                        "date",
                                        until.atZone(records.metadata().zone())
                                                .toLocalDate()
                                                .toString()));
    }

    private Instant startOfDay(Instant now) {
        var zone = records.metadata().zone();
        return now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    }

    private static SaveResult denied(dev.trellis.core.problem.ProblemCode code, PoolDefinition pool) {
        return new SaveResult.Denied(Problem.at("", code).with("pool", pool.label()));
    }
}
