package dev.trellis.ui.web;

import com.vaadin.flow.i18n.I18NProvider;
import dev.trellis.core.problem.Messages;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Gives Vaadin the product's texts and languages; placeholders are filled from a map given as the only parameter. */
@Singleton
final class Texts implements I18NProvider {

    Texts() {}

    @Override
    public List<Locale> getProvidedLocales() {
        return Messages.LANGUAGES;
    }

    @Override
    public String getTranslation(String key, Locale locale, Object... parameters) {
        if (parameters.length == 0) {
            return Messages.text(key, locale);
        }
        if (parameters.length == 1 && parameters[0] instanceof Map<?, ?> arguments) {
            var named = new java.util.HashMap<String, Object>();
            arguments.forEach((name, value) -> named.put(String.valueOf(name), String.valueOf(value)));
            return Messages.text(key, locale, named);
        }
        throw new IllegalArgumentException("The text " + key + " takes its arguments as one map");
    }
}
