package dev.trellis.core.field.types;

import dev.trellis.core.field.ColumnType;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Telephone numbers or mail addresses with their uses. The first is the primary one; JSON says so by a member of its
 * own and takes it from there.
 */
record ContactsCodec(ListCodec list) implements ValueCodec {

    static final int MOST = 20;

    private static final String VALUE = "value";
    private static final String USE = "use";
    private static final String PRIMARY = "primary";

    ContactsCodec(TextCodec value, List<Editor.Option> uses) {
        this(new ListCodec(new Element(value, new ChoiceCodec(uses)), MOST, UnaryOperator.identity()));
    }

    static Storage storage(int longest) {
        return new Storage.LinkTable(List.of(
                new Storage.Part("", new ColumnType.Varchar(longest)),
                new Storage.Part(USE, new ColumnType.Ascii(ChoiceType.CODE_LENGTH))));
    }

    static ValueType valueType(List<Editor.Option> uses) {
        var parts = new LinkedHashMap<String, ValueType>();
        parts.put(VALUE, ValueType.TEXT);
        parts.put(
                USE, new ValueType.Option(uses.stream().map(Editor.Option::code).toList()));
        return new ValueType.ListOf(new ValueType.Composite(parts));
    }

    static ObjectNode schema(int longest, List<Editor.Option> uses) {
        var element = JsonNodeFactory.instance.objectNode().put("type", "object");
        var properties = element.putObject("properties");
        properties.set(VALUE, Schemas.plainText(longest));
        properties.set(USE, Schemas.oneOf(uses.stream().map(Editor.Option::code).toList()));
        properties.putObject(PRIMARY).put("type", "boolean");
        element.putArray("required").add(VALUE);
        element.put("additionalProperties", false);
        return Schemas.list(element, MOST);
    }

    static String values(Object value) {
        return ListCodec.elements(value).stream()
                .map(one -> one instanceof Composite contact ? contact.text(VALUE) : "")
                .collect(Collectors.joining(" "));
    }

    @Override
    public List<@Nullable Object> toColumns(@Nullable Object value) {
        return list.toColumns(value);
    }

    @Override
    public @Nullable Object fromColumns(List<@Nullable Object> columns) {
        return list.fromColumns(columns);
    }

    @Override
    public List<List<@Nullable Object>> toRows(@Nullable Object value) {
        return list.toRows(value);
    }

    @Override
    public @Nullable Object fromRows(List<List<@Nullable Object>> rows) {
        return list.fromRows(rows);
    }

    @Override
    public JsonNode toJson(@Nullable Object value) {
        var json = list.toJson(value);
        if (json.isArray() && json.path(0) instanceof ObjectNode first) {
            first.put(PRIMARY, true);
        }
        return json;
    }

    @Override
    public Decoded fromJson(JsonNode json) {
        if (!(json instanceof ArrayNode array)) {
            return list.fromJson(json);
        }
        var ordered = JsonNodeFactory.instance.arrayNode();
        int primaries = 0;
        for (var element : array) {
            if (!(element instanceof ObjectNode contact)) {
                return Faults.wrongKind(element, Faults.PARTS);
            }
            var plain = contact.deepCopy();
            var primary = plain.remove(PRIMARY);
            if (primary != null && !primary.isBoolean()) {
                return Faults.wrongKind(primary, Faults.BOOLEAN);
            }
            if (primary != null && primary.booleanValue()) {
                ordered.insert(0, plain);
                primaries++;
            } else {
                ordered.add(plain);
            }
        }
        return primaries > 1 ? Faults.refused(Faults.PRIMARY_TWICE, primaries) : list.fromJson(ordered);
    }

    @Override
    public String toText(@Nullable Object value, Locale locale) {
        return list.toText(value, locale);
    }

    @Override
    public Decoded fromText(String text, Locale locale) {
        return list.fromText(text, locale);
    }

    @Override
    public Decoded normalise(@Nullable Object value) {
        return list.normalise(value);
    }

    /** One of them: {@code 138 0013 8000 (mobile)}. */
    private record Element(TextCodec value, ChoiceCodec use) implements ValueCodec {

        private static final Pattern WITH_USE = Pattern.compile("(.*\\S)\\s*[（(]([^（）()]+)[)）]");

        @Override
        public List<@Nullable Object> toColumns(@Nullable Object one) {
            var columns = new ArrayList<@Nullable Object>(2);
            columns.add(one instanceof Composite contact ? contact.part(VALUE) : null);
            columns.add(one instanceof Composite contact ? contact.part(USE) : null);
            return columns;
        }

        @Override
        public @Nullable Object fromColumns(List<@Nullable Object> columns) {
            return columns.getFirst() == null ? null : composite(columns.getFirst(), columns.get(1));
        }

        private static Composite composite(Object text, @Nullable Object code) {
            var contact = new Composite(Map.of(VALUE, text));
            return code == null ? contact : contact.with(USE, code);
        }

        @Override
        public JsonNode toJson(@Nullable Object one) {
            if (!(one instanceof Composite contact)) {
                return JsonNodeFactory.instance.nullNode();
            }
            var json = JsonNodeFactory.instance.objectNode();
            json.set(VALUE, value.toJson(contact.part(VALUE)));
            if (contact.part(USE) != null) {
                json.set(USE, use.toJson(contact.part(USE)));
            }
            return json;
        }

        @Override
        public Decoded fromJson(JsonNode json) {
            if (!json.isObject()) {
                return Faults.wrongKind(json, Faults.PARTS);
            }
            for (var given : json.propertyNames()) {
                if (!given.equals(VALUE) && !given.equals(USE)) {
                    return Decoded.refused(Problem.at(given, Faults.PART_UNKNOWN)
                            .with("given", Faults.shown(given))
                            .with("allowed", List.of(VALUE, USE, PRIMARY)));
                }
            }
            if (!json.has(VALUE)) {
                return Faults.wrongKind(json, Faults.PARTS);
            }
            var own = json.path(USE);
            return both(value.fromJson(json.path(VALUE)), own.isMissingNode() ? Decoded.of(null) : use.fromJson(own));
        }

        private static Decoded both(Decoded text, Decoded code) {
            if (text instanceof Decoded.Refused(var problem)) {
                return Decoded.refused(problem.under(VALUE));
            }
            if (code instanceof Decoded.Refused(var problem)) {
                return Decoded.refused(problem.under(USE));
            }
            var found = ((Decoded.Value) text).value();
            return Decoded.of(found == null ? null : composite(found, ((Decoded.Value) code).value()));
        }

        @Override
        public String toText(@Nullable Object one, Locale locale) {
            if (!(one instanceof Composite contact)) {
                return "";
            }
            var code = contact.part(USE);
            return contact.text(VALUE) + (code == null ? "" : " (" + use.toText(code, locale) + ")");
        }

        @Override
        public Decoded fromText(String text, Locale locale) {
            var written = WITH_USE.matcher(TextCodec.trim(text));
            if (written.matches() && use.fromText(written.group(2), locale) instanceof Decoded.Value known) {
                return both(value.fromText(written.group(1), locale), known);
            }
            return both(value.fromText(text, locale), Decoded.of(null));
        }

        @Override
        public Decoded normalise(@Nullable Object one) {
            return switch (one) {
                case null -> Decoded.of(null);
                case Composite contact -> both(value.normalise(contact.part(VALUE)), use.normalise(contact.part(USE)));
                case String text -> both(value.normalise(text), Decoded.of(null));
                case Object other -> Faults.wrongKind(other, Faults.PARTS);
            };
        }
    }
}
