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

/** A telephone number as people write it, full-width digits made plain. */
public record PhoneType() implements FieldType {

    static final String KEY = "phone";

    private static final int MAX_LENGTH = 40;

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return new Storage.OneColumn(new ColumnType.Varchar(MAX_LENGTH));
    }

    @Override
    public ValueType valueType() {
        return ValueType.TEXT;
    }

    @Override
    public ObjectNode jsonSchema() {
        return Schemas.text(MAX_LENGTH);
    }

    @Override
    public Editor editor() {
        return new Editor.Text(Editor.Text.Kind.PHONE, MAX_LENGTH, false);
    }

    @Override
    public ValueCodec codec() {
        return new TextCodec(MAX_LENGTH, false, TextShapes::phone);
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<PhoneType> type() {
            return PhoneType.class;
        }

        @Override
        public Label label() {
            return Label.of("Phone", "电话");
        }

        @Override
        public String icon() {
            return "text";
        }

        @Override
        public PhoneType initial() {
            return new PhoneType();
        }

        @Override
        public List<TypeOption> options() {
            return List.of();
        }

        @Override
        public int paletteOrder() {
            return 31;
        }
    }
}
