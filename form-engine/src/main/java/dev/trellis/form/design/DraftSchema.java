package dev.trellis.form.design;

import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RoleDefinition.EntityRights;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.record.SystemFieldDefinitions;
import dev.trellis.core.record.VisibleSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of a draft would exist for people with some roles: the preview of the designer. A draft may be broken; what is
 * broken in it does not keep the rest from being seen.
 */
public final class DraftSchema implements VisibleSchema {

    private final Metadata draft;
    private final Set<String> roles;

    public DraftSchema(Metadata draft, Set<String> roles) {
        this.draft = draft;
        this.roles = Set.copyOf(roles);
    }

    /** Everything of a draft, as the designer's canvas shows it. */
    public static VisibleSchema everything(Metadata draft) {
        return new Everything(new DraftSchema(draft, Set.of()));
    }

    @Override
    public Metadata metadata() {
        return draft;
    }

    @Override
    public List<EntityDefinition> entities() {
        return draft.entities().stream().filter(entity -> exists(entity.id())).toList();
    }

    @Override
    public Optional<EntityDefinition> entity(String id) {
        return draft.entity(id).filter(_ -> exists(id));
    }

    @Override
    public List<FieldDefinition> fields(String entity) {
        return entity(entity).stream()
                .flatMap(found -> all(found).stream())
                .filter(field -> right(entity, field.id()) != FieldRight.NONE)
                .toList();
    }

    private List<FieldDefinition> all(EntityDefinition entity) {
        var fields = new ArrayList<>(SystemFieldDefinitions.visible(entity, draft));
        fields.addAll(entity.fields());
        return fields;
    }

    @Override
    public Optional<FieldDefinition> field(String entity, String id) {
        return fields(entity).stream().filter(field -> field.id().equals(id)).findFirst();
    }

    @Override
    public Optional<FieldDefinition> path(String entity, String path) {
        return path(this, entity, path);
    }

    private static Optional<FieldDefinition> path(VisibleSchema schema, String entity, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return schema.field(entity, path);
        }
        return schema.field(entity, path.substring(0, dot))
                .flatMap(field -> field.type().valueType() instanceof ValueType.Ref(var target)
                        ? path(schema, target, path.substring(dot + 1))
                        : Optional.empty());
    }

    @Override
    public FieldRight right(String entity, String field) {
        var found = draft.entity(entity);
        if (found.isEmpty()) {
            return FieldRight.NONE;
        }
        var definition = all(found.get()).stream()
                .filter(other -> other.id().equals(field))
                .findFirst();
        if (definition.isEmpty()) {
            return FieldRight.NONE;
        }
        if (definition.get().type().valueType() instanceof ValueType.Rows(var child) && !exists(child)) {
            return FieldRight.NONE;
        }
        return rights(entity).stream()
                .map(right -> isFixed(definition.get()) && right.field(field) == FieldRight.WRITE
                        ? FieldRight.READ
                        : right.field(field))
                .max(FieldRight::compareTo)
                .orElse(FieldRight.NONE);
    }

    /** Tells whether people never write a field: the platform computes it. */
    private static boolean isFixed(FieldDefinition field) {
        return field.type().isComputed() || SystemFields.ALL.contains(field.id());
    }

    /** The field rights of every role that reaches records of the entity; a line item takes its parent's verbs. */
    private List<EntityRights> rights(String entity) {
        var rights = new ArrayList<EntityRights>();
        for (var role : held()) {
            var ofOwner = role.entities().get(owner(entity));
            if (ofOwner != null && reaches(ofOwner)) {
                var own = role.entities().get(entity);
                rights.add(own == null ? new EntityRights(Map.of(), ofOwner.otherFields(), Map.of()) : own);
            }
        }
        return rights;
    }

    private List<RoleDefinition> held() {
        return roles.stream().flatMap(role -> draft.role(role).stream()).toList();
    }

    private String owner(String entity) {
        return draft.entity(entity).map(EntityDefinition::ownedBy).orElse(entity);
    }

    private static boolean reaches(EntityRights rights) {
        return rights.verbs().containsKey(Verb.READ) || rights.verbs().containsKey(Verb.CREATE);
    }

    private boolean exists(String entity) {
        return !rights(entity).isEmpty();
    }

    @Override
    public boolean may(String entity, Verb verb) {
        return held().stream()
                .flatMap(role -> Optional.ofNullable(role.entities().get(owner(entity))).stream())
                .anyMatch(rights -> rights.verbs().containsKey(verb));
    }

    /** A draft without regard to rights. */
    private record Everything(DraftSchema draft) implements VisibleSchema {

        @Override
        public Metadata metadata() {
            return draft.draft;
        }

        @Override
        public List<EntityDefinition> entities() {
            return draft.draft.entities();
        }

        @Override
        public Optional<EntityDefinition> entity(String id) {
            return draft.draft.entity(id);
        }

        @Override
        public List<FieldDefinition> fields(String entity) {
            return draft.draft.entity(entity).map(draft::all).orElse(List.of());
        }

        @Override
        public Optional<FieldDefinition> field(String entity, String id) {
            return fields(entity).stream()
                    .filter(field -> field.id().equals(id))
                    .findFirst();
        }

        @Override
        public Optional<FieldDefinition> path(String entity, String path) {
            return DraftSchema.path(this, entity, path);
        }

        @Override
        public FieldRight right(String entity, String field) {
            return field(entity, field)
                    .map(found -> isFixed(found) ? FieldRight.READ : FieldRight.WRITE)
                    .orElse(FieldRight.NONE);
        }

        @Override
        public boolean may(String entity, Verb verb) {
            return draft.draft.entity(entity).isPresent();
        }
    }
}
