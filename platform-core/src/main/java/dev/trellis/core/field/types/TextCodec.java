package dev.trellis.core.field.types;

import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.problem.Problem;
import java.text.Normalizer;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Exact Unicode text: NFC, no control characters, no half surrogate pairs; a single line is trimmed. */
final class TextCodec implements ValueCodec {

    /** What a kind of text demands beyond being text. */
    @FunctionalInterface
    interface Shape {
        Shape ANY = Decoded::of;

        /** Brings a cleaned, non-empty text into its stored form, or refuses it. */
        Decoded apply(String text);
    }

    private final int maxLength;
    private final boolean multiline;
    private final Shape shape;

    TextCodec(int maxLength, boolean multiline, Shape shape) {
        this.maxLength = maxLength;
        this.multiline = multiline;
        this.shape = shape;
    }

    static TextCodec singleLine(int maxLength) {
        return new TextCodec(maxLength, false, Shape.ANY);
    }

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
        return json.isString() ? normalise(json.stringValue()) : Faults.wrongKind(json, Faults.TEXT);
    }

    @Override
    public String toText(@Nullable Object value, Locale locale) {
        return value == null ? "" : value.toString();
    }

    @Override
    public Decoded fromText(String text, Locale locale) {
        return normalise(text);
    }

    @Override
    public Decoded normalise(@Nullable Object value) {
        if (value == null) {
            return Decoded.of(null);
        }
        if (!(value instanceof String raw)) {
            return Faults.wrongKind(value, Faults.TEXT);
        }
        var fault = badCharacter(raw);
        if (fault != null) {
            return Decoded.refused(fault);
        }
        var composed = Normalizer.normalize(raw, Normalizer.Form.NFC);
        var text = multiline
                ? composed.replaceAll("\r\n?", "\n")
                : trim(composed.replaceAll("[\\t\\r\\n\u0085\u2028\u2029]+", " "));
        if (trim(text).isEmpty()) {
            return Decoded.of(null);
        }
        return shape.apply(text) instanceof Decoded.Value(String shaped) ? bounded(shaped) : shape.apply(text);
    }

    private Decoded bounded(String text) {
        int length = text.codePointCount(0, text.length());
        if (length > maxLength) {
            return Decoded.refused(Problem.at("", Faults.TEXT_TOO_LONG)
                    .with("given", Faults.shown(text))
                    .with("length", length)
                    .with("max", maxLength));
        }
        return Decoded.of(text);
    }

    /** Cuts white space at both ends, including the ideographic, the no-break and the zero-width space. */
    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF' || c == '\u200B';
    }

    private static @Nullable Problem badCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c) || isForbiddenControl(c)) {
                return Problem.at("", Faults.TEXT_CHARACTER)
                        .with("given", String.format(Locale.ROOT, "U+%04X", (int) c))
                        .with("position", i + 1);
            }
        }
        return null;
    }

    private static boolean isForbiddenControl(char c) {
        return (c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == '\u007F';
    }
}
