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
 * A time of day, to the second.
 */
public record TimeType() implements FieldType {

    static final String KEY = "time";

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return new Storage.OneColumn(ColumnType.Plain.TIME);
    }

    @Override
    public ValueType valueType() {
        return ValueType.TIME;
    }

    @Override
    public ObjectNode jsonSchema() {
        return Schemas.pattern(TimeCodec.PATTERN);
    }

    @Override
    public Editor editor() {
        return new Editor.Time();
    }

    @Override
    public ValueCodec codec() {
        return new TimeCodec();
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<TimeType> type() {
            return TimeType.class;
        }

        @Override
        public Label label() {
            return Label.of("Time", "时间");
        }

        @Override
        public String icon() {
            return "clock";
        }

        @Override
        public TimeType initial() {
            return new TimeType();
        }

        @Override
        public List<TypeOption> options() {
            return List.of();
        }

        @Override
        public int paletteOrder() {
            return 62;
        }
    }
}
