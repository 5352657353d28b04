package dev.trellis.workflow.conversion;

import dev.trellis.core.access.Actor;
import dev.trellis.core.action.ActionCall;
import dev.trellis.core.action.ActionOutcome;
import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ConversionDefinition;
import dev.trellis.core.metadata.ConversionDefinition.Carry;
import dev.trellis.core.metadata.ConversionDefinition.Target;
import dev.trellis.core.metadata.ConversionDefinition.Value;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.condition.RecordExpressions;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records of a conversion, in one unit of work: all of them or none. What is made is made by the person, with the
 * person's rights; the converted record and what goes along is written by the definition.
 */
@Singleton
class Conversions {

    private final Records records;
    private final RecordExpressions expressions;
    private final DatabaseClock clock;

    Conversions(Records records, RecordExpressions expressions, DatabaseClock clock) {
        this.records = records;
        this.expressions = expressions;
        this.clock = clock;
    }

    boolean isPossible(Actor actor, ConversionDefinition conversion, StoredRecord record) {
        return record.value(conversion.stamp()) == null
                && expressions
                        .find(record.entity(), record.id())
                        .filter(whole -> expressions.holds(actor, conversion.when(), whole, whole))
                        .isPresent();
    }

    ActionOutcome convert(ActionCall call, ConversionDefinition conversion) {
        if (!(records.find(call.actor(), call.entity(), call.id(), Set.of()) instanceof FindResult.Found(var seen))) {
            return new ActionOutcome.Refused(new SaveResult.NotFound());
        }
        if (seen.value(conversion.stamp()) != null) {
            return ActionOutcome.refused(Problem.at("", ConversionProblem.ALREADY));
        }
        var whole = expressions.find(call.entity(), call.id());
        if (!seen.may().edit()
                || whole.isEmpty()
                || !expressions.holds(call.actor(), conversion.when(), whole.get(), whole.get())) {
            return ActionOutcome.refused(Problem.at("", ConversionProblem.NOT_YET));
        }
        var made = new LinkedHashMap<String, RecordId>();
        for (var target : conversion.targets()) {
            var refused = make(call, target, whole.get(), made);
            if (refused != null) {
                return refused;
            }
        }
        var marked = mark(call, conversion, whole.get(), made);
        if (!(marked instanceof SaveResult.Saved)) {
            return new ActionOutcome.Refused(marked);
        }
        for (var carry : conversion.carry()) {
            if (call.flag(ConvertAction.CARRY + carry.id())) {
                carry(call, conversion, carry, made);
            }
        }
        var first = conversion.targets().getFirst();
        var shown = made.get(first.id());
        return shown == null
                ? new ActionOutcome.Done(call.entity(), call.id())
                : new ActionOutcome.Done(first.entity(), shown);
    }

    private @Nullable ActionOutcome make(
            ActionCall call, Target target, StoredRecord source, Map<String, RecordId> made) {
        var existing = call.reference(ConvertAction.EXISTING + target.id());
        if (existing != null) {
            if (!(records.find(call.actor(), target.entity(), existing, Set.of(SystemFields.ID))
                    instanceof FindResult.Found)) {
                return new ActionOutcome.Refused(new SaveResult.NotFound());
            }
            made.put(target.id(), existing);
            return null;
        }
        if (target.optional() && !call.flag(ConvertAction.WITH + target.id())) {
            return null;
        }
        var values = values(call.actor(), target.fields(), source, made);
        values.values().removeIf(value -> value == null);
        return switch (records.save(call.actor(), new Change.Create(target.entity(), values))) {
            case SaveResult.Saved saved -> {
                made.put(target.id(), saved.id());
                yield null;
            }
            case SaveResult refused -> new ActionOutcome.Refused(refused);
        };
    }

    private SaveResult mark(
            ActionCall call, ConversionDefinition conversion, StoredRecord source, Map<String, RecordId> made) {
        var values = values(call.actor(), conversion.set(), source, made);
        values.put(conversion.stamp(), clock.instant());
        var actor = new Actor.Automation(
                "conversion/" + conversion.id(), call.actor(), call.entity(), new HashSet<>(values.keySet()));
        return records.save(actor, new Change.Update(call.entity(), call.id(), source.version(), values));
    }

    private Map<String, @Nullable Object> values(
            Actor actor, List<Value> fields, StoredRecord source, Map<String, RecordId> made) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (var field : fields) {
            var expression = field.value();
            values.put(
                    field.id(),
                    expression == null ? made.get(field.target()) : expressions.value(actor, expression, source));
        }
        return values;
    }

    /** Whatever refers to the converted record refers to the target, too; who may see it does not matter here. */
    private void carry(ActionCall call, ConversionDefinition conversion, Carry carry, Map<String, RecordId> made) {
        var to = made.get(carry.target());
        if (to == null) {
            return;
        }
        var actor = new Actor.Automation(
                "conversion/" + conversion.id(), call.actor(), carry.id(), Set.of(carry.field(), carry.lookup()));
        var query = RecordQuery.of(carry.id(), List.of(SystemFields.ID))
                .filtered(carry.lookup() + " = :record", Map.of("record", call.id()))
                .page(0, RecordQuery.MAX_LIMIT);
        String next = null;
        do {
            if (!(records.query(actor, query.continuing(next)) instanceof QueryResult.Page page)) {
                return;
            }
            var changes = page.items().stream()
                    .<Change>map(
                            item -> new Change.Update(carry.id(), item.id(), item.version(), Map.of(carry.field(), to)))
                    .toList();
            records.apply(actor, changes, Records.Mode.EACH);
            next = page.next();
        } while (next != null);
    }
}
