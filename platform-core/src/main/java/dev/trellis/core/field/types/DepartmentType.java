package dev.trellis.core.field.types;

import dev.trellis.core.field.ColumnType;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import jakarta.inject.Singleton;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A department of the workspace. */
public record DepartmentType() implements FieldType {

    static final String KEY = "department";

    private static final String ENTITY = "department";

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return new Storage.OneColumn(ColumnType.Plain.BIGINT);
    }

    @Override
    public ValueType valueType() {
        return new ValueType.Ref(ENTITY);
    }

    @Override
    public ObjectNode jsonSchema() {
        return Schemas.pattern(LookupType.ID_PATTERN);
    }

    @Override
    public Editor editor() {
        return new Editor.Lookup(ENTITY);
    }

    @Override
    public ValueCodec codec() {
        return new ReferenceCodec();
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<DepartmentType> type() {
            return DepartmentType.class;
        }

        @Override
        public Label label() {
            return Label.of("Department", "部门");
        }

        @Override
        public String icon() {
            return "user";
        }

        @Override
        public DepartmentType initial() {
            return new DepartmentType();
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
