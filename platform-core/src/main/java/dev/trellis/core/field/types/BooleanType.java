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

/**
 * Yes or no.
 *
 * @param mayBeBlank whether "not answered" is a third state; else blank is no
 */
public record BooleanType(boolean mayBeBlank) implements FieldType {

    static final String KEY = "boolean";

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return new Storage.OneColumn(ColumnType.Plain.TINYINT);
    }

    @Override
    public ValueType valueType() {
        return ValueType.BOOL;
    }

    @Override
    public ObjectNode jsonSchema() {
        return Schemas.nullable("boolean");
    }

    @Override
    public Editor editor() {
        return new Editor.Toggle(mayBeBlank);
    }

    @Override
    public ValueCodec codec() {
        return new BooleanCodec(mayBeBlank);
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<BooleanType> type() {
            return BooleanType.class;
        }

        @Override
        public Label label() {
            return Label.of("Yes / no", "是/否");
        }

        @Override
        public String icon() {
            return "toggle";
        }

        @Override
        public BooleanType initial() {
            return new BooleanType(false);
        }

        @Override
        public List<TypeOption> options() {
            return List.of(new TypeOption("mayBeBlank", Label.of("May be left open", "允许未填"), new BooleanType(false)));
        }

        @Override
        public int paletteOrder() {
            return 50;
        }
    }
}
