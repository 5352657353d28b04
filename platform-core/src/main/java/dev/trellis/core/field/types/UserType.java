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

/** A user of the workspace. */
public record UserType() implements FieldType {

    static final String KEY = "user";

    private static final String ENTITY = "user";

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
        return new Editor.Person();
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
        public Class<UserType> type() {
            return UserType.class;
        }

        @Override
        public Label label() {
            return Label.of("Person", "人员");
        }

        @Override
        public String icon() {
            return "user";
        }

        @Override
        public UserType initial() {
            return new UserType();
        }

        @Override
        public List<TypeOption> options() {
            return List.of();
        }

        @Override
        public int paletteOrder() {
            return 81;
        }
    }
}
