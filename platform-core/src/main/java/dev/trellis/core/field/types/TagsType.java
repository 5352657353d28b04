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
 * Words that people make up as they go: up to 50, each of up to 60 characters, without commas.
 */
public record TagsType() implements FieldType {

    static final String KEY = "tags";

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return new Storage.LinkTable(List.of(new Storage.Part("", new ColumnType.Varchar(TagsCodec.LONGEST))));
    }

    @Override
    public ValueType valueType() {
        return new ValueType.ListOf(ValueType.TEXT);
    }

    @Override
    public ObjectNode jsonSchema() {
        return Schemas.list(Schemas.plainText(TagsCodec.LONGEST), TagsCodec.MOST);
    }

    @Override
    public Editor editor() {
        return new Editor.Tags(TagsCodec.LONGEST);
    }

    @Override
    public ValueCodec codec() {
        return TagsCodec.of();
    }

    @Override
    public boolean isSearchable() {
        return true;
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<TagsType> type() {
            return TagsType.class;
        }

        @Override
        public Label label() {
            return Label.of("Tags", "标签");
        }

        @Override
        public String icon() {
            return "tag";
        }

        @Override
        public TagsType initial() {
            return new TagsType();
        }

        @Override
        public List<TypeOption> options() {
            return List.of();
        }

        @Override
        public int paletteOrder() {
            return 72;
        }
    }
}
