package dev.trellis.core.field.types;

import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldPart;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.field.FileRules;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A signature, drawn with a finger or a pen.
 */
public record SignatureType() implements FieldType {

    static final String KEY = "signature";
    private static final int MEGABYTES = 2;

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return FilesCodec.INLINE;
    }

    @Override
    public ValueType valueType() {
        return FilesCodec.VALUE_TYPE;
    }

    @Override
    public ObjectNode jsonSchema() {
        return FilesCodec.schema();
    }

    @Override
    public Editor editor() {
        return new Editor.Files(1, FileRules.PICTURES, Editor.Files.Look.SIGNATURE);
    }

    @Override
    public ValueCodec codec() {
        return new FilesCodec();
    }

    @Override
    public List<FieldPart> parts() {
        return FilesCodec.PARTS;
    }

    @Override
    public Optional<FileRules> files() {
        return Optional.of(new FileRules(FileRules.PICTURES, MEGABYTES, true));
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<SignatureType> type() {
            return SignatureType.class;
        }

        @Override
        public Label label() {
            return Label.of("Signature", "手写签名");
        }

        @Override
        public String icon() {
            return "pen";
        }

        @Override
        public SignatureType initial() {
            return new SignatureType();
        }

        @Override
        public List<TypeOption> options() {
            return List.of();
        }

        @Override
        public int paletteOrder() {
            return 75;
        }
    }
}
