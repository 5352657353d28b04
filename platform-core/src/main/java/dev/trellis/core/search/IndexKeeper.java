package dev.trellis.core.search;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.OutboxEvent;
import dev.trellis.core.database.OutboxFollower;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordChanged;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.RecordQuery.Count;
import dev.trellis.core.record.Records;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this node's index up to date: takes in what the outbox tells and reads whole entities where the index does not
 * hold what the published metadata asks for. All writing happens here, one step at a time; each step reads the records
 * as they are now, so doing one again does no harm.
 */
@Singleton
final class IndexKeeper {

    /** Raised when the entries of the same text change: an older index is then made anew. */
    static final String FORMAT = "3";

    private static final Actor READER = new Actor.Platform(Actor.Purpose.SEARCH);
    private static final int EVENTS = 500;
    private static final int PAGE = 500;
    private static final long COMMIT_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long REFRESH_NANOS = Duration.ofSeconds(2).toNanos();

    private final IndexSettings settings;
    private final Words words;
    private final LiveMetadata live;
    private final Records records;
    private final Intake intake;
    private final UnitOfWork unit;
    private final Sql sql;
    private final Notes notes = new Notes();
    private volatile @Nullable SearchIndex index;
    private volatile Planned planned = new Planned(null, new IndexPlan(Map.of()));
    private volatile IndexState state = IndexState.EMPTY;
    private @Nullable OutboxFollower follower;
    private List<OutboxEvent> pending = List.of();
    private @Nullable Reading reading;
    private boolean isDirty;
    private long committedAt = System.nanoTime();
    private long refreshedAt = System.nanoTime();

    IndexKeeper(
            IndexSettings settings,
            Words words,
            LiveMetadata live,
            Records records,
            Intake intake,
            UnitOfWork unit,
            Sql sql) {
        this.settings = settings;
        this.words = words;
        this.live = live;
        this.records = records;
        this.intake = intake;
        this.unit = unit;
        this.sql = sql;
    }

    private record Planned(@Nullable Metadata metadata, IndexPlan plan) {
        Planned(@Nullable Metadata metadata, IndexPlan plan) {
            this.metadata = metadata;
            this.plan = plan;
        }
    }

    IndexState state() {
        return state;
    }

    /** Returns the index, opening it first where nobody has. */
    SearchIndex index() {
        var open = index;
        return open == null ? open() : open;
    }

    /** Returns where the texts of the published metadata go; the index may still hold an older arrangement. */
    IndexPlan plan() {
        var metadata = live.current();
        var known = planned;
        if (!metadata.equals(known.metadata())) {
            known = new Planned(metadata, IndexPlan.of(metadata));
            planned = known;
        }
        return known.plan();
    }

    private synchronized SearchIndex open() {
        var known = index;
        if (known != null) {
            return known;
        }
        var opened = new SearchIndex(words, IndexFiles.open(settings));
        if (notes.read(opened.facts()) && isOurs(notes.head())) {
            follower = new OutboxFollower(unit, sql, RecordChanged.TOPIC, notes.resumeAt());
        } else {
            opened.clear();
            notes.clear();
            follower = new OutboxFollower(unit, sql, RecordChanged.TOPIC, OutboxFollower.now());
        }
        pending = List.of();
        reading = null;
        index = opened;
        return opened;
    }

    /** An index of another database, or of one that was set back to an older state, is no use. */
    private boolean isOurs(long head) {
        return head == 0
                || !unit.run(() -> sql.list("SELECT id FROM t_outbox WHERE id = ?", row -> row.getLong(1), head))
                        .isEmpty();
    }

    /** Makes one step; returns whether there may be another one to make at once. */
    synchronized boolean step() throws IOException {
        var open = index();
        int events = follow(open);
        boolean isReading = events < EVENTS && readOn(open);
        // Fewer than a batch are all that there is by now; what comes in the meantime is taken in together.
        boolean more = events == EVENTS || isReading;
        if (isDirty && (!more || System.nanoTime() - refreshedAt > REFRESH_NANOS)) {
            open.refresh();
            refreshedAt = System.nanoTime();
        }
        if (isDirty && System.nanoTime() - committedAt > COMMIT_NANOS) {
            commit(open);
        }
        if (!more) {
            state = new IndexState(true, 0, 0);
        }
        return more;
    }

    /** Reads everything again, while the index stays in use. */
    synchronized void readAgain() {
        index();
        notes.clear();
        reading = null;
        state = IndexState.EMPTY;
    }

