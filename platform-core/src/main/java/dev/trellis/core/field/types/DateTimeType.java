package dev.trellis.core.field.types;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trellis.core.field.ColumnType;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldContext;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A moment, kept in UTC.
 *
 * @param zone the business zone in which text is read and written; bound, never written
 */
public record DateTimeType(@JsonIgnore @Nullable ZoneId zone) implements FieldType {

    static final String KEY = "date_time";

    public DateTimeType() {
        this(null);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return new Storage.OneColumn(ColumnType.Plain.DATETIME6);
    }

    @Override
    public ValueType valueType() {
        return ValueType.DATE_TIME;
    }

    @Override
    public ObjectNode jsonSchema() {
        return Schemas.pattern(
                "^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})$");
    }

    @Override
    public Editor editor() {
        return new Editor.DateTime();
    }

    @Override
    public ValueCodec codec() {
        return new DateTimeCodec(zone == null ? ZoneOffset.UTC : zone);
    }

    @Override
    public FieldType bind(FieldContext context) {
        return new DateTimeType(context.zone());
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<DateTimeType> type() {
            return DateTimeType.class;
        }

        @Override
        public Label label() {
            return Label.of("Date and time", "日期时间");
        }

        @Override
        public String icon() {
            return "clock";
        }

        @Override
        public DateTimeType initial() {
            return new DateTimeType();
        }

        @Override
        public List<TypeOption> options() {
            return List.of();
        }

        @Override
        public int paletteOrder() {
            return 61;
        }
    }
}
