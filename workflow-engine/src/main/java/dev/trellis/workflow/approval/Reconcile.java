package dev.trellis.workflow.approval;

import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.engine.FlowableEngine;
import dev.trellis.workflow.engine.FlowableEngine.Waiting;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares what our tables, the engine and the records say about requests: all that run, and those that have ended within
 * a day. What looks different is looked at again while every change of it waits, so that work under way is no difference.
 * Mends nothing: a difference is a fault.
 */
@Singleton
public final class Reconcile {

    private static final Duration LOOKS_BACK = Duration.ofDays(1);

    private final UnitOfWork unit;
    private final Sql sql;
    private final ApprovalStore store;
    private final WorkStore works;
    private final Beside beside;
    private final RecordReader reader;
    private final FlowableEngine engine;
    private final DatabaseClock clock;

    Reconcile(
            UnitOfWork unit,
            Sql sql,
            ApprovalStore store,
            WorkStore works,
            Beside beside,
            RecordReader reader,
            FlowableEngine engine,
            DatabaseClock clock) {
        this.unit = unit;
        this.sql = sql;
        this.store = store;
        this.works = works;
        this.beside = beside;
        this.reader = reader;
        this.engine = engine;
        this.clock = clock;
    }

    /** Something that two of them say differently. */
    public record Difference(RecordId instance, String what) {}

    public List<Difference> differences() {
        engine.awaitReady();
        var since = clock.instant().minus(LOOKS_BACK);
        var found = new ArrayList<Difference>();
        for (var id : unit.run(() -> instances(since))) {
            if (!unit.run(() -> look(id)).isEmpty()) {
                // Work may have been under way: what is still different while everything waits, is so.
                found.addAll(unit.run(() -> {
                    store.serialise(id);
                    store.serialised(id);
                    return look(id);
                }));
            }
        }
        return found;
    }

    private List<Difference> look(RecordId id) {
        var found = new ArrayList<Difference>();
        store.instance(id).ifPresent(instance -> compare(instance, found));
        return found;
    }

    private List<RecordId> instances(Instant since) {
        return sql.list(
                "SELECT id FROM t_approval_instance WHERE running = 1 OR ended_at > ? ORDER BY id",
                row -> new RecordId(row.getLong("id")),
                since);
    }

    private void compare(Instance instance, List<Difference> found) {
        var process = instance.process();
        var holds = process != null && engine.holds(process);
        if (holds == instance.state().isFinal()) {
            add(found, instance, holds ? "ended, but the engine runs on" : "runs, but the engine has ended");
        }
        lock(instance).ifPresent(what -> add(found, instance, what));
        var open = open(instance);
        if (instance.state().isFinal()) {
            if (!open.isEmpty()) {
                add(found, instance, "ended, but waits for " + open);
            }
            var timers = sql.one(
                            "SELECT COUNT(*) FROM t_approval_timer WHERE instance = ?",
                            row -> row.getInt(1),
                            instance.id())
                    .orElse(0);
            if (timers > 0) {
                add(found, instance, "ended, but has time limits");
            }
        } else if (instance.state() == ApprovalState.RUNNING && process != null) {
            var waiting = engine.standsAt(process).stream().map(Waiting::task).collect(Collectors.toSet());
            if (open.isEmpty() || !waiting.equals(open)) {
                add(found, instance, "waits for " + open + ", the engine for " + waiting);
            }
        }
    }

    /** The engine's tasks at which our tables say that the request waits. */
    private Set<String> open(Instance instance) {
        return new HashSet<>(Stream.concat(
                        store.entries(instance.id()).stream()
                                .filter(Entry::isOpen)
                                .map(Entry::flowTask),
                        works.of(instance.id()).stream().filter(Work::isOpen).map(Work::flowTask))
                .toList());
    }

    private Optional<String> lock(Instance instance) {
        var record = reader.find(instance.entity(), instance.record());
        if (record.isEmpty()) {
            return instance.state().isFinal() ? Optional.empty() : Optional.of("runs, but the record is gone");
        }
        var lock = record.get().lock();
        var holds = instance.id().equals(lock);
        var should = switch (instance.state()) {
            case RUNNING, SUSPENDED -> true;
            case RETURNED -> false;
            case APPROVED, REJECTED, WITHDRAWN, CANCELLED -> holds && beside.mayStayLocked(instance);
        };
        if (should && !holds && instance.isBeside()) {
            // One of those that run beside one another holds it for all.
            holds = store.running(instance.entity(), instance.record()).stream()
                    .anyMatch(other -> other.id().equals(lock) && Beside.holds(other));
        }
        return holds == should
                ? Optional.empty()
                : Optional.of(holds ? "holds the record's lock and should not" : "does not hold the record's lock");
    }

    private static void add(List<Difference> found, Instance instance, String what) {
        found.add(new Difference(instance.id(), what));
    }
}
