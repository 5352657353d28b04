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
 * Mail addresses, each with its use.
 *
 * @param uses what each can be used for; the first of several values is the one to take
 */
public record EmailsType(List<Editor.Option> uses) implements FieldType {

    static final String KEY = "emails";
    private static final int LONGEST = 254;

    private static final List<Editor.Option> USES = List.of(
            new Editor.Option("work", Label.of("Work", "工作"), null, true),
            new Editor.Option("private", Label.of("Private", "个人"), null, true),
            new Editor.Option("other", Label.of("Other", "其他"), null, true));

    public EmailsType {
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
        return new Editor.Contacts(Editor.Text.Kind.EMAIL, LONGEST, uses);
    }

    @Override
    public ValueCodec codec() {
        return new ContactsCodec(new TextCodec(LONGEST, false, TextShapes::email), uses);
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
        public Class<EmailsType> type() {
            return EmailsType.class;
        }

        @Override
        public Label label() {
            return Label.of("Several email addresses", "多个邮箱");
        }

        @Override
        public String icon() {
            return "mail";
        }

        @Override
        public EmailsType initial() {
            return new EmailsType(USES);
        }

        @Override
        public List<TypeOption> options() {
            return List.of(new TypeOption("uses", Label.of("Uses", "用途"), new PanelType("uses", new Editor.Options())));
        }

        @Override
        public int paletteOrder() {
            return 34;
        }
    }
}
