package dev.trellis.core.field.types;

import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldPart;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A place on the earth by its latitude and longitude in degrees (WGS 84), to about ten centimetres.
 */
public record LocationType() implements FieldType {

    static final String KEY = "location";

    private static final BigDecimal POLE = BigDecimal.valueOf(90);
    private static final BigDecimal DATE_LINE = BigDecimal.valueOf(180);
    private static final List<FieldPart> PARTS = List.of(
            new FieldPart("latitude", Label.of("Latitude", "纬度"), new DecimalType(6, POLE.negate(), POLE)),
            new FieldPart("longitude", Label.of("Longitude", "经度"), new DecimalType(6, DATE_LINE.negate(), DATE_LINE)));
    private static final List<String> BOTH = List.of("latitude", "longitude");

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return CompositeCodec.storage(PARTS);
    }

    @Override
    public ValueType valueType() {
        return CompositeCodec.valueType(PARTS);
    }

    @Override
    public ObjectNode jsonSchema() {
        return Schemas.object(PARTS, BOTH);
    }

    @Override
    public Editor editor() {
        return new Editor.Place();
    }

    @Override
    public ValueCodec codec() {
        return new LocationCodec(new CompositeCodec(PARTS, "", BOTH));
    }

    @Override
    public List<FieldPart> parts() {
        return PARTS;
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<LocationType> type() {
            return LocationType.class;
        }

        @Override
        public Label label() {
            return Label.of("Location", "位置");
        }

        @Override
        public String icon() {
            return "target";
        }

        @Override
        public LocationType initial() {
            return new LocationType();
        }

        @Override
        public List<TypeOption> options() {
            return List.of();
        }

        @Override
        public int paletteOrder() {
            return 47;
        }
    }
}
