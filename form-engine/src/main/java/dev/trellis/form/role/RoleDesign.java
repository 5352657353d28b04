package dev.trellis.form.role;

import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RoleDefinition.EntityRights;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.metadata.RoleDefinition.Scope;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.name.Label;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One role of a draft and what can be done to it. Pure: every edit returns the draft as it would be then.
 *
 * @param draft what would be published
 */
public record RoleDesign(Metadata draft, RoleDefinition role) {

    /** The verbs in the order in which people think of them. */
    public static final java.util.List<Verb> VERBS = java.util.List.of(
            Verb.READ,
            Verb.CREATE,
            Verb.EDIT,
            Verb.DELETE,
            Verb.TRANSFER,
            Verb.HISTORY,
            Verb.EXPORT,
            Verb.IMPORT,
            Verb.PRINT,
            Verb.BULK);

    private static final String PREFIX = "c_role";
    private static final EntityRights NOTHING = new EntityRights(Map.of(), FieldRight.NONE, Map.of());

    /** Returns a new role that may do nothing yet, under an id that no other has. */
    public static RoleDesign fresh(Metadata draft, Label label) {
        int number = 1;
        while (draft.role(PREFIX + number).isPresent()) {
            number++;
        }
        var role = new RoleDefinition(PREFIX + number, label, Label.EMPTY, Set.of(), Map.of());
        return new RoleDesign(draft.with(role), role);
    }

    public EntityRights rights(String entity) {
        var found = role.entities().get(entity);
        return found == null ? NOTHING : found;
    }

    public Metadata label(Label label) {
        return with(new RoleDefinition(role.id(), label, role.description(), role.rights(), role.entities()));
    }

    public Metadata right(Right right, boolean given) {
        var rights = new TreeSet<>(role.rights());
        if (given) {
            rights.add(right);
        } else {
            rights.remove(right);
        }
        return with(new RoleDefinition(role.id(), role.label(), role.description(), rights, role.entities()));
    }

    /** @param scope null takes the verb away, with its condition */
    public Metadata verb(String entity, Verb verb, @Nullable Scope scope) {
        var rights = rights(entity);
        var verbs = new HashMap<>(rights.verbs());
        var conditions = new HashMap<>(rights.conditions());
        if (scope == null) {
            verbs.remove(verb);
            conditions.remove(verb);
        } else {
            verbs.put(verb, scope);
        }
        // A role that first sees an entity shows its fields; nobody wants records without any.
        var others = rights.verbs().isEmpty() && rights.otherFields() == FieldRight.NONE && scope != null
                ? FieldRight.READ
                : rights.otherFields();
        return with(entity, new EntityRights(verbs, others, rights.fields(), conditions));
    }

    /** @param condition blank takes it away */
    public Metadata condition(String entity, Verb verb, String condition) {
        var rights = rights(entity);
        var conditions = new HashMap<>(rights.conditions());
        if (condition.isBlank()) {
            conditions.remove(verb);
        } else {
            conditions.put(verb, condition.strip());
        }
        return with(entity, new EntityRights(rights.verbs(), rights.otherFields(), rights.fields(), conditions));
    }

    public Metadata otherFields(String entity, FieldRight right) {
        var rights = rights(entity);
        var exceptions = new HashMap<>(rights.fields());
        exceptions.values().removeIf(right::equals);
        return with(entity, new EntityRights(rights.verbs(), right, exceptions, rights.conditions()));
    }

    /** @param right null, or what all other fields have, makes the field no exception */
    public Metadata field(String entity, String field, @Nullable FieldRight right) {
        var rights = rights(entity);
        var exceptions = new HashMap<>(rights.fields());
        if (right == null || right == rights.otherFields()) {
            exceptions.remove(field);
        } else {
            exceptions.put(field, right);
        }
        return with(entity, new EntityRights(rights.verbs(), rights.otherFields(), exceptions, rights.conditions()));
    }

    private Metadata with(String entity, EntityRights rights) {
        var entities = new HashMap<>(role.entities());
        if (rights.equals(NOTHING)) {
            entities.remove(entity);
        } else {
            entities.put(entity, rights);
        }
        return with(new RoleDefinition(role.id(), role.label(), role.description(), role.rights(), entities));
    }

    private Metadata with(RoleDefinition edited) {
        return draft.with(edited);
    }
}
