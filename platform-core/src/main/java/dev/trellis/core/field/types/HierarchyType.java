package dev.trellis.core.field.types;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldContext;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The record above this one: a reference to a record of the same entity. The platform refuses circles and keeps the way down
 * from the top, so that a filter finds everything below a record.
 *
 * @param entity the entity to which the field belongs; bound, never written
 */
public record HierarchyType(@JsonIgnore @Nullable String entity) implements FieldType {

    static final String KEY = "hierarchy";

    public HierarchyType() {
        this(null);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return new Storage.Tree();
    }

    @Override
    public ValueType valueType() {
        return new ValueType.Ref(entity == null ? "" : entity);
    }

    @Override
    public ObjectNode jsonSchema() {
        return Schemas.pattern(LookupType.ID_PATTERN);
    }

    @Override
    public Editor editor() {
        return new Editor.Lookup(entity == null ? "" : entity);
    }

    @Override
    public ValueCodec codec() {
        return new ReferenceCodec();
    }

    @Override
    public FieldType bind(FieldContext context) {
        return new HierarchyType(context.entity());
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<HierarchyType> type() {
            return HierarchyType.class;
        }

        @Override
        public Label label() {
            return Label.of("Hierarchy", "上下级");
        }

        @Override
        public String icon() {
            return "tree";
        }

        @Override
        public HierarchyType initial() {
            return new HierarchyType();
        }

        @Override
        public List<TypeOption> options() {
            return List.of();
        }

        @Override
        public int paletteOrder() {
            return 82;
        }
    }
}
