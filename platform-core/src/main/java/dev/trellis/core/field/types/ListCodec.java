package dev.trellis.core.field.types;

import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Carries lists, each element by a codec of its own. Elements come once each; a list without any is blank.
 *
 * @param most how many elements
 * @param arrange the order in which they are kept
 */
record ListCodec(ValueCodec element, int most, UnaryOperator<List<Object>> arrange) implements ValueCodec {

    private static final Pattern SEPARATOR = Pattern.compile("[;；\\n]");
    private static final Pattern ANY_SEPARATOR = Pattern.compile("[;；\\n,，、|]");

    @Override
    public List<@Nullable Object> toColumns(@Nullable Object value) {
        return List.of();
    }

    @Override
    public @Nullable Object fromColumns(List<@Nullable Object> columns) {
        return null;
    }

    @Override
    public List<List<@Nullable Object>> toRows(@Nullable Object value) {
        var rows = new ArrayList<List<@Nullable Object>>();
        elements(value).forEach(one -> rows.add(element.toColumns(one)));
        return rows;
    }

    @Override
    public @Nullable Object fromRows(List<List<@Nullable Object>> rows) {
        var read = new ArrayList<Object>();
        for (var row : rows) {
            var one = element.fromColumns(row);
            if (one != null) {
                read.add(one);
            }
        }
        return read.isEmpty() ? null : List.copyOf(read);
    }

    @Override
    public JsonNode toJson(@Nullable Object value) {
        if (value == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        var array = JsonNodeFactory.instance.arrayNode();
        elements(value).forEach(one -> array.add(element.toJson(one)));
        return array;
    }

    @Override
    public Decoded fromJson(JsonNode json) {
        if (json.isNull()) {
            return Decoded.of(null);
        }
        if (!json.isArray()) {
            return Faults.wrongKind(json, Faults.LIST);
        }
        var read = new ArrayList<Decoded>();
        json.forEach(one -> read.add(element.fromJson(one)));
        return gathered(read);
    }

    @Override
    public String toText(@Nullable Object value, Locale locale) {
        return elements(value).stream().map(one -> element.toText(one, locale)).collect(Collectors.joining("; "));
    }

    /** Splits at semicolons and line ends; where that gives no elements, at commas too. */
    @Override
    public Decoded fromText(String text, Locale locale) {
        var first = split(text, SEPARATOR, locale);
        if (first instanceof Decoded.Value) {
            return first;
        }
        var second = split(text, ANY_SEPARATOR, locale);
        return second instanceof Decoded.Value ? second : first;
    }

    private Decoded split(String text, Pattern separator, Locale locale) {
        return gathered(separator
                .splitAsStream(text)
                .filter(word -> !TextCodec.trim(word).isEmpty())
                .map(word -> element.fromText(TextCodec.trim(word), locale))
                .toList());
    }

    @Override
    public Decoded normalise(@Nullable Object value) {
        return switch (value) {
            case null -> Decoded.of(null);
            case List<?> list -> gathered(list.stream().map(element::normalise).toList());
            case Object other -> Faults.wrongKind(other, Faults.LIST);
        };
    }

    private Decoded gathered(List<Decoded> read) {
        var values = new LinkedHashSet<Object>();
        for (int i = 0; i < read.size(); i++) {
            switch (read.get(i)) {
                case Decoded.Refused(var problem) -> {
                    return Decoded.refused(problem.under("[" + i + "]"));
                }
                case Decoded.Value(var value) -> {
                    if (value != null) {
                        values.add(value);
                    }
                }
            }
        }
        if (values.size() > most) {
            return Decoded.refused(Problem.at("", Faults.LIST_TOO_LONG)
                    .with("given", values.size())
                    .with("max", most));
        }
        return Decoded.of(values.isEmpty() ? null : List.copyOf(arrange.apply(new ArrayList<>(values))));
    }

    static List<?> elements(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
