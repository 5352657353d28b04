package dev.trellis.core.field.types;

import dev.trellis.core.field.ColumnType;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.FieldPart;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Files by their ids in the content store; name, kind and size are what the store says and go along so that a list need
 * not ask it. As text: {@code contract.pdf [4711]}.
 */
final class FilesCodec implements ValueCodec {

    /** The parts of one file. */
    static final List<FieldPart> PARTS = List.of(
            new FieldPart("file", Label.of("File", "文件"), new LookupType("file")),
            new FieldPart("name", Label.of("Name", "文件名"), new TextType(255)),
            new FieldPart("type", Label.of("Kind", "类型"), new TextType(100)),
            new FieldPart("size", Label.of("Size", "大小"), new IntegerType(BigDecimal.ZERO, null)));

    static final Storage INLINE = CompositeCodec.storage(PARTS);
    static final Storage LINKED = new Storage.LinkTable(List.of(
            new Storage.Part("", ColumnType.Plain.BIGINT),
            new Storage.Part("name", new ColumnType.Varchar(255)),
            new Storage.Part("type", new ColumnType.Varchar(100)),
            new Storage.Part("size", ColumnType.Plain.BIGINT)));
    static final ValueType VALUE_TYPE = CompositeCodec.valueType(PARTS);

    private static final Pattern WITH_ID = Pattern.compile("(.*?)\\s*\\[([1-9][0-9]{0,18})]");

    private final CompositeCodec parts = new CompositeCodec(PARTS, "", List.of("file"));

    static ValueCodec several(int most) {
        return new ListCodec(new FilesCodec(), most, UnaryOperator.identity());
    }

    static ObjectNode schema() {
        return Schemas.object(PARTS, List.of("file"));
    }

    @Override
    public List<@Nullable Object> toColumns(@Nullable Object value) {
        return parts.toColumns(value);
    }

    @Override
    public @Nullable Object fromColumns(List<@Nullable Object> columns) {
        return parts.fromColumns(columns);
    }

    @Override
    public JsonNode toJson(@Nullable Object value) {
        return parts.toJson(value);
    }

    @Override
    public Decoded fromJson(JsonNode json) {
        return parts.fromJson(json);
    }

    @Override
    public String toText(@Nullable Object value, Locale locale) {
        return value instanceof Composite file ? file.text("name") + " [" + file.text("file") + "]" : "";
    }

    @Override
    public Decoded fromText(String text, Locale locale) {
        var plain = TextCodec.trim(text);
        if (plain.isEmpty()) {
            return Decoded.of(null);
        }
        var written = WITH_ID.matcher(plain);
        if (!written.matches()) {
            return Faults.refused(Faults.FILE_SHAPE, text);
        }
        var file = new Composite(Map.of("file", RecordId.of(written.group(2))));
        return parts.normalise(written.group(1).isEmpty() ? file : file.with("name", written.group(1)));
    }

    @Override
    public Decoded normalise(@Nullable Object value) {
        return value instanceof RecordId id ? Decoded.of(new Composite(Map.of("file", id))) : parts.normalise(value);
    }
}
