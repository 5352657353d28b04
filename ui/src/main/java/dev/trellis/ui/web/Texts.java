package dev.trellis.ui.web;

import com.vaadin.flow.i18n.I18NProvider;
import dev.trellis.core.problem.Messages;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** Gives Vaadin the product's texts and languages. */
@Singleton
final class Texts implements I18NProvider {

    Texts() {}

    @Override
    public List<Locale> getProvidedLocales() {
        return Messages.LANGUAGES;
    }

    @Override
    public String getTranslation(String key, Locale locale, Object... parameters) {
        return Messages.text(key, locale);
    }
}
