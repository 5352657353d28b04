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
import tools.jackson.databind.node.ObjectNode;

/**
 * References to several records of an entity, each with a kind of relation where the designer names some.
 *
 * @param entity the entity's id
 * @param kinds what a relation can be: supplier of, partner; empty for plain references
 */
public record RelationsType(String entity, List<Editor.Option> kinds) implements FieldType {

    static final String KEY = "many_to_many";

    public RelationsType {
        kinds = List.copyOf(kinds);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return RelationsCodec.STORAGE;
    }

    @Override
    public ValueType valueType() {
        return RelationsCodec.valueType(entity, kinds);
    }

    @Override
    public ObjectNode jsonSchema() {
        return RelationsCodec.schema(kinds);
    }

    @Override
    public Editor editor() {
        return new Editor.Lookups(entity, kinds);
    }

    @Override
    public ValueCodec codec() {
        return RelationsCodec.of(kinds);
    }

    @Override
    public List<Problem> check() {
        return Options.both(Options.present("entity", entity), kinds.isEmpty() ? List.of() : Options.ofChoice(kinds));
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<RelationsType> type() {
            return RelationsType.class;
        }

        @Override
        public Label label() {
            return Label.of("Related records", "关联多条记录");
        }

        @Override
        public String icon() {
            return "links";
        }

        @Override
        public RelationsType initial() {
            return new RelationsType("", List.of());
        }

        @Override
        public List<TypeOption> options() {
            return List.of(
                    new TypeOption(
                            "entity",
                            Label.of("Records of", "关联对象"),
                            new PanelType("entity", new Editor.DefinitionOf("entity"))),
                    new TypeOption(
                            "kinds",
                            Label.of("Kinds of relation", "关系类型"),
                            new PanelType("kinds", new Editor.Options())));
        }

        @Override
        public int paletteOrder() {
            return 81;
        }
    }
}
