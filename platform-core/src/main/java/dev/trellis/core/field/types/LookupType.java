package dev.trellis.core.field.types;

import dev.trellis.core.field.ColumnType;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import jakarta.inject.Singleton;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A reference to a record of another entity.
 *
 * @param entity the entity's id
 */
public record LookupType(String entity) implements FieldType {

    static final String KEY = "lookup";
    static final String ID_PATTERN = "^[1-9][0-9]{0,18}$";

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
        return new ValueType.Ref(entity);
    }

    @Override
    public ObjectNode jsonSchema() {
        return Schemas.pattern(ID_PATTERN);
    }

    @Override
    public Editor editor() {
        return new Editor.Lookup(entity);
    }

    @Override
    public ValueCodec codec() {
        return new ReferenceCodec();
    }

    @Override
    public List<Problem> check() {
        return Options.present("entity", entity);
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<LookupType> type() {
            return LookupType.class;
        }

        @Override
        public Label label() {
            return Label.of("Lookup", "关联记录");
        }

        @Override
        public String icon() {
            return "link";
        }

        @Override
        public LookupType initial() {
            return new LookupType("");
        }

        @Override
        public List<TypeOption> options() {
            return List.of(new TypeOption(
                    "entity",
                    Label.of("Records of", "关联对象"),
                    new PanelType("entity", new Editor.DefinitionOf("entity"))));
        }

        @Override
        public int paletteOrder() {
            return 80;
        }
    }
}
