package dev.trellis.core.field.types;

import dev.trellis.core.field.ColumnType;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldPart;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** References with their kinds of relation: {@code 4711 (partner)}. */
final class RelationsCodec {

    static final int MOST = 500;
    static final Storage STORAGE = new Storage.LinkTable(List.of(
            new Storage.Part("", ColumnType.Plain.BIGINT),
            new Storage.Part("kind", new ColumnType.Ascii(ChoiceType.CODE_LENGTH))));

    private static final String RECORD = "record";
    private static final String KIND = "kind";

    private RelationsCodec() {}

    static ValueCodec of(List<Editor.Option> kinds) {
        return new ListCodec(new Element(kinds), MOST, UnaryOperator.identity());
    }

    static ValueType valueType(String entity, List<Editor.Option> kinds) {
        var parts = new LinkedHashMap<String, ValueType>();
        parts.put(RECORD, new ValueType.Ref(entity));
        parts.put(
                KIND,
                new ValueType.Option(kinds.stream().map(Editor.Option::code).toList()));
        return new ValueType.ListOf(new ValueType.Composite(parts));
    }

    static ObjectNode schema(List<Editor.Option> kinds) {
        var element = JsonNodeFactory.instance.objectNode().put("type", "object");
        var properties = element.putObject("properties");
        properties.putObject(RECORD).put("type", "string").put("pattern", LookupType.ID_PATTERN);
        properties.set(
                KIND, Schemas.oneOf(kinds.stream().map(Editor.Option::code).toList()));
        element.putArray("required").add(RECORD);
        element.put("additionalProperties", false);
        return Schemas.list(element, MOST);
    }

    private static final class Element implements ValueCodec {

        private static final Pattern WITH_KIND = Pattern.compile("([0-9]+)\\s*[（(]([^（）()]+)[)）]");

        private final ReferenceCodec record = new ReferenceCodec();
        private final ChoiceCodec kind;
        private final CompositeCodec parts;

        private Element(List<Editor.Option> kinds) {
            this.kind = new ChoiceCodec(kinds);
            this.parts = new CompositeCodec(
                    List.of(
                            new FieldPart(RECORD, Label.of("Record", "记录"), new LookupType("")),
                            new FieldPart(KIND, Label.of("Kind", "关系类型"), new ChoiceType(kinds))),
                    "",
                    List.of(RECORD));
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
            return json.isNull() ? Faults.wrongKind(json, Faults.PARTS) : parts.fromJson(json);
        }

        @Override
        public String toText(@Nullable Object value, Locale locale) {
            if (!(value instanceof Composite relation)) {
                return "";
            }
            var code = relation.part(KIND);
            return relation.text(RECORD) + (code == null ? "" : " (" + kind.toText(code, locale) + ")");
        }

        @Override
        public Decoded fromText(String text, Locale locale) {
            var written = WITH_KIND.matcher(TextCodec.trim(NumberText.halfWidth(text)));
            if (!written.matches()) {
                return record.fromText(text, locale) instanceof Decoded.Value(RecordId id)
                        ? Decoded.of(new Composite(Map.of(RECORD, id)))
                        : record.fromText(text, locale);
            }
            return switch (kind.fromText(written.group(2), locale)) {
                case Decoded.Refused refused -> refused;
                case Decoded.Value(var code) ->
                    record.fromText(written.group(1), locale) instanceof Decoded.Value(RecordId id)
                            ? Decoded.of(new Composite(Map.of(RECORD, id)).with(KIND, code))
                            : record.fromText(written.group(1), locale);
            };
        }

        @Override
        public Decoded normalise(@Nullable Object value) {
            return value instanceof RecordId id
                    ? Decoded.of(new Composite(Map.of(RECORD, id)))
                    : parts.normalise(value);
        }
    }
}
