package dev.trellis.core.field.types;

import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.field.FileRules;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Files that belong to the record. Who may read the field may read them.
 *
 * @param most how many, 1 to 100
 * @param megabytes the largest, 1 to 200
 */
public record AttachmentsType(int most, int megabytes) implements FieldType {

    static final String KEY = "attachments";

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return FilesCodec.LINKED;
    }

    @Override
    public ValueType valueType() {
        return new ValueType.ListOf(FilesCodec.VALUE_TYPE);
    }

    @Override
    public ObjectNode jsonSchema() {
        return Schemas.list(FilesCodec.schema(), most);
    }

    @Override
    public Editor editor() {
        return new Editor.Files(most, List.of(), Editor.Files.Look.LIST);
    }

    @Override
    public ValueCodec codec() {
        return FilesCodec.several(most);
    }

    @Override
    public List<Problem> check() {
        return Options.both(Options.inRange("most", most, 1, 100), Options.inRange("megabytes", megabytes, 1, 200));
    }

    @Override
    public Optional<FileRules> files() {
        return Optional.of(new FileRules(List.of(), megabytes, false));
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<AttachmentsType> type() {
            return AttachmentsType.class;
        }

        @Override
        public Label label() {
            return Label.of("Attachments", "附件");
        }

        @Override
        public String icon() {
            return "clip";
        }

        @Override
        public AttachmentsType initial() {
            return new AttachmentsType(20, 50);
        }

        @Override
        public List<TypeOption> options() {
            return List.of(
                    new TypeOption(
                            "most",
                            Label.of("Most files", "最多文件数"),
                            new IntegerType(BigDecimal.valueOf(1), BigDecimal.valueOf(100))),
                    new TypeOption(
                            "megabytes",
                            Label.of("Largest file in MB", "单个文件上限（MB）"),
                            new IntegerType(BigDecimal.valueOf(1), BigDecimal.valueOf(200))));
        }

        @Override
        public int paletteOrder() {
            return 73;
        }
    }
}
