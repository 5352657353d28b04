package dev.trellis.core.record;

import dev.trellis.core.access.Access;
import dev.trellis.core.expression.ExpressionSchema;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.name.Label;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What exists for one actor; the names of filters and sorts mean nothing else. */
final class ActorSchema implements VisibleSchema {

    static final int MAX_HOPS = 5;

    private final Model model;
    private final Access access;

    ActorSchema(Model model, Access access) {
        this.model = model;
        this.access = access;
    }

    @Override
    public Metadata metadata() {
        return model.metadata();
    }

    @Override
    public List<EntityDefinition> entities() {
        return model.metadata().entities().stream()
                .filter(entity -> exists(entity.id()))
                .toList();
    }

    @Override
    public Optional<EntityDefinition> entity(String id) {
        return model.metadata().entity(id).filter(found -> exists(id));
    }

    @Override
    public List<FieldDefinition> fields(String entity) {
        return entity(entity)
                .map(found -> {
                    var fields = new ArrayList<>(SystemFieldDefinitions.visible(found, model.metadata()));
                    fields.addAll(found.fields());
                    fields.removeIf(field -> right(entity, field.id()) == FieldRight.NONE);
                    return List.copyOf(fields);
                })
                .orElse(List.of());
    }

    @Override
    public Optional<FieldDefinition> field(String entity, String id) {
        return shape(entity, id).map(FieldShape::definition);
    }

    @Override
    public Optional<FieldDefinition> path(String entity, String path) {
        return Paths.resolve(this, entity, path).map(found -> found.field().definition());
    }

    @Override
    public FieldRight right(String entity, String field) {
        if (!exists(entity) || field.equals(SystemFields.LOCK) || field.equals(SystemFields.DELETED_AT)) {
            return FieldRight.NONE;
        }
        var shape = model.shape(entity).flatMap(found -> found.field(field));
        if (shape.isEmpty()) {
            return FieldRight.NONE;
        }
        if (shape.get().lines().filter(child -> !exists(child)).isPresent()) {
            return FieldRight.NONE;
        }
        var right = access.on(entity).right(field);
        return shape.get().isComputed() && right == FieldRight.WRITE ? FieldRight.READ : right;
    }

    @Override
    public boolean may(String entity, Verb verb) {
        return access.on(entity).may(verb);
    }

    /** Finds a field that the actor may read. */
    Optional<FieldShape> shape(String entity, String field) {
        return right(entity, field) == FieldRight.NONE
                ? Optional.empty()
                : model.shape(entity).flatMap(found -> found.field(field));
    }

    /** Finds a field that the actor may read, and not only masked: by which records may be found. */
    Optional<FieldShape> readable(String entity, String field) {
        return shape(entity, field).filter(_ -> right(entity, field).compareTo(FieldRight.READ) >= 0);
    }

    private boolean exists(String entity) {
        var rights = access.on(entity);
        return rights.may(Verb.READ) || rights.may(Verb.CREATE);
    }

    /** The same names as expressions see them. */
    ExpressionSchema expressions() {
        return new Names(this, model.schema());
    }

    private record Names(ActorSchema visible, ExpressionSchema all) implements ExpressionSchema {

        @Override
        public Optional<SchemaField> field(String entity, String name) {
            return visible.readable(entity, name).flatMap(_ -> all.field(entity, name));
        }

        @Override
        public Optional<SchemaField> labelled(String entity, String label) {
            return all.labelled(entity, label)
                    .filter(found -> visible.readable(entity, found.id()).isPresent());
        }

        @Override
        public List<String> names(String entity) {
            return visible.fields(entity).stream()
                    .map(FieldDefinition::id)
                    .filter(id -> visible.readable(entity, id).isPresent())
                    .toList();
        }

        @Override
        public Label label(String entity) {
            return all.label(entity);
        }

        @Override
        public List<FunctionDefinition> functions() {
            return all.functions();
        }

        @Override
        public ZoneId zone() {
            return all.zone();
        }

        @Override
        public String currency() {
            return all.currency();
        }
    }
}
