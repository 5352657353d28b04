package dev.trellis.core.access;

import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one actor may do on one entity. Rights add up record by record: a field is open on a record only through a role
 * that reaches this record.
 */
public final class EntityAccess {

    static final EntityAccess NONE = new EntityAccess(List.of());

    private final List<Grant> grants;
    private final Map<Verb, Reach> reach = new EnumMap<>(Verb.class);

    EntityAccess(List<Grant> grants) {
        this.grants = List.copyOf(grants);
        for (var verb : Verb.values()) {
            reach.put(verb, grants.stream().map(grant -> grant.reach(verb)).reduce(Reach.NOTHING, Reach::or));
        }
    }

    /** Tells whether the verb is held for at least some records. */
    public boolean may(Verb verb) {
        return !reach(verb).isNothing();
    }

    public boolean may(Verb verb, Candidate record) {
        return reach(verb).all()
                || grants.stream().anyMatch(grant -> grant.reach(verb).covers(record));
    }

    /** Tells whether the actor may let others at a record: who edits it only because it is shared may not. */
    public boolean mayShare(Candidate record) {
        return grants.stream().anyMatch(grant -> grant.own(Verb.EDIT).covers(record)) && may(Verb.READ, record);
    }

    /** Returns the records that the verb reaches through any role. */
    public Reach reach(Verb verb) {
        return reach.getOrDefault(verb, Reach.NOTHING);
    }

    /** Returns the widest right on a field, on whatever records: whether the field exists for the actor at all. */
    public FieldRight right(String field) {
        var right = FieldRight.NONE;
        for (var grant : grants) {
            if (writes(grant)) {
                right = wider(right, grant.right(field));
            } else if (!grant.reach(Verb.READ).isNothing()) {
                right = wider(right, narrower(grant.right(field), FieldRight.READ));
            }
        }
        return right;
    }

    /** Returns the right on a field of one record: WRITE through roles that hold {@code verb} on it, else READ. */
    public FieldRight right(String field, Verb verb, Candidate record) {
        var right = FieldRight.NONE;
        for (var grant : grants) {
            if (grant.reach(verb).covers(record)) {
                right = wider(right, grant.right(field));
            } else if (grant.reach(Verb.READ).covers(record)) {
                right = wider(right, narrower(grant.right(field), FieldRight.READ));
            }
        }
        return right;
    }

    /** Returns the right to read a field that is held on every record, whichever role reaches it. */
    public FieldRight rightOnAll(String field) {
        return grants.stream()
                .filter(grant -> !grant.reach(Verb.READ).isNothing())
                .map(grant -> narrower(grant.right(field), FieldRight.READ))
                .reduce(EntityAccess::narrower)
                .orElse(FieldRight.NONE);
    }

    /** Returns the records on which the field can be read; where it is only shown masked, it cannot. */
    public Reach readers(String field) {
        return holders(field, FieldRight.READ);
    }

    /** Returns the records on which the right on a field is at least this. */
    public Reach holders(String field, FieldRight least) {
        return grants.stream()
                .filter(grant -> grant.right(field).compareTo(least) >= 0)
                .map(grant -> grant.reach(Verb.READ))
                .reduce(Reach.NOTHING, Reach::or);
    }

    /**
     * Returns this access with what an open task adds, for statements on that one record alone.
     *
     * @param fields the ids of all fields of the entity
     */
    public EntityAccess with(TemporaryGrant task, Collection<String> fields) {
        var shown = new HashMap<String, FieldRight>();
        for (var field : fields) {
            var anywhere = narrower(right(field), FieldRight.READ);
            shown.put(field, wider(anywhere, task.fields().getOrDefault(field, FieldRight.NONE)));
        }
        var more = new ArrayList<Grant>();
        grants.forEach(grant -> more.add(task.closed().isEmpty() ? grant : grant.closing(task.closed())));
        more.add(Grant.everywhere(FieldRight.NONE, shown, Verb.READ));
        return new EntityAccess(more);
    }

    /** Returns this access without some fields, for statements on the one record on which they do not exist. */
    public EntityAccess without(Set<String> hidden) {
        return hidden.isEmpty()
                ? this
                : new EntityAccess(
                        grants.stream().map(grant -> grant.without(hidden)).toList());
    }

    /** Returns this access without any other verb than these. */
    EntityAccess limitedTo(Set<Verb> verbs) {
        return new EntityAccess(
                grants.stream().map(grant -> grant.limitedTo(verbs)).toList());
    }

    /** Tells whether some field may be open on one record and not on another. */
    public boolean isUneven() {
        return grants.size() > 1;
    }

    /** Returns what each role says about a field of the records that it reaches. */
    public Map<String, FieldRight> rightsByRole(String field, Candidate record) {
        var rights = new TreeMap<String, FieldRight>();
        for (var grant : grants) {
            if (grant.reach(Verb.READ).covers(record)) {
                rights.merge(grant.role(), grant.right(field), EntityAccess::wider);
            }
        }
        return rights;
    }

    /** Returns every criterion by which some record may be reached. */
    public Set<Criterion> criteria() {
        return grants.stream()
                .flatMap(grant -> grant.reach().values().stream())
                .flatMap(reach -> reach.criteria().stream())
                .collect(Collectors.toSet());
    }

    /** Returns every way in which sharing may let a record be reached. */
    public Set<Shared> shared() {
        return grants.stream()
                .flatMap(grant -> grant.reach().values().stream())
                .flatMap(reach -> Stream.ofNullable(reach.shared()))
                .collect(Collectors.toSet());
    }

    private static boolean writes(Grant grant) {
        return !grant.reach(Verb.CREATE).isNothing() || !grant.reach(Verb.EDIT).isNothing();
    }

    static FieldRight wider(FieldRight one, FieldRight other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    static FieldRight narrower(FieldRight one, FieldRight other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
