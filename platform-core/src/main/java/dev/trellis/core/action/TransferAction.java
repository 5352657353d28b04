package dev.trellis.core.action;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.field.types.BooleanType;
import dev.trellis.core.field.types.UserType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives a record to somebody else; if asked, with what belongs to it and had the same owner. Whatever of that the giver
 * may not hand over stays where it is.
 */
@Singleton
final class TransferAction implements RecordAction {

    private static final String WITH = "with_";

    private final Records records;

    TransferAction(Records records) {
        this.records = records;
    }

    /** A kind of record that points to the one that is given away. */
    private record Follower(EntityDefinition entity, FieldDefinition lookup) {
        String input() {
            return WITH + entity.id();
        }
    }

    @Override
    public String id() {
        return "transfer";
    }

    @Override
    public int position() {
        return 60;
    }

    @Override
    public boolean takesSelection() {
        return true;
    }

    @Override
    public boolean concerns(Actor.Person actor, VisibleSchema schema, String entity) {
        return schema.field(entity, SystemFields.OWNER).isPresent() && schema.may(entity, Verb.TRANSFER);
    }

    @Override
    public boolean isOffered(Actor.Person actor, VisibleSchema schema, StoredRecord record) {
        return record.may().transfer();
    }

    @Override
    public List<ActionInput> inputs(
            Actor.Person actor, VisibleSchema schema, String entity, @Nullable StoredRecord record) {
        var inputs = new ArrayList<ActionInput>();
        inputs.add(ActionInput.required(
                SystemFields.OWNER, RecordAction.text("record-action.transfer.owner"), new UserType()));
        followers(schema, entity).forEach(follower -> {
            var plural = follower.entity().plural();
            inputs.add(ActionInput.optional(
                    follower.input(),
                    Label.of(
                            also("en", plural.text(java.util.Locale.ENGLISH)),
                            also("zh-CN", plural.text(java.util.Locale.SIMPLIFIED_CHINESE))),
                    new BooleanType(false)));
        });
        return inputs;
    }

    private static String also(String language, String what) {
        return dev.trellis.core.problem.Messages.text(
                "record-action.transfer.with", java.util.Locale.forLanguageTag(language), Map.of("what", what));
    }

    @Override
    public ActionOutcome run(ActionCall call) {
        var owner = call.reference(SystemFields.OWNER);
        if (owner == null
                || !(records.find(call.actor(), call.entity(), call.id(), Set.of(SystemFields.OWNER))
                        instanceof FindResult.Found(var record))) {
            return new ActionOutcome.Refused(new SaveResult.NotFound());
        }
        var former = record.value(SystemFields.OWNER);
        if (owner.equals(former)) {
            return ActionOutcome.refused(Problem.at(SystemFields.OWNER, ActionProblem.NOT_A_NEW_OWNER));
        }
        // What belongs to it first: afterwards the giver may not see the record any more.
        for (var follower : followers(call.schema(), call.entity())) {
            if (call.flag(follower.input()) && former instanceof RecordId from) {
                var refused = handOver(call, follower, from, owner);
                if (refused != null) {
                    return refused;
                }
            }
        }
        var saved = records.save(
                call.actor(),
                new Change.Update(call.entity(), call.id(), record.version(), Map.of(SystemFields.OWNER, owner)));
        return saved instanceof SaveResult.Saved
                ? new ActionOutcome.Done(call.entity(), call.id())
                : new ActionOutcome.Refused(saved);
    }

    private @Nullable ActionOutcome handOver(ActionCall call, Follower follower, RecordId from, RecordId to) {
        var entity = follower.entity().id();
        var query = RecordQuery.of(entity, List.of(SystemFields.ID))
                .filtered(
                        follower.lookup().id() + " = :record AND " + SystemFields.OWNER + " = :from",
                        Map.of("record", call.id(), "from", from))
                .page(0, RecordQuery.MAX_LIMIT);
        String next = null;
        do {
            if (!(records.query(call.actor(), query.continuing(next)) instanceof QueryResult.Page page)) {
                return null;
            }
            var changes = page.items().stream()
                    .filter(item -> item.may().transfer())
                    .<Change>map(item ->
                            new Change.Update(entity, item.id(), item.version(), Map.of(SystemFields.OWNER, to)))
                    .toList();
            for (var result : records.apply(call.actor(), changes, Records.Mode.ALL)) {
                if (!(result instanceof SaveResult.Saved || result instanceof SaveResult.NotApplied)) {
                    return new ActionOutcome.Refused(result);
                }
            }
            next = page.next();
        } while (next != null);
        return null;
    }

    /** The kinds of record that point here and can be given away; by the first such lookup of each. */
    private static List<Follower> followers(VisibleSchema schema, String entity) {
        return schema.entities().stream()
                .filter(other -> other.ownedBy() == null && !other.id().equals(entity))
                .filter(other -> schema.may(other.id(), Verb.TRANSFER) && schema.may(other.id(), Verb.READ))
                .flatMap(other -> schema.fields(other.id()).stream()
                        .filter(field -> leadsTo(field, entity))
                        .findFirst()
                        .map(field -> new Follower(other, field))
                        .stream())
                .toList();
    }

    private static boolean leadsTo(FieldDefinition field, String entity) {
        return !SystemFields.ALL.contains(field.id())
                && field.type().storage() instanceof Storage.OneColumn
                && field.type().valueType() instanceof ValueType.Ref(var target)
                && target.equals(entity);
    }
}
