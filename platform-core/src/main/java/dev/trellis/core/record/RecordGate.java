package dev.trellis.core.record;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Standing;
import dev.trellis.core.audit.AccessLog;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.expression.Rates;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.problem.Problem;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The gate over the tables of this workspace. */
@Singleton
class RecordGate implements Records {

    /** How many saves there were in a unit of work: rules may save, too, and the same record. */
    private static final Object SAVES = RecordGate.class;

    private final UnitOfWork unit;
    private final Sql sql;
    private final LiveModel live;
    private final Sights sights;
    private final SavePipeline pipeline;
    private final Previews previews;
    private final RecordReader reader;
    private final PageReader pages;
    private final Groups groups;
    private final HistoryReader histories;
    private final AccessLog accessLog;
    private final StoredRates rates;

    RecordGate(
            UnitOfWork unit,
            Sql sql,
            LiveModel live,
            Sights sights,
            SavePipeline pipeline,
            Previews previews,
            RecordReader reader,
            PageReader pages,
            Groups groups,
            HistoryReader histories,
            AccessLog accessLog,
            StoredRates rates) {
        this.unit = unit;
        this.sql = sql;
        this.live = live;
        this.sights = sights;
        this.pipeline = pipeline;
        this.previews = previews;
        this.reader = reader;
        this.pages = pages;
        this.groups = groups;
        this.histories = histories;
        this.accessLog = accessLog;
        this.rates = rates;
    }

    @Override
    public Rates rates() {
        return rates;
    }

    @Override
    public List<SaveResult> apply(Actor actor, List<Change> changes, Mode mode) {
        if (changes.isEmpty()) {
            return List.of();
        }
        var numbers = pipeline.draw(actor, changes);
        return unit.run(() -> {
            unit.kept().merge(SAVES, 1, (one, other) -> (int) one + (int) other);
            var savepoint = changes.size() > 1 ? sql.on(connection -> connection.setSavepoint()) : null;
            var results = pipeline.run(actor, changes, mode, numbers);
            if (mode == Mode.ALL && results.stream().anyMatch(result -> !(result instanceof SaveResult.Saved))) {
                if (savepoint != null) {
                    sql.<@Nullable Object>on(connection -> {
                        connection.rollback(savepoint);
                        return null;
                    });
                }
                return results.stream().map(RecordGate::notApplied).toList();
            }
            return results;
        });
    }

    @Override
    public Answered save(Actor actor, Change change, Set<String> paths) {
        var faults =
                paths.isEmpty() ? List.<Problem>of() : reading(actor, session -> reader.faults(session, change, paths));
        if (!faults.isEmpty()) {
            return new Answered(new SaveResult.NotApplied(), new FindResult.Invalid(faults));
        }
        var numbers = pipeline.draw(actor, List.of(change));
        var saved = unit.run(() -> {
            var saves = unit.kept().getOrDefault(SAVES, 0);
            var one = pipeline.one(actor, change, numbers);
            var isAlone = saves.equals(unit.kept().getOrDefault(SAVES, 0));
            unit.kept().merge(SAVES, 1, (some, more) -> (int) some + (int) more);
            return new Written(
                    one.result(),
                    isAlone
                            ? one.written().flatMap(pending -> WrittenRow.find(one.session(), pending, paths))
                            : Optional.empty());
        });
        return saved.result() instanceof SaveResult.Saved(var id, var _, var _)
                ? new Answered(saved.result(), saved.found().orElseGet(() -> find(actor, change.entity(), id, paths)))
                : new Answered(saved.result(), new FindResult.NotFound());
    }

    /** @param found the record, where the row that was written tells all of it */
    private record Written(SaveResult result, Optional<FindResult> found) {}

    private static SaveResult notApplied(SaveResult result) {
        return result instanceof SaveResult.Saved ? new SaveResult.NotApplied() : result;
    }

    @Override
    public Preview preview(Actor actor, Change change) {
        return unit.run(() -> previews.preview(pipeline.session(actor, live.current()), change));
    }

    @Override
    public FindResult find(Actor actor, String entity, RecordId id, Set<String> paths) {
        return reading(actor, session -> {
            var found = reader.find(session, entity, id, paths);
            if (found instanceof FindResult.Found(var record)) {
                note(session, entity, List.of(record));
            }
            return found;
        });
    }

    @Override
    public List<StoredRecord> among(Actor actor, String entity, Collection<RecordId> ids, Collection<String> paths) {
        return ids.isEmpty()
                ? List.of()
                : reading(actor, session -> {
                    var found = reader.among(session, entity, ids, paths);
                    note(session, entity, found);
                    return found;
                });
    }

    @Override
    public Set<RecordId> reached(Actor actor, String entity, Collection<RecordId> ids, Verb verb) {
        return ids.isEmpty() ? Set.of() : reading(actor, session -> reader.reached(session, entity, ids, verb));
    }

    @Override
    public QueryResult query(Actor actor, RecordQuery query) {
        return reading(actor, session -> {
            var found = pages.query(session, query);
            if (found instanceof QueryResult.Page page) {
                note(session, query.entity(), page.items());
            }
            return found;
        });
    }

    @Override
    public AggregateResult aggregate(Actor actor, RecordAggregate aggregate) {
        return reading(actor, session -> groups.read(session, aggregate));
    }

    @Override
    public HistoryResult history(Actor actor, String entity, RecordId id) {
        return reading(actor, session -> histories.read(session, entity, id));
    }

    @Override
    public QueryResult suggest(Actor actor, String entity, String text, int limit) {
        return reading(actor, session -> {
            var shape = session.model().shape(entity);
            var title = shape.map(found -> List.of(found.title().id())).orElse(List.of());
            var sort = title.stream()
                    .map(path -> new dev.trellis.core.metadata.ListDefinition.SortKey(path, false))
                    .toList();
            var query =
                    RecordQuery.of(entity, title).searching(text).sorted(sort).page(0, limit);
            return pages.query(session, query, true);
        });
    }

    @Override
    public Optional<Standing> standing(Actor.Person person, String entity, RecordId id) {
        return reading(person, session -> reader.standing(session, entity, id));
    }

    @Override
    public VisibleSchema schema(Actor actor) {
        return sights.of(live.current(), actor).schema();
    }

    @Override
    public VisibleSchema schema(Actor actor, String entity, RecordId id) {
        return reading(actor, session -> reader.schema(session, entity, id));
    }

    @Override
    public VisibleSchema schema(Actor actor, String entity, RecordId id, Collection<String> paths) {
        return reading(actor, session -> reader.schema(session, entity, id, paths));
    }

    /** Keeps who was shown what, where the entity asks for it. */
    private void note(Session session, String entity, List<StoredRecord> shown) {
        var isKept = session.model()
                .shape(entity)
                .filter(shape -> shape.entity().sensitive())
                .isPresent();
        if (isKept && !shown.isEmpty() && session.actor() instanceof Actor.Person person) {
            accessLog.note(person, entity, shown.stream().map(StoredRecord::id).toList());
        }
    }

    private <T> T reading(Actor actor, Function<Session, T> work) {
        return unit.read(() -> work.apply(pipeline.session(actor, live.current())));
    }
}
