package dev.trellis.core.field.types;

import dev.trellis.core.field.ColumnType;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.FieldPart;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Values of several parts, each by the codec of its own type. As text the parts stand one after the other with
 * {@code " / "} between them; a text without any is one part.
 *
 * @param plain the part that a text without separators stands for; empty where there is none
 * @param together the parts that must all be there
 */
record CompositeCodec(List<FieldPart> parts, String plain, List<String> together) implements ValueCodec {

    private static final String SEPARATOR = " / ";
    private static final Pattern SLASHES = Pattern.compile("(?<= )/(/*)(?= )");

    static Storage storage(List<FieldPart> parts) {
        return new Storage.Columns(parts.stream()
                .map(part -> new Storage.Part(part.name(), column(part)))
                .toList());
    }

    private static ColumnType column(FieldPart part) {
        if (part.type().storage() instanceof Storage.OneColumn(var type)) {
            return type;
        }
        throw new IllegalArgumentException("A part is kept in one column: " + part.name());
    }

    static ValueType valueType(List<FieldPart> parts) {
        var types = new LinkedHashMap<String, ValueType>();
        parts.forEach(part -> types.put(part.name(), part.type().valueType()));
        return new ValueType.Composite(types);
    }

    @Override
    public List<@Nullable Object> toColumns(@Nullable Object value) {
        var columns = new ArrayList<@Nullable Object>(parts.size());
        for (var part : parts) {
            var own = value instanceof Composite composite ? composite.part(part.name()) : null;
            columns.add(part.type().codec().toColumns(own).getFirst());
        }
        return columns;
    }

    @Override
    public @Nullable Object fromColumns(List<@Nullable Object> columns) {
        var read = new LinkedHashMap<String, Object>();
        for (int i = 0; i < parts.size(); i++) {
            var own = parts.get(i).type().codec().fromColumns(Collections.singletonList(columns.get(i)));
            if (own != null) {
                read.put(parts.get(i).name(), own);
            }
        }
        return read.isEmpty() ? null : new Composite(read);
    }

    @Override
    public JsonNode toJson(@Nullable Object value) {
        if (!(value instanceof Composite composite)) {
            return JsonNodeFactory.instance.nullNode();
        }
        var json = JsonNodeFactory.instance.objectNode();
        for (var part : parts) {
            var own = composite.part(part.name());
            if (own != null) {
                json.set(part.name(), part.type().codec().toJson(own));
            }
        }
        return json;
    }

    @Override
    public Decoded fromJson(JsonNode json) {
        if (json.isNull()) {
            return Decoded.of(null);
        }
        if (!json.isObject()) {
            return Faults.wrongKind(json, Faults.PARTS);
        }
        var names = parts.stream().map(FieldPart::name).toList();
        for (var given : json.propertyNames()) {
            if (!names.contains(given)) {
                return Decoded.refused(Problem.at(given, Faults.PART_UNKNOWN)
                        .with("given", Faults.shown(given))
                        .with("allowed", names));
            }
        }
        return gathered(part -> part.type()
                .codec()
                .fromJson(
                        json.path(part.name()).isMissingNode()
                                ? JsonNodeFactory.instance.nullNode()
                                : json.path(part.name())));
    }

    @Override
    public Decoded normalise(@Nullable Object value) {
        return switch (value) {
            case null -> Decoded.of(null);
            case Composite composite -> gathered(part -> part.type().codec().normalise(composite.part(part.name())));
            case Object other -> Faults.wrongKind(other, Faults.PARTS);
        };
    }

    private Decoded gathered(Function<FieldPart, Decoded> decode) {
        var read = new LinkedHashMap<String, Object>();
        for (var part : parts) {
            switch (decode.apply(part)) {
                case Decoded.Refused(var problem) -> {
                    return Decoded.refused(problem.under(part.name()));
                }
                case Decoded.Value(var value) -> {
                    if (value != null) {
                        read.put(part.name(), value);
                    }
                }
            }
        }
        if (read.isEmpty()) {
            return Decoded.of(null);
        }
        return read.keySet().containsAll(together)
                ? Decoded.of(new Composite(read))
                : Decoded.refused(Problem.at("", Faults.PARTS_TOGETHER)
                        .with(
                                "parts",
                                parts.stream()
                                        .filter(part -> together.contains(part.name()))
                                        .map(FieldPart::label)
                                        .toList()));
    }

    @Override
    public String toText(@Nullable Object value, Locale locale) {
        if (!(value instanceof Composite composite)) {
            return "";
        }
        if (composite.parts().keySet().equals(Set.of(plain))
                && !composite.text(plain).contains(SEPARATOR)) {
            return composite.text(plain);
        }
        var words = new ArrayList<String>();
        for (var part : parts) {
            var own = part.type().codec().toText(composite.part(part.name()), locale);
            words.add(SLASHES.matcher(own).replaceAll("//$1"));
        }
        while (words.getLast().isEmpty()) {
            words.removeLast();
        }
        return words.size() == 1 ? words.getFirst() + " /" : String.join(SEPARATOR, words);
    }

    @Override
    public Decoded fromText(String text, Locale locale) {
        var trimmed = TextCodec.trim(text);
        if (trimmed.isEmpty()) {
            return Decoded.of(null);
        }
        var padded = (trimmed.startsWith("/ ") ? " " : "") + trimmed + (trimmed.endsWith(" /") ? " " : "");
        var words = padded.split(SEPARATOR, -1);
        if (words.length == 1 && !plain.isEmpty()) {
            return gathered(part ->
                    part.name().equals(plain) ? part.type().codec().fromText(trimmed, locale) : Decoded.of(null));
        }
        if (words.length > parts.size()) {
            return Decoded.refused(Problem.at("", Faults.PARTS_TOO_MANY)
                    .with("given", Faults.shown(text))
                    .with("max", parts.size()));
        }
        return gathered(part -> {
            int at = parts.indexOf(part);
            return at < words.length
                    ? part.type().codec().fromText(SLASHES.matcher(words[at]).replaceAll("$1"), locale)
                    : Decoded.of(null);
        });
    }
}
