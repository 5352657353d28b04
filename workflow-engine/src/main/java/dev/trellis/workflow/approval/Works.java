package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.FlowNodes.Call;
import dev.trellis.core.metadata.FlowNodes.Data;
import dev.trellis.core.metadata.FlowNodes.Delay;
import dev.trellis.core.metadata.FlowNodes.SubFlow;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.workflow.approval.RequestFacts.Effect;
import dev.trellis.workflow.people.KnownPeople;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does what flows do by themselves, where a flow has just come: in its transaction, once for each arrival. */
@Singleton
final class Works {

    private final Records records;
    private final Sql sql;
    private final WorkStore store;
    private final RecordTurns turns;
    private final RecordReader reader;
    private final Provider<SubFlows> subFlows;

    Works(
            Records records,
            Sql sql,
            WorkStore store,
            RecordTurns turns,
            RecordReader reader,
            Provider<SubFlows> subFlows) {
        this.records = records;
        this.sql = sql;
        this.store = store;
        this.turns = turns;
        this.reader = reader;
        this.subFlows = subFlows;
    }

    /** What came of it: the flow goes on, it waits, or it stands still. */
    sealed interface Result {

        record Done() implements Result {}

        record Waits() implements Result {}

        record Stuck(List<Problem> problems) implements Result {
            public Stuck {
                problems = List.copyOf(problems);
            }
        }
    }

    /** Does it; of what is refused nothing stays. */
    Result run(Acting acting, Place place, Work work) {
        return guarded(() -> begun(acting, place, work));
    }

    /** Takes in what something outside has answered. */
    Result answered(Acting acting, Place place, Work work, Call call, Map<String, @Nullable Object> answer) {
        return guarded(() -> {
            var written = new HashMap<String, @Nullable Object>();
            call.results().forEach((field, name) -> written.put(field, answer.get(name)));
            write(acting, place, written);
            store.state(work.id(), Work.State.DONE);
            return new Result.Done();
        });
    }

    private Result begun(Acting acting, Place place, Work work) {
        return switch (place.anyNode(work.node())) {
            case Data data -> data(acting, place, work, data);
            case Delay delay -> delay(place, work, delay, acting.at());
            case Call call -> {
                store.waits(work.id(), acting.at(), acting.at().plus(call.timeoutMinutes(), ChronoUnit.MINUTES));
                yield new Result.Waits();
            }
            case SubFlow sub -> subFlows.get().start(acting, place, work, sub);
            case ApprovalDefinition.Node other -> throw new IllegalStateException("No work is done at " + other.id());
        };
    }

    private Result guarded(Supplier<Result> work) {
        var before = sql.on(connection -> connection.setSavepoint());
        try {
            return work.get();
        } catch (FlowRefused refused) {
            sql.on(connection -> {
                connection.rollback(before);
                return before;
            });
            Known.forget();
            KnownPeople.forget();
            return new Result.Stuck(refused.problems());
        }
    }

    private Result data(Acting acting, Place place, Work work, Data data) {
        return switch (data.operation()) {
            case CREATE -> create(acting, place, work, data);
            case UPDATE -> update(acting, place, work, data);
            case QUERY -> query(acting, place, work, data);
        };
    }

    private Result create(Acting acting, Place place, Work work, Data data) {
        var entity = String.valueOf(data.entity());
        var made = turns.create(
                automation(acting, place, entity, data.values().keySet()),
                entity,
                values(place.facts().effect(entity, data.values())));
        var result = data.result();
        if (result != null) {
            write(acting, place, Map.of(result, made));
        }
        store.state(work.id(), Work.State.DONE);
        return new Result.Done();
    }

