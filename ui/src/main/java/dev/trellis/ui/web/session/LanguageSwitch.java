package dev.trellis.ui.web.session;

import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import java.util.List;
import java.util.Locale;

/** Changes the language where one stands: every part that shows text observes it and nothing typed is lost. */
public final class LanguageSwitch extends Div implements LocaleChangeObserver {

    private final List<Button> buttons;

    public LanguageSwitch() {
        addClassName("language-switch");
        buttons = List.of(button("中", Locale.SIMPLIFIED_CHINESE), button("EN", Locale.ENGLISH));
        buttons.forEach(this::add);
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", getTranslation("language.switch"));
        for (int i = 0; i < buttons.size(); i++) {
            var isCurrent = locale(i).getLanguage().equals(event.getLocale().getLanguage());
            buttons.get(i).getElement().setAttribute("aria-pressed", Boolean.toString(isCurrent));
        }
    }

    private static Locale locale(int index) {
        return index == 0 ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
    }

    private static Button button(String text, Locale locale) {
        var button = new Button(text, (ClickEvent<Button> clicked) -> CurrentActor.chooseLanguage(locale));
        button.addClassName("quiet");
        button.setAriaLabel(locale.getDisplayLanguage(locale));
        return button;
    }
}
