package dev.trellis.core.problem;

import dev.trellis.core.name.Label;
import dev.trellis.core.name.Named;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Renders texts in the reader's language. Texts are the resources {@code trellis/messages/<module>.<locale>.properties}
 * (UTF-8; {@code en} and {@code zh-CN}) of the modules and their parts; a placeholder is {@code {name}}, or
 * {@code {name~}} where a label stands amidst a sentence: in English "Lead" reads "lead" there, "MES project" as it is.
 * A plug-in names its modules in {@code trellis/messages/plugin.list}, one in a line; it may add texts, not change any.
 */
public final class Messages {

    /** The languages in which the product itself speaks, the fallback first. */
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE);

    private static final List<String> MODULES = List.of(
            "core",
            "core-access",
            "core-action",
            "core-automation",
            "core-fields",
            "core-files",
            "core-merge",
            "core-money",
            "core-metadata",
            "core-scripts",
            "core-sharing",
            "core-transfer",
            "form",
            "form-flow",
            "form-rule",
            "form-start",
            "templates",
            "ui",
            "ui-access",
            "ui-approval",
            "ui-audit",
            "ui-automation",
            "ui-crm",
            "ui-deputies",
            "ui-fields",
            "ui-flow",
            "ui-flow-trial",
            "ui-merge",
            "ui-money",
            "ui-rules",
            "ui-sharing",
            "ui-tokens",
            "ui-transfer",
            "workflow",
            "workflow-approval",
            "workflow-automation",
            "workflow-crm",
            "workflow-deputies",
            "workflow-steps",
            "ui-people",
            "core-handover",
            "workflow-rules",
            "workflow-start",
            "ui-start");
    private static final char INSIDE = '~';
    private static final String OF_PLUGINS = "trellis/messages/plugin.list";
    private static final Map<Locale, Map<String, String>> TEXTS = load();

    private Messages() {}

    /** Returns the text of a key, or empty where neither the language nor the fallback has one. */
    public static Optional<String> find(String key, Locale locale) {
        var language = language(locale);
        var text = TEXTS.getOrDefault(language, Map.of()).get(key);
        if (text == null) {
            text = TEXTS.getOrDefault(Locale.ENGLISH, Map.of()).get(key);
        }
        return Optional.ofNullable(text);
    }

    /** Returns the text of a key with its placeholders filled; a missing text is a bug and says so. */
    public static String text(String key, Locale locale, Map<String, ?> arguments) {
        var template = find(key, locale).orElseThrow(() -> new TrellisException("No text for " + key));
        return fill(template, locale, arguments);
    }

    public static String text(String key, Locale locale) {
        return text(key, locale, Map.of());
    }

    public static String text(Problem problem, Locale locale) {
        return text(problem.code().key(), locale, problem.arguments());
    }

    /** Returns which of {@link #LANGUAGES} serves a reader of {@code locale}. */
    public static Locale language(Locale locale) {
        return locale.getLanguage().equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
    }

    /** Returns a label as it is written within a sentence. */
    private static String inside(String label, Locale locale) {
        boolean isWord = label.length() > 1
                && Character.isUpperCase(label.charAt(0))
                && label.substring(1).equals(label.substring(1).toLowerCase(Locale.ROOT));
        return isWord && language(locale).equals(Locale.ENGLISH) ? label.toLowerCase(Locale.ROOT) : label;
    }

    private static String fill(String template, Locale locale, Map<String, ?> arguments) {
        var out = new StringBuilder(template.length() + 32);
        int from = 0;
        while (from < template.length()) {
            int open = template.indexOf('{', from);
            int close = open < 0 ? -1 : template.indexOf('}', open);
            if (close < 0) {
                break;
            }
            out.append(template, from, open);
            boolean isInside = template.charAt(close - 1) == INSIDE;
            var value = arguments.get(template.substring(open + 1, isInside ? close - 1 : close));
            var shown = value == null ? "" : show(value, locale);
            out.append(isInside ? inside(shown, locale) : shown);
            from = close + 1;
        }
        return out.append(template, from, template.length()).toString();
    }

    private static String show(Object value, Locale locale) {
        return switch (value) {
            case Label label -> label.text(locale);
            case Named(var id, var label) -> label.isEmpty() ? id : label.text(locale);
            case List<?> several ->
                several.stream()
                        .map(one -> show(Objects.requireNonNull(one), locale))
                        .collect(Collectors.joining(text("list.separator", locale)));
            default -> value.toString();
        };
    }

    private static Map<Locale, Map<String, String>> load() {
        var texts = new HashMap<Locale, Map<String, String>>();
        var plugins = pluginModules();
        for (var locale : LANGUAGES) {
            var merged = new HashMap<String, String>();
            MODULES.forEach(module -> texts(module, locale).forEach(merged::put));
            plugins.forEach(module -> texts(module, locale).forEach(merged::putIfAbsent));
            texts.put(locale, Map.copyOf(merged));
        }
        return Map.copyOf(texts);
    }

    private static Map<String, String> texts(String module, Locale locale) {
        var texts = new HashMap<String, String>();
        for (var url : resources("trellis/messages/" + module + "." + locale.toLanguageTag() + ".properties")) {
            read(url).forEach((key, text) -> texts.put(key.toString(), text.toString()));
        }
        return texts;
    }

    private static List<String> pluginModules() {
        var modules = new ArrayList<String>();
        for (var url : resources(OF_PLUGINS)) {
            try (var lines = url.openStream()) {
                new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .forEach(modules::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return modules;
    }

    private static List<URL> resources(String name) {
        try {
            var urls = new ArrayList<URL>();
            Messages.class.getClassLoader().getResources(name).asIterator().forEachRemaining(urls::add);
            return urls;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties read(URL url) {
        try (var reader = new InputStreamReader(url.openStream(), StandardCharsets.UTF_8)) {
            var properties = new Properties();
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
