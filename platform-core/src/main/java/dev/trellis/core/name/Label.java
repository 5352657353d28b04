package dev.trellis.core.name;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A text by language tag ({@code en}, {@code zh-CN}). What a reader gets: the exact tag, then the language, then
 * English, then any.
 */
public record Label(@JsonValue Map<String, String> texts) {

    public static final Label EMPTY = new Label(Map.of());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Label {
        texts = Map.copyOf(texts);
    }

    public static Label of(String english, String chinese) {
        return new Label(Map.of("en", english, "zh-CN", chinese));
    }

    /** Returns the text for a reader of {@code locale}, empty only if the label has no text at all. */
    public String text(Locale locale) {
        var exact = texts.get(locale.toLanguageTag());
        if (exact != null) {
            return exact;
        }
        var sorted = new TreeMap<>(texts);
        for (var entry : sorted.entrySet()) {
            if (Locale.forLanguageTag(entry.getKey()).getLanguage().equals(locale.getLanguage())) {
                return entry.getValue();
            }
        }
        var english = texts.get("en");
        if (english != null) {
            return english;
        }
        return sorted.isEmpty() ? "" : sorted.firstEntry().getValue();
    }

    /** Returns this label with one text set, or removed where the text is blank. */
    public Label with(String languageTag, String text) {
        var changed = new TreeMap<>(texts);
        if (text.isBlank()) {
            changed.remove(languageTag);
        } else {
            changed.put(languageTag, text.strip());
        }
        return new Label(changed);
    }

    /** Returns both texts with a dot between them, in every language that either has. */
    public Label joined(Label second) {
        var languages = new TreeSet<>(texts.keySet());
        languages.addAll(second.texts.keySet());
        var joined = new TreeMap<String, String>();
        for (var language : languages) {
            var locale = Locale.forLanguageTag(language);
            joined.put(language, text(locale) + " · " + second.text(locale));
        }
        return new Label(joined);
    }

    public boolean isEmpty() {
        return texts.isEmpty();
    }
}