    /** Lets go of an index that failed; the next step opens it as it was at its last commit, or makes it anew. */
    synchronized void giveUp() {
        var open = index;
        index = null;
        state = IndexState.EMPTY;
        if (open != null) {
            open.giveUp();
        }
    }

    synchronized void close() throws IOException {
        var open = index;
        if (open != null) {
            commit(open);
            open.close();
            index = null;
        }
    }

    private void commit(SearchIndex open) throws IOException {
        var following = follower;
        if (following != null) {
            open.commit(notes.facts(following.resumeAt()));
        }
        committedAt = System.nanoTime();
        isDirty = false;
    }

    /** Takes in what happened; events that could not be taken in stay for the next step. */
    private int follow(SearchIndex open) throws IOException {
        var following = follower;
        if (following == null) {
            return 0;
        }
        if (pending.isEmpty()) {
            pending = following.next(EVENTS);
        }
        var changed = new LinkedHashMap<String, Set<RecordId>>();
        for (var event : pending) {
            var change = RecordChanged.read(event.payload());
            changed.computeIfAbsent(change.entity(), _ -> new LinkedHashSet<>()).add(change.id());
            notes.saw(event.id());
        }
        for (var entry : changed.entrySet()) {
            take(open, entry.getKey(), entry.getValue());
        }
        int taken = pending.size();
        pending = List.of();
        isDirty |= taken > 0;
        return taken;
    }

    private void take(SearchIndex open, String entity, Set<RecordId> ids) throws IOException {
        var texts = plan().entities().get(entity);
        if (texts == null) {
            return;
        }
        var gone = new LinkedHashSet<>(ids);
        var found = records.among(READER, entity, ids, paths(texts));
        intake.put(open, texts, found, round(entity));
        found.forEach(record -> gone.remove(record.id()));
        for (var id : gone) {
            open.remove(id);
        }
    }

    /** A record taken in during a reading must not look like a leftover of the one before. */
    private String round(String entity) {
        var under = reading;
        return under != null && under.texts().entity().equals(entity) ? under.round() : notes.round(entity);
    }

    private static List<String> paths(IndexPlan.Texts texts) {
        var paths = new ArrayList<>(texts.places().keySet());
        paths.add(SystemFields.OWNER);
        paths.add(SystemFields.DEPARTMENT);
        return paths;
    }

    /** Takes in one page of an entity that the index does not hold as it should. */
    private boolean readOn(SearchIndex open) throws IOException {
        var plan = plan();
        var under = reading;
        if (under == null
                || !under.texts().equals(plan.entities().get(under.texts().entity()))) {
            under = next(open, plan);
            reading = under;
        }
        if (under == null) {
            return false;
        }
        var texts = under.texts();
        var query = new RecordQuery(
                texts.entity(), paths(texts), null, Map.of(), null, List.of(), PAGE, under.after(), 0, Count.NONE);
        var page = page(query);
        intake.put(open, texts, page.items(), under.round());
        isDirty = true;
        state = new IndexState(false, state.done() + page.items().size(), state.total());
        if (page.next() != null) {
            reading = under.goingOn(page.next());
            return true;
        }
        open.removeOthers(texts.entity(), under.round());
        notes.done(texts, under.round());
        reading = null;
        return true;
    }

    private @Nullable Reading next(SearchIndex open, IndexPlan plan) throws IOException {
        for (var entity : notes.entities()) {
            if (!plan.entities().containsKey(entity)) {
                open.removeEntity(entity);
                notes.forget(entity);
                isDirty = true;
            }
        }
        var stale = plan.entities().values().stream()
                .filter(texts -> !notes.holds(texts))
                .toList();
        if (stale.isEmpty()) {
            return null;
        }
        if (state.complete() || state.total() == 0) {
            state = new IndexState(
                    false, 0, stale.stream().mapToLong(this::count).sum());
        }
        return new Reading(stale.getFirst(), Long.toString(System.currentTimeMillis(), 36), null);
    }

    private long count(IndexPlan.Texts texts) {
        var count = page(RecordQuery.of(texts.entity(), List.of()).page(0, 1).counting(Count.EXACT))
                .count();
        return count == null ? 0 : count.value();
    }

    private QueryResult.Page page(RecordQuery query) {
        return switch (records.query(READER, query)) {
            case QueryResult.Page page -> page;
            case QueryResult.Invalid(var problems) -> throw new TrellisException("The index cannot read: " + problems);
            case QueryResult.Denied(var problem) -> throw new TrellisException("The index may not read: " + problem);
        };
    }
}
