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

/** A day, without time and zone. */
public record DateType() implements FieldType {

    static final String KEY = "date";

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return new Storage.OneColumn(ColumnType.Plain.DATE);
    }

    @Override
    public ValueType valueType() {
        return ValueType.DATE;
    }

    @Override
    public ObjectNode jsonSchema() {
        return Schemas.pattern("^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$");
    }

    @Override
    public Editor editor() {
        return new Editor.Date();
    }

    @Override
    public ValueCodec codec() {
        return new DateCodec();
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<DateType> type() {
            return DateType.class;
        }

        @Override
        public Label label() {
            return Label.of("Date", "日期");
        }

        @Override
        public String icon() {
            return "calendar";
        }

        @Override
        public DateType initial() {
            return new DateType();
        }

        @Override
        public List<TypeOption> options() {
            return List.of();
        }

        @Override
        public int paletteOrder() {
            return 60;
        }
    }
}
