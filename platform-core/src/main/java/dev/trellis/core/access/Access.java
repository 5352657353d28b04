package dev.trellis.core.access;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.PoolDefinition;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RoleDefinition.EntityRights;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Scope;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SharingDefinition;
import dev.trellis.core.metadata.SystemFields;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one actor may do under one snapshot, resolved entity by entity as it is asked; for several threads at once. */
public final class Access {

    private static final Set<String> PEOPLE = Set.of("user", "department", "position", "team", "membership");

    private final Metadata metadata;
    private final Actor actor;
    private final Supplier<Organisation> organisation;
    private final Map<String, EntityAccess> resolved = new ConcurrentHashMap<>();
    private volatile @Nullable Set<String> recipients;

    /** @param organisation asked only where a scope needs it */
    public Access(Metadata metadata, Actor actor, Supplier<Organisation> organisation) {
        this.metadata = metadata;
        this.actor = actor;
        this.organisation = organisation;
    }

    /** Returns the same with another access to some entities: what an open task makes of one record. */
    public Access with(Map<String, EntityAccess> instead) {
        var other = new Access(metadata, actor, organisation);
        other.resolved.putAll(instead);
        return other;
    }

    public Actor actor() {
        return actor;
    }

    /** Returns the access to an entity; to one that does not exist, none. Line items take their parent's verbs. */
    public EntityAccess on(String entity) {
        var known = resolved.get(entity);
        if (known == null) {
            known = metadata.entity(entity)
                    .map(found -> withinToken(found, resolve(found)))
                    .orElse(EntityAccess.NONE);
            resolved.put(entity, known);
        }
        return known;
    }

