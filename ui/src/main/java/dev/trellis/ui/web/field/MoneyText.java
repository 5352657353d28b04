package dev.trellis.ui.web.field;

import com.vaadin.flow.component.html.Span;
import dev.trellis.core.field.Money;
import dev.trellis.ui.web.field.FieldEditor.Entered;
import java.util.Locale;
import java.util.regex.Pattern;

/** The text of an amount while it is edited, behind the sign of its currency; a bare number stays in that currency. */
final class MoneyText {

    private static final Pattern BARE = Pattern.compile("[-+\u2212.,0-9\\s'’]*");

    private final NumberText text;
    private final Locale locale;
    private final Span sign = new Span();
    private String currency;

    MoneyText(NumberText text, String home, Locale locale) {
        this.text = text;
        this.locale = locale;
        this.currency = home;
        sign.setText(CurrencySymbol.of(home, locale));
    }

    /** Stands before the number. */
    Span sign() {
        return sign;
    }

    String typed(Object carrier) {
        if (carrier instanceof Money money) {
            currency = money.currency();
            sign.setText(CurrencySymbol.of(currency, locale));
        }
        return text.typed(carrier);
    }

    Entered parse(String typed) {
        return text.parse(typed) instanceof Entered.Value(Money money, var label)
                        && BARE.matcher(typed).matches()
                ? new Entered.Value(new Money(money.amount(), currency), label)
                : text.parse(typed);
    }
}
