package dev.trellis.core.field.types;

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
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The line items of a record: records of an entity that is owned by this field's entity.
 *
 * @param entity the line items' entity
 */
public record LinesType(String entity) implements FieldType {

    static final String KEY = "lines";

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return new Storage.ChildTable(entity);
    }

    @Override
    public ValueType valueType() {
        return new ValueType.Rows(entity);
    }

    @Override
    public ObjectNode jsonSchema() {
        var schema = JsonNodeFactory.instance.objectNode();
        schema.putArray("type").add("array").add("null");
        schema.putObject("items").put("type", "object");
        return schema;
    }

    @Override
    public Editor editor() {
        return new Editor.Lines(entity);
    }

    @Override
    public ValueCodec codec() {
        return new RowsCodec();
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
        public Class<LinesType> type() {
            return LinesType.class;
        }

        @Override
        public Label label() {
            return Label.of("Line items", "明细");
        }

        @Override
        public String icon() {
            return "rows";
        }

        @Override
        public LinesType initial() {
            return new LinesType("");
        }

        @Override
        public List<TypeOption> options() {
            return List.of(new TypeOption(
                    "entity",
                    Label.of("Line items of", "明细对象"),
                    new PanelType("entity", new Editor.DefinitionOf("entity"))));
        }

        @Override
        public int paletteOrder() {
            return 83;
        }
    }
}
