package dev.trellis.core.access;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RoleDefinition.EntityRights;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Scope;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What one actor may do under one snapshot; made for one request and resolved entity by entity as it is asked. */
public final class Access {

    private static final Set<String> PEOPLE = Set.of("user", "department", "position", "membership");

    private final Metadata metadata;
    private final Actor actor;
    private final Supplier<Organisation> organisation;
    private final Map<String, EntityAccess> resolved = new HashMap<>();

    /** @param organisation asked only where a scope needs it */
    public Access(Metadata metadata, Actor actor, Supplier<Organisation> organisation) {
        this.metadata = metadata;
        this.actor = actor;
        this.organisation = organisation;
    }

    public Actor actor() {
        return actor;
    }

    /** Returns the access to an entity; to one that does not exist, none. Line items take their parent's verbs. */
    public EntityAccess on(String entity) {
        var known = resolved.get(entity);
        if (known == null) {
            known = metadata.entity(entity).map(this::resolve).orElse(EntityAccess.NONE);
            resolved.put(entity, known);
        }
        return known;
    }

    private EntityAccess resolve(EntityDefinition entity) {
        var owner = Optional.ofNullable(entity.ownedBy()).orElse(entity.id());
        return switch (actor) {
            case Actor.Person person -> new EntityAccess(grants(person, entity.id(), owner));
            case Actor.Automation automation ->
                owner.equals(automation.entity()) ? new EntityAccess(List.of(grant(automation))) : EntityAccess.NONE;
            case Actor.Platform(var purpose) -> platform(purpose, entity.id());
        };
    }

    private List<Grant> grants(Actor.Person person, String entity, String owner) {
        var grants = new ArrayList<Grant>();
        for (var id : person.roles()) {
            var role = metadata.role(id);
            var verbs = role.map(found -> found.entities().get(owner));
            if (verbs.isPresent()) {
                grants.add(grant(person, role.get(), entity, verbs.get()));
            }
        }
        return grants;
    }

    private Grant grant(Actor.Person person, RoleDefinition role, String entity, EntityRights verbs) {
        var fields = role.entities().getOrDefault(entity, new EntityRights(Map.of(), verbs.otherFields(), Map.of()));
        var reach = new EnumMap<Verb, Reach>(Verb.class);
        verbs.verbs().forEach((verb, scope) -> reach.put(verb, reach(person, scope)));
        return new Grant(reach, fields.otherFields(), fields.fields());
    }

    private Reach reach(Actor.Person person, Scope scope) {
        var self = Set.of(person.user());
        return switch (scope) {
            case OWN -> new Reach(false, self, Set.of());
            case OWN_AND_SUBORDINATES -> {
                var owners = new HashSet<RecordId>(organisation.get().subordinates(person.user()));
                owners.add(person.user());
                yield new Reach(false, owners, Set.of());
            }
            case DEPARTMENT -> new Reach(false, self, person.departments());
            case DEPARTMENT_AND_BELOW ->
                new Reach(false, self, organisation.get().withBelow(person.departments()));
            case ALL -> Reach.ALL;
        };
    }

    /** An automation reads and writes the fields that its definition names, and no others. */
    private static Grant grant(Actor.Automation automation) {
        var fields = automation.fields().stream().collect(Collectors.toMap(id -> id, _ -> FieldRight.WRITE));
        return Grant.everywhere(FieldRight.NONE, fields, Verb.READ, Verb.EDIT);
    }

    private static EntityAccess platform(Actor.Purpose purpose, String entity) {
        return switch (purpose) {
            case DIRECTORY ->
                PEOPLE.contains(entity)
                        ? new EntityAccess(List.of(Grant.everywhere(FieldRight.READ, Map.of(), Verb.READ)))
                        : EntityAccess.NONE;
            case INSTALL -> new EntityAccess(List.of(Grant.everywhere(FieldRight.WRITE, Map.of(), Verb.values())));
            case SEARCH -> new EntityAccess(List.of(Grant.everywhere(FieldRight.READ, Map.of(), Verb.READ)));
            case COMPUTATION -> new EntityAccess(List.of(Grant.everywhere(FieldRight.READ, Map.of(), Verb.READ)));
            case APPROVAL ->
                new EntityAccess(List.of(Grant.everywhere(FieldRight.READ, Map.of(), Verb.READ, Verb.HISTORY)));
        };
    }
}
