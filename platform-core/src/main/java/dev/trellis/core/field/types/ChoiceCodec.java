package dev.trellis.core.field.types;

import dev.trellis.core.field.Editor;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.problem.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One of some options, kept as its code. Inactive options are read like the others: that nobody chooses one anew is the
 * form's and the gate's business.
 */
record ChoiceCodec(List<Editor.Option> options) implements ValueCodec {

    private static final int MOST_NAMED = 20;

    @Override
    public List<@Nullable Object> toColumns(@Nullable Object value) {
        return Collections.singletonList(value);
    }

    @Override
    public @Nullable Object fromColumns(List<@Nullable Object> columns) {
        return columns.getFirst();
    }

    @Override
    public JsonNode toJson(@Nullable Object value) {
        return value == null
                ? JsonNodeFactory.instance.nullNode()
                : JsonNodeFactory.instance.stringNode(value.toString());
    }

    @Override
    public Decoded fromJson(JsonNode json) {
        if (json.isNull()) {
            return Decoded.of(null);
        }
        return json.isString() ? normalise(json.stringValue()) : Faults.wrongKind(json, Faults.CHOICE);
    }

    /** Shows the label; a code that is no longer among the options shows itself. */
    @Override
    public String toText(@Nullable Object value, Locale locale) {
        if (value == null) {
            return "";
        }
        return find(value.toString()).map(option -> option.label().text(locale)).orElse(value.toString());
    }

    /** Reads a label in the reader's language, then a label in any language, then a code. */
    @Override
    public Decoded fromText(String text, Locale locale) {
        var word = TextCodec.trim(text);
        if (word.isEmpty()) {
            return Decoded.of(null);
        }
        return options.stream()
                .filter(option -> option.label().text(locale).equalsIgnoreCase(word))
                .findFirst()
                .or(() -> options.stream()
                        .filter(option ->
                                option.label().texts().values().stream().anyMatch(word::equalsIgnoreCase))
                        .findFirst())
                .or(() -> find(word))
                .map(option -> Decoded.of(option.code()))
                .orElseGet(() -> unknown(
                        word,
                        allowed().map(Editor.Option::label).limit(MOST_NAMED).toList()));
    }

    @Override
    public Decoded normalise(@Nullable Object value) {
        return switch (value) {
            case null -> Decoded.of(null);
            case String code when code.isEmpty() -> Decoded.of(null);
            case String code when find(code).isPresent() -> Decoded.of(code);
            case String code -> unknown(code);
            case Object other -> Faults.wrongKind(other, Faults.CHOICE);
        };
    }

    private Optional<Editor.Option> find(String code) {
        return options.stream().filter(option -> option.code().equals(code)).findFirst();
    }

    private Stream<Editor.Option> allowed() {
        return options.stream().filter(Editor.Option::active);
    }

    /** Programs are told the codes; people, who type labels, are told those. */
    private Decoded unknown(String given) {
        return unknown(
                given, allowed().map(Editor.Option::code).limit(MOST_NAMED).collect(Collectors.joining(", ")));
    }

    private static Decoded unknown(String given, Object allowed) {
        return Decoded.refused(Problem.at("", Faults.CHOICE_UNKNOWN)
                .with("given", Faults.shown(given))
                .with("allowed", allowed));
    }
}
