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
 * Several of the field's own options. An option that is deleted stays as inactive, so that old records can be read.
 *
 * @param options in the order in which they are offered and kept
 */
public record MultiChoiceType(List<Editor.Option> options) implements FieldType {

    static final String KEY = "multi_choice";

    public MultiChoiceType {
        options = List.copyOf(options);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return new Storage.LinkTable(List.of(new Storage.Part("", new ColumnType.Ascii(ChoiceType.CODE_LENGTH))));
    }

    @Override
    public ValueType valueType() {
        return new ValueType.ListOf(new ValueType.Option(codes()));
    }

    @Override
    public ObjectNode jsonSchema() {
        return Schemas.list(Schemas.codes(codes()), ChoicesCodec.MOST);
    }

    @Override
    public Editor editor() {
        return new Editor.Choices(options);
    }

    @Override
    public ValueCodec codec() {
        return ChoicesCodec.of(options);
    }

    @Override
    public List<Problem> check() {
        return Options.ofChoice(options);
    }

    private List<String> codes() {
        return options.stream().map(Editor.Option::code).toList();
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<MultiChoiceType> type() {
            return MultiChoiceType.class;
        }

        @Override
        public Label label() {
            return Label.of("Multiple choice", "多选");
        }

        @Override
        public String icon() {
            return "checks";
        }

        @Override
        public MultiChoiceType initial() {
            return new MultiChoiceType(List.of());
        }

        @Override
        public List<TypeOption> options() {
            return List.of(new TypeOption(
                    "options", Label.of("Options", "选项"), new PanelType("options", new Editor.Options())));
        }

        @Override
        public int paletteOrder() {
            return 71;
        }
    }
}
