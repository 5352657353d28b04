package dev.trellis.core.record;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.expression.FunctionCalls;
import dev.trellis.core.expression.Rates;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.sharing.ShareStore;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The stages of a save, each over the whole batch: read, permit, merge, compute, permit again, rules, checks, write.
 * Nothing is written before every stage has spoken.
 */
@Singleton
class SavePipeline {

    private final LiveModel live;
    private final People people;
    private final Sights sights;
    private final RecordStore store;
    private final HistoryStore history;
    private final Events events;
    private final Numbering numbering;
    private final RecordIds ids;
    private final Sql sql;
    private final Extensions extensions;
    private final Propagation propagation;
    private final ShareStore shares;
    private final DuplicateGuard duplicates;
    private final Departures departures;
    private final FunctionCalls functions;
    private final Rates rates;
    private final DatabaseClock clock;

    SavePipeline(
            LiveModel live,
            People people,
            Sights sights,
            RecordStore store,
            HistoryStore history,
            Events events,
            Numbering numbering,
            RecordIds ids,
            Sql sql,
            Extensions extensions,
            Propagation propagation,
            ShareStore shares,
            DuplicateGuard duplicates,
            Departures departures,
            FunctionCalls functions,
            Rates rates,
            DatabaseClock clock) {
        this.live = live;
        this.people = people;
        this.sights = sights;
        this.store = store;
        this.history = history;
        this.events = events;
        this.numbering = numbering;
        this.ids = ids;
        this.sql = sql;
        this.extensions = extensions;
        this.propagation = propagation;
        this.shares = shares;
        this.duplicates = duplicates;
        this.departures = departures;
        this.functions = functions;
        this.rates = rates;
        this.clock = clock;
    }

    Session session(Actor actor, Model model) {
        return Session.of(
                actor,
                sights.of(model, actor),
                model,
                store,
                shares,
                functions,
                rates,
                extensions::grants,
                clock.instant());
    }

    /** Draws, once, what must not be drawn again when the unit of work runs again. */
    List<Map<String, String>> draw(Actor actor, List<Change> changes) {
        var model = live.current();
        var session = session(actor, model);
        var today = session.now().atZone(model.schema().zone()).toLocalDate();
        var drawn = new ArrayList<Map<String, String>>(changes.size());
        for (var change : changes) {
            var numbers = new HashMap<String, String>();
            var shape = model.shape(change.entity());
            if (change instanceof Change.Create
                    && shape.isPresent()
                    && session.access(shape.get()).may(Verb.CREATE)) {
                for (var field : shape.get().designed()) {
                    field.numbering()
                            .filter(number -> !number.gapless())
                            .ifPresent(number -> numbers.put(
                                    field.id(),
                                    numbering.draw(shape.get(), field, number.pattern(), today, changes.size())));
                }
            }
            drawn.add(numbers);
        }
        return drawn;
    }

    /** What became of one change; with what nothing has written since, where that is sure. */
    record One(SaveResult result, Session session, Optional<Pending> written) {}

    /** As {@link #run}, of one change alone. */
    One one(Actor actor, Change change, List<Map<String, String>> numbers) {
        var session = session(actor, live.confirmed());
        var turn = turn(session, List.of(change), Records.Mode.ALL, numbers);
        var written = turn.batch().stream()
                .filter(pending -> pending.hasWrittenValues()
                        && !turn.computed().contains(pending.after().id()))
                .findFirst();
        return new One(turn.results().getFirst(), session, written);
    }

    /** Runs inside the unit of work; a record that occurs twice is saved in turns. */
    List<SaveResult> run(Actor actor, List<Change> changes, Records.Mode mode, List<Map<String, String>> numbers) {
        var model = live.confirmed();
        var results = new ArrayList<SaveResult>();
        if (endOfTurn(changes, 0) < changes.size()) {
            StoredStage.lock(store, model, changes);
        }
        int from = 0;
        while (from < changes.size()) {
            int to = endOfTurn(changes, from);
            results.addAll(turn(session(actor, model), changes.subList(from, to), mode, numbers.subList(from, to))
                    .results());
            from = to;
        }
        return results;
    }

    private static int endOfTurn(List<Change> changes, int from) {
        var seen = new HashSet<>();
        for (int i = from; i < changes.size(); i++) {
            var id = StoredStage.id(changes.get(i));
            if (id != null && !seen.add(id)) {
                return i;
            }
        }
        return changes.size();
    }

    /** @param computed the records that were computed again because of what was written */
    private record Turn(List<SaveResult> results, List<Pending> batch, Set<RecordId> computed) {}

    private Turn turn(Session session, List<Change> changes, Records.Mode mode, List<Map<String, String>> numbers) {
        var slots = new ArrayList<Optional<Pending>>();
        for (int i = 0; i < changes.size(); i++) {
            var change = changes.get(i);
            var own = numbers.get(i);
            slots.add(session.model().shape(change.entity()).map(shape -> new Pending(change, shape, own)));
        }
        var batch = slots.stream().flatMap(Optional::stream).toList();
        check(session, batch, true);
        var refused =
                slots.stream().anyMatch(slot -> slot.isEmpty() || !slot.get().isOpen());
        var computed = new HashSet<RecordId>();
        if (!functions.isWaiting() && (mode == Records.Mode.EACH || !refused)) {
            var writes = new Writes(session, store, history, events, numbering, duplicates);
            var written = new UniqueWrites(session, sql, store, writes, duplicates).run(batch, mode);
            store.trees().write(written);
            batch.forEach(pending -> people.changed(pending.shape().id()));
            computed.addAll(propagation.run(session.model(), written));
            departures.follow(session, batch);
            departures.back(session, batch);
            new RuleStage(session, extensions.rules()).written(batch);
        }
        var results = slots.stream()
                .map(slot -> slot.map(
                                pending -> Optional.ofNullable(pending.result()).orElseGet(SaveResult.NotApplied::new))
                        .orElseGet(SaveResult.NotFound::new))
                .toList();
        return new Turn(results, batch, computed);
    }

    /** Takes changes through everything but the writing. */
    void check(Session session, List<Pending> batch, boolean forWriting) {
        new StoredStage(session, store, history).run(batch, forWriting);
        var merge = new Merge(session, ids);
        batch.stream().filter(Pending::isOpen).forEach(merge::run);
        batch.stream().filter(Pending::writesValues).forEach(pending -> stampDepartment(pending));
        var rules = new RuleStage(session, extensions.rules());
        new Computation(session).run(batch, () -> rules.complete(batch));
        var access = new AccessStage(session);
        batch.forEach(access::run);
        rules.run(batch);
        new Checks(session, store).run(batch);
        duplicates.check(session, batch);
        departures.check(session, batch);
        departures.gather(session, batch);
        for (var pending : batch) {
            if (pending.isOpen() && !pending.problems().isEmpty()) {
                pending.close(new SaveResult.Rejected(pending.problems()));
            }
        }
    }

    /** A record belongs to the department to which its owner belonged when it became the owner. */
    private void stampDepartment(Pending pending) {
        var shape = pending.shape();
        var ownerChanged = pending.isCreate() || pending.written().contains(SystemFields.OWNER);
        if (shape.isOwned()
                || !ownerChanged
                || shape.field(SystemFields.DEPARTMENT).isEmpty()) {
            return;
        }
        var owner = pending.after().owner();
        pending.after()
                .set(
                        SystemFields.DEPARTMENT,
                        owner == null
                                ? null
                                : people.organisation().departmentOf(owner).orElse(null));
    }
}
