package dev.trellis.core.merge;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.Database;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.duplicate.DuplicateRule;
import dev.trellis.core.duplicate.DuplicateRule.Side;
import dev.trellis.core.duplicate.MatchKeys;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.merge.DuplicateStore.Pair;
import dev.trellis.core.merge.DuplicateStore.Scan;
import dev.trellis.core.metadata.DuplicateDefinition;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through all keys of a rule for records that share one, some keys per unit of work: a crash costs nothing and any
 * node goes on.
 */
@Singleton
class DuplicateScan implements ApplicationEventListener<StartupEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(DuplicateScan.class);
    private static final Actor ACTOR = new Actor.Platform(Actor.Purpose.SEARCH);
    private static final int ROWS = 20_000;
    /** What shares a key with more records is held against these only. */
    private static final int COMPARED = 30;

    private static final int READ = 500;
    private static final long PAUSE_MILLIS = 1_000;

    private final Database database;
    private final UnitOfWork unit;
    private final Records records;
    private final MatchKeys keys;
    private final DuplicateStore store;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("duplicates").factory());

    DuplicateScan(Database database, UnitOfWork unit, Records records, MatchKeys keys, DuplicateStore store) {
        this.database = database;
        this.unit = unit;
        this.records = records;
        this.keys = keys;
        this.store = store;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        var _ = clock.scheduleWithFixedDelay(this::look, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            while (database.isReady() && !clock.isShutdown() && step()) {
                LOG.trace("Looking for duplicates goes on");
            }
        } catch (RuntimeException e) {
            LOG.warn("Looking for duplicates failed, it will be tried again", e);
        }
    }

    /** Does the next piece of work; false if there was none. */
    boolean step() {
        return unit.run(() -> {
            var scan = store.take();
            scan.ifPresent(this::run);
            return scan.isPresent();
        });
    }

    private void run(Scan scan) {
        var rule = records.schema(ACTOR).metadata().all(DuplicateDefinition.class).stream()
                .filter(found -> found.id().equals(scan.rule()))
                .map(DuplicateRule::new)
                .findFirst();
        if (rule.isEmpty()) {
            store.finish(scan);
            return;
        }
        var boundary = store.boundary(scan, ROWS);
        long last = boundary.orElse(Long.MAX_VALUE);
        var shared = keys.findAll(scan.rule(), store.shared(scan, last));
        var pairs = pairs(rule.get(), shared.values());
        store.add(scan, pairs);
        store.advance(scan, last, pairs.size());
        if (boundary.isEmpty()) {
            store.finish(scan);
        }
    }

    private Set<Pair> pairs(DuplicateRule rule, Iterable<Set<RecordId>> groups) {
        var ids = new TreeSet<RecordId>();
        groups.forEach(ids::addAll);
        var read = read(rule, List.copyOf(ids));
        var pairs = new LinkedHashSet<Pair>();
        for (var group : groups) {
            var there = new ArrayList<StoredRecord>();
            new TreeSet<>(group).forEach(id -> {
                var record = read.get(id);
                if (record != null) {
                    there.add(record);
                }
            });
            for (int i = 1; i < there.size(); i++) {
                for (int j = 0; j < Math.min(i, COMPARED); j++) {
                    var one = there.get(j);
                    var other = there.get(i);
                    if (rule.matches(one::value, other::value)) {
                        pairs.add(new Pair(one.id(), other.id(), rule.id()));
                    }
                }
            }
        }
        return pairs;
    }

    private Map<RecordId, StoredRecord> read(DuplicateRule rule, List<RecordId> ids) {
        var found = new HashMap<RecordId, StoredRecord>();
        var paths = new HashSet<>(rule.fields(Side.SOUGHT));
        for (int at = 0; at < ids.size(); at += READ) {
            var part = ids.subList(at, Math.min(ids.size(), at + READ));
            records.among(ACTOR, rule.definition().sought(), part, paths)
                    .forEach(record -> found.put(record.id(), record));
        }
        return found;
    }

    /** Ends after the step under way. */
    @PreDestroy
    void close() throws InterruptedException {
        clock.shutdownNow();
        if (!clock.awaitTermination(10, TimeUnit.SECONDS)) {
            LOG.warn("Duplicates are still looked for while this node stops; another one or the next start goes on");
        }
    }
}
