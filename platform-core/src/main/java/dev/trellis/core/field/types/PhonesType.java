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
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * Telephone numbers, each with its use.
 *
 * @param uses what each can be used for; the first of several values is the one to take
 */
public record PhonesType(List<Editor.Option> uses) implements FieldType {

    static final String KEY = "phones";
    private static final int LONGEST = 50;

    private static final List<Editor.Option> USES = List.of(
            new Editor.Option("mobile", Label.of("Mobile", "手机"), null, true),
            new Editor.Option("work", Label.of("Work", "办公"), null, true),
            new Editor.Option("home", Label.of("Home", "家庭"), null, true),
            new Editor.Option("fax", Label.of("Fax", "传真"), null, true),
            new Editor.Option("other", Label.of("Other", "其他"), null, true));

    public PhonesType {
        uses = List.copyOf(uses);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return ContactsCodec.storage(LONGEST);
    }

    @Override
    public ValueType valueType() {
        return ContactsCodec.valueType(uses);
    }

    @Override
    public ObjectNode jsonSchema() {
        return ContactsCodec.schema(LONGEST, uses);
    }

    @Override
    public Editor editor() {
        return new Editor.Contacts(Editor.Text.Kind.PHONE, LONGEST, uses);
    }

    @Override
    public ValueCodec codec() {
        return new ContactsCodec(new TextCodec(LONGEST, false, TextShapes::onePhone), uses);
    }

    @Override
    public List<Problem> check() {
        return Options.ofChoice(uses);
    }

    @Override
    public boolean isSearchable() {
        return true;
    }

    @Override
    public String searchText(Object value, Locale locale) {
        return ContactsCodec.values(value);
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<PhonesType> type() {
            return PhonesType.class;
        }

        @Override
        public Label label() {
            return Label.of("Several phones", "多个电话");
        }

        @Override
        public String icon() {
            return "phone";
        }

        @Override
        public PhonesType initial() {
            return new PhonesType(USES);
        }

        @Override
        public List<TypeOption> options() {
            return List.of(new TypeOption("uses", Label.of("Uses", "用途"), new PanelType("uses", new Editor.Options())));
        }

        @Override
        public int paletteOrder() {
            return 33;
        }
    }
}