    /** Takes away what the token in use does not open. */
    private EntityAccess withinToken(EntityDefinition entity, EntityAccess rights) {
        return actor instanceof Actor.Person person && person.scope() != null
                ? rights.limitedTo(person.scope()
                        .verbs(Optional.ofNullable(entity.ownedBy()).orElse(entity.id())))
                : rights;
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
                grants.add(grant(person, role.get(), entity, owner, verbs.get()));
            }
        }
        boolean takesMany =
                grants.stream().anyMatch(grant -> !grant.reach(Verb.BULK).isNothing());
        metadata.pools(entity).stream()
                .filter(pool -> pool.admits(person.roles()))
                .forEach(pool -> grants.add(inPool(person, pool, takesMany)));
        return grants;
    }

    private Grant grant(Actor.Person person, RoleDefinition role, String entity, String owner, EntityRights verbs) {
        var fields = role.entities().getOrDefault(entity, new EntityRights(Map.of(), verbs.otherFields(), Map.of()));
        var own = new EnumMap<Verb, Reach>(Verb.class);
        var reach = new EnumMap<Verb, Reach>(Verb.class);
        verbs.verbs().forEach((verb, scope) -> {
            var all = reach(person, scope);
            var condition = verbs.conditions().get(verb);
            var given = condition == null ? all : all.where(new Criterion(owner, condition));
            own.put(verb, given);
            reach.put(verb, given.or(shared(person, owner, verb)));
        });
        return new Grant(role.id(), own, reach, fields.otherFields(), fields.fields());
    }

    /** Says of each role of a person that knows the entity what it gives on one record of it. */
    public List<Ground> grounds(String entity, Candidate record) {
        if (!(actor instanceof Actor.Person person)) {
            return List.of();
        }
        var grounds = new ArrayList<Ground>();
        for (var id : person.roles().stream().sorted().toList()) {
            var rights = metadata.role(id).map(role -> role.entities().get(entity));
            if (rights.isPresent()) {
                for (var verb : Verb.values()) {
                    grounds.add(ground(person, id, entity, verb, rights.get(), record));
                }
            }
        }
        return grounds;
    }

    /** Names the pools that show a record to a person. */
    public List<String> pools(String entity, Candidate record) {
        return actor instanceof Actor.Person person
                ? metadata.pools(entity).stream()
                        .filter(pool -> pool.admits(person.roles()))
                        .filter(pool -> record.holds(new Criterion(entity, pool.inIt())))
                        .map(PoolDefinition::id)
                        .toList()
                : List.of();
    }

    /** Says everything that a person is when something is shared; of anybody else nothing. */
    public Set<String> recipients() {
        return actor instanceof Actor.Person person ? recipients(person) : Set.of();
    }

    private Ground ground(
            Actor.Person person, String role, String entity, Verb verb, EntityRights rights, Candidate record) {
        var scope = rights.verbs().get(verb);
        var condition = rights.conditions().get(verb);
        var shared = shared(person, entity, verb);
        return new Ground(
                role,
                verb,
                scope,
                scope != null && reach(person, scope).covers(record),
                condition,
                condition == null || record.holds(new Criterion(entity, condition)),
                shared.shared() != null && record.isShared(shared.shared()),
                shared.isNothing()
                        ? List.of()
                        : rules(person, entity, verb == Verb.EDIT)
                                .filter(rule -> record.holds(new Criterion(entity, rule.when())))
                                .map(SharingDefinition::id)
                                .toList());
    }

    /** What others, or rules, share with the person, as far as it concerns a verb. */
    private Reach shared(Actor.Person person, String entity, Verb verb) {
        return switch (verb) {
            case READ, HISTORY, EXPORT, PRINT -> shared(person, entity, false);
            case EDIT -> shared(person, entity, true);
            case CREATE, DELETE, TRANSFER, IMPORT, BULK, SKIP -> Reach.NOTHING;
        };
    }

    private Reach shared(Actor.Person person, String entity, boolean forWriting) {
        var recipients = recipients(person);
        var reach = Reach.of(new Shared(recipients, forWriting));
        for (var rule : rules(person, entity, forWriting).toList()) {
            reach = reach.or(Reach.ALL.where(new Criterion(entity, rule.when())));
        }
        return reach;
    }

    private Stream<SharingDefinition> rules(Actor.Person person, String entity, boolean forWriting) {
        var recipients = recipients(person);
        return metadata.all(SharingDefinition.class).stream()
                .filter(rule -> rule.entity().equals(entity))
                .filter(rule -> !forWriting || rule.right() == SharingDefinition.Right.WRITE)
                .filter(rule -> rule.to().stream().anyMatch(recipients::contains));
    }

    /** Everything that a person is when something is shared. */
    private Set<String> recipients(Actor.Person person) {
        var there = recipients;
        if (there == null) {
            var known = organisation.get();
            var all = new HashSet<String>();
            all.add(Recipient.user(person.user()).text());
            known.withAbove(person.departments())
                    .forEach(id -> all.add(Recipient.department(id).text()));
            known.groupsOf(person.user()).forEach(group -> all.add(group.text()));
            person.roles().forEach(role -> all.add(Recipient.role(role).text()));
            there = Set.copyOf(all);
            recipients = there;
        }
        return there;
    }

    /**
     * Members reach the records of a pool as long as nobody owns them, and see of them what the pool shows. Whose role lets
     * them change many records at once may take many of these, too.
     */
    private static Grant inPool(Actor.Person person, PoolDefinition pool, boolean takesMany) {
        var shown = new HashMap<String, FieldRight>();
        pool.visible().forEach(field -> shown.put(field, FieldRight.READ));
        pool.masked().forEach(field -> shown.put(field, FieldRight.MASKED));
        shown.put(pool.field(), FieldRight.READ);
        var inIt = Reach.ALL.where(new Criterion(pool.entity(), pool.inIt()));
        var reach = takesMany ? Map.of(Verb.READ, inIt, Verb.BULK, inIt) : Map.of(Verb.READ, inIt);
        return new Grant("", reach, reach, pool.isRunBy(person.roles()) ? FieldRight.READ : FieldRight.NONE, shown);
    }

    private Reach reach(Actor.Person person, Scope scope) {
        var self = Set.of(person.user());
        return switch (scope) {
            case OWN -> Reach.of(self, Set.of());
            case OWN_AND_SUBORDINATES -> {
                var owners = new HashSet<RecordId>(organisation.get().subordinates(person.user()));
                owners.add(person.user());
                yield Reach.of(owners, Set.of());
            }
            case DEPARTMENT -> Reach.of(self, person.departments());
            case DEPARTMENT_AND_BELOW -> Reach.of(self, organisation.get().withBelow(person.departments()));
            case ALL -> Reach.ALL;
        };
    }

    /**
     * An automation makes records and reads and writes the fields that its definition names, the owner too if named, and no
     * others.
     */
    private static Grant grant(Actor.Automation automation) {
        var fields = automation.fields().stream().collect(Collectors.toMap(id -> id, _ -> FieldRight.WRITE));
        return automation.fields().contains(SystemFields.OWNER)
                ? Grant.everywhere(FieldRight.NONE, fields, Verb.CREATE, Verb.READ, Verb.EDIT, Verb.TRANSFER)
                : Grant.everywhere(FieldRight.NONE, fields, Verb.CREATE, Verb.READ, Verb.EDIT);
    }

    private static EntityAccess platform(Actor.Purpose purpose, String entity) {
        return switch (purpose) {
            case DIRECTORY ->
                PEOPLE.contains(entity)
                        ? new EntityAccess(List.of(Grant.everywhere(FieldRight.READ, Map.of(), Verb.READ)))
                        : EntityAccess.NONE;
            case INSTALL -> new EntityAccess(List.of(Grant.everywhere(FieldRight.WRITE, Map.of(), Verb.values())));
            case AUTOMATION ->
                new EntityAccess(List.of(Grant.everywhere(FieldRight.READ, Map.of(), Verb.READ, Verb.DELETE)));
            case SEARCH -> new EntityAccess(List.of(Grant.everywhere(FieldRight.READ, Map.of(), Verb.READ)));
            case COMPUTATION -> new EntityAccess(List.of(Grant.everywhere(FieldRight.READ, Map.of(), Verb.READ)));
            case POOL, PIPELINE ->
                new EntityAccess(
                        List.of(Grant.everywhere(FieldRight.WRITE, Map.of(), Verb.READ, Verb.EDIT, Verb.TRANSFER)));
            case APPROVAL ->
                new EntityAccess(List.of(Grant.everywhere(FieldRight.READ, Map.of(), Verb.READ, Verb.HISTORY)));
        };
    }
}
