package dev.trellis.form.design;

import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.FormDefinition;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RoleDefinition.EntityRights;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.publish.MetadataCheck;
import dev.trellis.form.form.GeneratedForm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A draft as the designer of one form sees it; immutable.
 *
 * @param live what is published
 * @param draft what would be published: everything of {@code live} with the changes of the draft
 * @param entity whose form is on the canvas
 * @param form the form on the canvas; where nobody has designed one yet, the id it will have
 * @param problems what keeps the draft from being published
 */
public record Design(Metadata live, Metadata draft, String entity, String form, List<Problem> problems) {

    /** The prefix of the ids that a workspace makes for itself. */
    public static final String PREFIX = "c_";

    public Design {
        problems = List.copyOf(problems);
    }

    /**
     * Opens the designer on a form.
     *
     * @param form a form of the entity, or null for its first; an entity without one begins with the generated layout
     */
    public static Design open(Metadata live, Metadata draft, String entity, @Nullable String form) {
        var id = form != null
                ? form
                : draft.forms(entity).stream()
                        .findFirst()
                        .map(FormDefinition::id)
                        .orElse(PREFIX + entity + "_form");
        return new Design(live, draft, entity, id, MetadataCheck.check(draft, live));
    }

    /** Returns the same canvas over another draft. */
    Design with(Metadata changed) {
        return new Design(live, changed, entity, form, MetadataCheck.check(changed, live));
    }

    public EntityDefinition entityDefinition() {
        return draft.entity(entity).orElseThrow(() -> new TrellisException("No entity " + entity + " in the draft"));
    }

    /** The form on the canvas; the generated layout as long as nothing has been changed. */
    public FormDefinition layout() {
        return draft.find(new DefinitionKey(Kind.FORM, form))
                .map(FormDefinition.class::cast)
                .orElseGet(() -> GeneratedForm.of(entityDefinition(), form));
    }

    public Optional<FieldDefinition> field(FieldKey key) {
        return draft.entity(key.entity()).flatMap(found -> found.field(key.field()));
    }

    /** Finds an element of the form by its id. */
    public Optional<FormDefinition.Item> item(String id) {
        return layout().sections().stream()
                .flatMap(section -> section.items().stream())
                .filter(item -> item.id().equals(id))
                .findFirst();
    }

    public Optional<FormDefinition.Section> section(String id) {
        return layout().sections().stream()
                .filter(section -> section.id().equals(id))
                .findFirst();
    }

    /** The fields of the entity that this form does not show. */
    public List<FieldDefinition> unplaced() {
        var placed = layout().sections().stream()
                .flatMap(section -> section.items().stream())
                .map(FormDefinition.Item::field)
                .toList();
        return entityDefinition().fields().stream()
                .filter(field -> !placed.contains(field.id()))
                .toList();
    }

    /** Tells whether a field has never been published: then it may still be renamed, and dropping it loses nothing. */
    public boolean isUnpublished(FieldKey key) {
        return live.entity(key.entity())
                .flatMap(found -> found.field(key.field()))
                .isEmpty();
    }

    /** The definitions that the draft makes or changes. */
    public List<Definition> changed() {
        return draft.all().stream()
                .filter(definition -> !Optional.of(definition).equals(live.find(definition.key())))
                .toList();
    }

    /** What a stored draft lacks to become this one. */
    public Unsaved since(Metadata stored) {
        var put = draft.all().stream()
                .filter(definition -> !Optional.of(definition).equals(stored.find(definition.key())))
                .toList();
        var deleted = stored.all().stream()
                .map(Definition::key)
                .filter(key -> draft.find(key).isEmpty())
                .toList();
        return new Unsaved(put, deleted);
    }

    /** Definitions to put into a stored draft, and those to delete from it. */
    public record Unsaved(List<Definition> put, List<DefinitionKey> deleted) {
        public Unsaved {
            put = List.copyOf(put);
            deleted = List.copyOf(deleted);
        }
    }

    /** Who will see or edit a field: every role that reaches records of the entity, with its right. */
    public List<Audience> audience(FieldKey key) {
        var owner = draft.entity(key.entity())
                .flatMap(found -> Optional.ofNullable(found.ownedBy()))
                .orElse(key.entity());
        return draft.all(RoleDefinition.class).stream()
                .flatMap(role -> Optional.ofNullable(role.entities().get(owner)).stream()
                        .filter(rights -> rights.verbs().containsKey(Verb.READ)
                                || rights.verbs().containsKey(Verb.CREATE))
                        .map(rights -> new Audience(role, right(role, rights, key))))
                .toList();
    }

    private FieldRight right(RoleDefinition role, EntityRights ofOwner, FieldKey key) {
        var own =
                role.entities().getOrDefault(key.entity(), new EntityRights(Map.of(), ofOwner.otherFields(), Map.of()));
        var right = own.field(key.field());
        boolean writes =
                ofOwner.verbs().containsKey(Verb.EDIT) || ofOwner.verbs().containsKey(Verb.CREATE);
        boolean computed = field(key).map(found -> found.type().isComputed()).orElse(false);
        return right == FieldRight.WRITE && (!writes || computed) ? FieldRight.READ : right;
    }

    /** A role and its right on a field. */
    public record Audience(RoleDefinition role, FieldRight right) {}
}
