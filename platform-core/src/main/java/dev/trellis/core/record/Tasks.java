package dev.trellis.core.record;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.EntityAccess;
import dev.trellis.core.access.TemporaryGrant;
import dev.trellis.core.access.TemporaryGrants;
import dev.trellis.core.access.TokenScope;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What open tasks give the actor of one call of the gate, and what they hide; each asked once. */
final class Tasks {

    /** For whoever has none. */
    static final Tasks NONE = new Tasks(List::of, Optional.empty());

    private final Supplier<List<TemporaryGrants>> sources;
    private final Optional<Actor.Person> person;
    private final Map<String, Map<RecordId, Set<String>>> hidden = new HashMap<>();
    private final Map<String, Map<RecordId, TemporaryGrant>> handed = new HashMap<>();

    private Tasks(Supplier<List<TemporaryGrants>> sources, Optional<Actor.Person> person) {
        this.sources = sources;
        this.person = person;
    }

    static Tasks of(Actor actor, Supplier<List<TemporaryGrants>> sources) {
        return actor instanceof Actor.Person person ? new Tasks(sources, Optional.of(person)) : NONE;
    }

    /** Tells whether there may be any. */
    boolean mayBe() {
        return person.isPresent() && !sources.get().isEmpty();
    }

    /** What is open for the actor about a record; nothing where a token does not open approvals. */
    Optional<TemporaryGrant> grant(String entity, RecordId record) {
        return person.filter(Tasks::opensTasks)
                .flatMap(found -> sources.get().stream()
                        .flatMap(source -> source.find(found, entity, record).stream())
                        .findFirst());
    }

    private static boolean opensTasks(Actor.Person person) {
        return person.scope() == null || person.scope().areas().contains(TokenScope.Area.APPROVALS);
    }

    /** What the actor is given of a record that nothing locks. */
    Optional<TemporaryGrant> handed(String entity, RecordId record) {
        return person.filter(Tasks::opensTasks)
                .map(found -> handed.computeIfAbsent(entity, asked -> {
                    var known = new HashMap<RecordId, TemporaryGrant>();
                    sources.get().forEach(source -> known.putAll(source.handed(found, asked)));
                    return known;
                }))
                .map(known -> known.get(record));
    }

    /** The fields of a record that do not exist for the actor. */
    Set<String> hidden(String entity, RecordId record) {
        return hidden(entity).getOrDefault(record, Set.of());
    }

    /** The records of an entity on which a field does not exist for the actor. */
    Set<RecordId> hiding(String entity, String field) {
        var records = hidden(entity);
        return records.isEmpty()
                ? Set.of()
                : records.entrySet().stream()
                        .filter(entry -> entry.getValue().contains(field))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Tells whether every field of every record of an entity exists as roles say. */
    boolean hidesNothing(String entity) {
        return hidden(entity).isEmpty();
    }

    private Map<RecordId, Set<String>> hidden(String entity) {
        if (person.isEmpty()) {
            return Map.of();
        }
        var known = hidden.get(entity);
        if (known == null) {
            known = new HashMap<>();
            for (var source : sources.get()) {
                known.putAll(source.hidden(person.get(), entity));
            }
            hidden.put(entity, known);
        }
        return known;
    }

    /**
     * What is open about a record to somebody who reads it: where the record is not locked, only who does not reach it
     * otherwise needs a task, and whose turn it is.
     */
    static @Nullable TemporaryGrant grant(Session session, Row row) {
        boolean isReached = session.access(row.shape()).may(Verb.READ, session.candidate(row));
        return row.lock() == null && isReached
                ? session.tasks().handed(row.shape().id(), row.id()).orElse(null)
                : session.tasks().grant(row.shape().id(), row.id()).orElse(null);
    }

    /** What exists for the actor where one record is looked at: more by an open task, less by what a step hides. */
    static ActorSchema schema(Session session, Shape shape, @Nullable TemporaryGrant task, Set<String> hidden) {
        if (task == null && hidden.isEmpty()) {
            return session.schema();
        }
        var instead = new HashMap<String, EntityAccess>();
        var here = session.access(shape);
        instead.put(shape.id(), (task == null ? here : here.with(task, ids(shape))).without(hidden));
        if (task != null) {
            for (var field : shape.lines()) {
                var child = session.model().known(field.lines().orElseThrow());
                instead.put(child.id(), ofLines(session.access(child), child, field, task));
            }
        }
        return new ActorSchema(session.model(), session.access().with(instead));
    }

    /** What roles say of the columns of lines holds with a task, too; where no role speaks of them, the task's word does. */
    private static EntityAccess ofLines(EntityAccess roles, Shape child, FieldShape lines, TemporaryGrant task) {
        if (roles.may(Verb.READ)) {
            return roles.with(new TemporaryGrant(Map.of()), ids(child));
        }
        var given = task.fields().getOrDefault(lines.id(), FieldRight.NONE);
        var all = new HashMap<String, FieldRight>();
        ids(child).forEach(field -> all.put(field, given));
        return given == FieldRight.NONE ? roles : roles.with(new TemporaryGrant(all), ids(child));
    }

    private static List<String> ids(Shape shape) {
        return shape.designed().stream().map(FieldShape::id).toList();
    }
}