    private Result update(Acting acting, Place place, Work work, Data data) {
        var path = data.target();
        if (path == null) {
            write(acting, place, values(place.facts().effect(data.values())));
        } else {
            var target = reader.behind(place.facts().record(), path);
            if (target.isEmpty()) {
                return new Result.Stuck(List.of(Problem.at("", ApprovalProblems.NO_TARGET)
                        .with("field", place.facts().field(path))));
            }
            var entity = target.get().entity();
            turns.write(
                    automation(acting, place, entity, data.values().keySet()),
                    entity,
                    target.get().id(),
                    target.get().version(),
                    values(place.facts().effect(entity, data.values())));
        }
        store.state(work.id(), Work.State.DONE);
        return new Result.Done();
    }

    private Result query(Acting acting, Place place, Work work, Data data) {
        var entity = String.valueOf(data.entity());
        var parameters = values(place.facts().compute(data.parameters()));
        var query = RecordQuery.of(entity, List.of())
                .filtered(data.filter(), parameters)
                .page(0, data.result() == null ? 1 : RecordQuery.MAX_LIMIT);
        var found = switch (records.query(RecordReader.APPROVAL, query)) {
            case QueryResult.Page(var items, var next, var count) -> items;
            case QueryResult.Invalid(var problems) -> throw new FlowRefused(problems);
            case QueryResult.Denied(var problem) -> throw new FlowRefused(problem);
        };
        var written = new HashMap<String, @Nullable Object>();
        if (found.isEmpty()) {
            data.values().keySet().forEach(field -> written.put(field, null));
        } else {
            var first = reader.find(entity, found.getFirst().id()).orElseThrow();
            written.putAll(
                    values(place.facts().over(first).effect(place.instance().entity(), data.values())));
        }
        var result = data.result();
        if (result != null) {
            written.put(result, BigDecimal.valueOf(found.size()));
        }
        write(acting, place, written);
        store.state(work.id(), Work.State.DONE);
        return new Result.Done();
    }

    /** Writes fields of the flow's own record, which is locked for everybody else. */
    void write(Acting acting, Place place, Map<String, @Nullable Object> values) {
        if (values.isEmpty()) {
            return;
        }
        var instance = place.instance();
        var now = reader.find(instance.entity(), instance.record()).orElseThrow();
        turns.write(
                automation(acting, place, instance.entity(), values.keySet()),
                instance.entity(),
                instance.record(),
                now.version(),
                values);
    }

    private static Actor automation(Acting acting, Place place, String entity, Set<String> fields) {
        return new Actor.Automation(place.definition().id(), acting.person(), entity, fields);
    }

    private static Map<String, @Nullable Object> values(Effect effect) {
        return switch (effect) {
            case Effect.Values(var values) -> values;
            case Effect.Failed(var problems) -> throw new FlowRefused(problems);
        };
    }

    private Result delay(Place place, Work work, Delay delay, Instant now) {
        var from = now;
        var until = delay.until();
        if (until != null) {
            var value = values(place.facts().compute(Map.of("until", until))).get("until");
            if (value == null) {
                store.state(work.id(), Work.State.DONE);
                return new Result.Done();
            }
            from = moment(value);
        }
        var hours = place.facts().hours();
        var due = switch (delay.unit()) {
            case MINUTES -> from.plus(delay.amount(), ChronoUnit.MINUTES);
            case HOURS -> from.plus(delay.amount(), ChronoUnit.HOURS);
            case DAYS -> from.atZone(hours.zone()).plusDays(delay.amount()).toInstant();
            case BUSINESS_HOURS -> delay.amount() == 0 ? from : hours.plusHours(from, delay.amount());
            case BUSINESS_DAYS -> delay.amount() == 0 ? from : hours.plusDays(from, delay.amount());
        };
        if (!due.isAfter(now)) {
            store.state(work.id(), Work.State.DONE);
            return new Result.Done();
        }
        store.waits(work.id(), due, null);
        return new Result.Waits();
    }

    private Instant moment(Object value) {
        var zone = ZoneId.of(reader.metadata().workspace().zone());
        return value instanceof LocalDate date ? date.atStartOfDay(zone).toInstant() : (Instant) value;
    }

    void cancelChildren(Acting acting, RecordId work, String reason) {
        subFlows.get().cancel(acting, work, reason);
    }
}
