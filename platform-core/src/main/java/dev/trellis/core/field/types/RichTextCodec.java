package dev.trellis.core.field.types;

import dev.trellis.core.field.ValueCodec;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.safety.Safelist;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Clean HTML: what the list of allowed marks does not know is gone, when it comes in and when it is read, so that a
 * shorter list works on old values too.
 */
record RichTextCodec(int maxLength) implements ValueCodec {

    private static final Safelist MARKS = Safelist.none()
            .addTags(
                    "p",
                    "br",
                    "div",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "b",
                    "strong",
                    "i",
                    "em",
                    "u",
                    "s",
                    "sub",
                    "sup",
                    "ul",
                    "ol",
                    "li",
                    "blockquote",
                    "pre",
                    "code",
                    "hr",
                    "table",
                    "thead",
                    "tbody",
                    "tr",
                    "th",
                    "td",
                    "a")
            .addAttributes("a", "href")
            .addAttributes("td", "colspan", "rowspan")
            .addAttributes("th", "colspan", "rowspan")
            .addProtocols("a", "href", "http", "https", "mailto", "tel")
            .addEnforcedAttribute("a", "rel", "noopener noreferrer nofollow")
            .addEnforcedAttribute("a", "target", "_blank");

    private static final Document.OutputSettings AS_WRITTEN =
            new Document.OutputSettings().prettyPrint(false).charset("UTF-8");

    static String clean(String html) {
        return Jsoup.clean(html, "", MARKS, AS_WRITTEN).strip();
    }

    /** Returns what people read, a line for each paragraph. */
    static String plain(String html) {
        return Jsoup.parse(html).body().wholeText().strip();
    }

    private TextCodec text() {
        return new TextCodec(maxLength, true, RichTextCodec::shaped);
    }

    /** Marks around nothing are blank. */
    private static Decoded shaped(String text) {
        var clean = clean(text);
        return plain(clean).isEmpty() && !clean.contains("<hr") ? Decoded.of(null) : Decoded.of(clean);
    }

    @Override
    public List<@Nullable Object> toColumns(@Nullable Object value) {
        return text().toColumns(value);
    }

    @Override
    public @Nullable Object fromColumns(List<@Nullable Object> columns) {
        return columns.getFirst() == null ? null : clean(columns.getFirst().toString());
    }

    @Override
    public JsonNode toJson(@Nullable Object value) {
        return text().toJson(value);
    }

    @Override
    public Decoded fromJson(JsonNode json) {
        return text().fromJson(json);
    }

    @Override
    public String toText(@Nullable Object value, Locale locale) {
        return text().toText(value, locale);
    }

    @Override
    public Decoded fromText(String text, Locale locale) {
        return text().fromText(text, locale);
    }

    @Override
    public Decoded normalise(@Nullable Object value) {
        return text().normalise(value);
    }
}
