package dev.trellis.workflow.rule;

import dev.trellis.core.access.Actor;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.metadata.RuleDefinition.Call;
import dev.trellis.core.metadata.RuleDefinition.Create;
import dev.trellis.core.metadata.RuleDefinition.SetFields;
import dev.trellis.core.metadata.RuleDefinition.UpdateRelated;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.approval.RecordReader;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.rule.RuleRun.Line;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The steps that write records; each as an automation that holds exactly the fields that it writes. */
@Singleton
final class RuleWriting {

    private final Records records;
    private final RecordReader reader;
    private final People people;

    RuleWriting(Records records, RecordReader reader, People people) {
        this.records = records;
        this.reader = reader;
        this.people = people;
    }

    /** What the save that sets a rule off writes besides. */
    Line before(RuleDefinition rule, RuleFacts facts) {
        return new Line("before", "set", shown(rule.entity(), facts.values(rule.entity(), rule.before())));
    }

    Line set(RuleScope scope, SetFields set) {
        var values = scope.facts().values(scope.entity(), set.values());
        update(scope, values);
        return new Line(set.id(), "set", shown(scope.entity(), values));
    }

    Line create(RuleScope scope, Create create) {
        var values = scope.facts().values(create.entity(), create.values());
        save(actor(scope, create.entity(), values.keySet()), new Change.Create(create.entity(), values));
        return new Line(create.id(), "create", named(scope, create.entity()) + ": " + shown(create.entity(), values));
    }

    /** Writes the record to which a lookup refers; nothing where it is blank. */
    Line update(RuleScope scope, UpdateRelated update) {
        var target = reader.target(scope.entity(), update.via());
        var related = scope.record().value(update.via()) instanceof RecordId id
                ? target.flatMap(entity -> reader.find(entity, id))
                : Optional.<StoredRecord>empty();
        if (related.isEmpty()) {
            return new Line(update.id(), "update", "–");
        }
        var entity = related.get().entity();
        var values = scope.facts().values(entity, update.values());
        save(
                actor(scope, entity, values.keySet()),
                new Change.Update(entity, related.get().id(), related.get().version(), values));
        return new Line(update.id(), "update", named(scope, entity) + ": " + shown(entity, values));
    }

    /** Writes what a function in JavaScript returns. */
    Line call(RuleScope scope, Call call) {
        var expected = scope.metadata()
                .entity(scope.entity())
                .flatMap(entity -> entity.field(call.into()))
                .map(field -> Expected.of(field.type().valueType()))
                .orElse(Expected.ANY);
        var values = new HashMap<String, @Nullable Object>();
        values.put(call.into(), scope.facts().value(call.expression(), expected));
        update(scope, values);
        return new Line(call.id(), "call", shown(scope.entity(), values));
    }

    void update(RuleScope scope, Map<String, @Nullable Object> values) {
        var record = scope.record();
        save(
                actor(scope, scope.entity(), values.keySet()),
                new Change.Update(scope.entity(), record.id(), record.version(), values));
    }

    private void save(Actor actor, Change change) {
        switch (records.save(actor, change)) {
            case SaveResult.Saved _ -> {}
            case SaveResult.Rejected(var problems) -> throw new RuleFailed(problems);
            case SaveResult.Denied(var problem) -> throw new RuleFailed(List.of(problem));
            case SaveResult.Locked(var problem) -> throw new RuleFailed(List.of(problem));
            case SaveResult.NotFound _, SaveResult.Conflict _, SaveResult.NotApplied _ ->
                throw new RuleFailed(List.of(Problem.at("", RuleProblems.NOT_SAVED)));
        }
    }

    private Actor.Automation actor(RuleScope scope, String entity, Set<String> fields) {
        return new Actor.Automation(scope.rule().id(), person(scope.work()), entity, fields);
    }

    /** Whoever set the rule off, else the owner of the record; without roles, as the rule's right is its own. */
    private Actor.Person person(RuleWork work) {
        var by = work.by() == null
                ? reader.value(work.entity(), work.record(), "owner")
                        .filter(RecordId.class::isInstance)
                        .map(RecordId.class::cast)
                        .orElse(work.record())
                : work.by();
        var name = people.find(by).map(People.Member::name).orElse("");
        return new Actor.Person(by, name, Set.of(), Set.of(), language(reader.metadata()), Actor.Via.WEB);
    }

    static Locale language(Metadata metadata) {
        return metadata.workspace().languages().stream()
                .findFirst()
                .map(Locale::forLanguageTag)
                .orElse(Locale.ENGLISH);
    }

    private static String named(RuleScope scope, String entity) {
        return scope.metadata()
                .entity(entity)
                .map(EntityDefinition::label)
                .map(label -> label.text(language(scope.metadata())))
                .orElse(entity);
    }

    /** Values as people read them: by the labels of the fields, records by their titles. */
    private String shown(String entity, Map<String, @Nullable Object> values) {
        var metadata = reader.metadata();
        var locale = language(metadata);
        var parts = new ArrayList<String>();
        values.forEach((id, value) -> {
            var field = metadata.entity(entity).flatMap(found -> found.field(id));
            var name = field.map(found -> found.label().text(locale)).orElse(id);
            var text = value == null
                    ? ""
                    : field.flatMap(found -> title(found.type().valueType(), value))
                            .or(() -> field.map(found -> found.type().codec().toText(value, locale)))
                            .orElse(value.toString());
            parts.add(name + " = " + text);
        });
        return String.join(", ", parts);
    }

    private Optional<String> title(ValueType type, Object value) {
        return type instanceof ValueType.Ref(var target) && value instanceof RecordId id
                ? reader.metadata()
                        .entity(target)
                        .flatMap(entity -> reader.value(target, id, entity.title()))
                        .map(Object::toString)
                : Optional.empty();
    }
}
