package dev.trellis.core.field.types;

import dev.trellis.core.field.Composite;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldPart;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * A postal address in parts, so that lists can ask for a city.
 */
public record AddressType() implements FieldType {

    static final String KEY = "address";

    private static final String STREET = "street";
    private static final List<FieldPart> PARTS = List.of(
            new FieldPart("country", Label.of("Country", "国家/地区"), new TextType(60)),
            new FieldPart("region", Label.of("State or province", "省/自治区/直辖市"), new TextType(60)),
            new FieldPart("city", Label.of("City", "城市"), new TextType(60)),
            new FieldPart("district", Label.of("District", "区/县"), new TextType(60)),
            new FieldPart(STREET, Label.of("Street", "详细地址"), new TextType(200)),
            new FieldPart("postcode", Label.of("Postcode", "邮政编码"), new TextType(20)));

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
        return Schemas.object(PARTS, List.of());
    }

    @Override
    public Editor editor() {
        return new Editor.Parts(PARTS);
    }

    @Override
    public ValueCodec codec() {
        return new CompositeCodec(PARTS, STREET, List.of());
    }

    @Override
    public List<FieldPart> parts() {
        return PARTS;
    }

    @Override
    public boolean isSearchable() {
        return true;
    }

    @Override
    public String searchText(Object value, Locale locale) {
        return value instanceof Composite address
                ? address.parts().values().stream().map(Object::toString).collect(Collectors.joining(" "))
                : "";
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<AddressType> type() {
            return AddressType.class;
        }

        @Override
        public Label label() {
            return Label.of("Address", "地址");
        }

        @Override
        public String icon() {
            return "pin";
        }

        @Override
        public AddressType initial() {
            return new AddressType();
        }

        @Override
        public List<TypeOption> options() {
            return List.of();
        }

        @Override
        public int paletteOrder() {
            return 46;
        }
    }
}
