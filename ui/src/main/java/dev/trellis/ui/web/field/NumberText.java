package dev.trellis.ui.web.field;

import dev.trellis.core.field.Money;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.ui.web.field.FieldEditor.Entered;
import java.math.BigDecimal;
import java.util.Locale;

/** The text of a number while it is edited: grouped, without trailing zeros, a percent without its sign. */
record NumberText(ValueCodec codec, boolean percent, Locale locale) {

    String typed(Object carrier) {
        var number = carrier instanceof Money money ? money.amount() : (BigDecimal) carrier;
        var shown = percent ? number.movePointRight(2) : number;
        var plain = shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
        int point = plain.indexOf('.');
        var whole = point < 0 ? plain : plain.substring(0, point);
        return grouped(whole) + (point < 0 ? "" : plain.substring(point));
    }

    Entered parse(String typed) {
        var text = typed.strip();
        var signed = percent && !text.isEmpty() && !text.endsWith("%") && !text.endsWith("％") ? text + "%" : text;
        return switch (codec.fromText(signed, locale)) {
            case ValueCodec.Decoded.Value(var value) -> new Entered.Value(value, "");
            case ValueCodec.Decoded.Refused(var problem) -> new Entered.Unreadable(typed, problem);
        };
    }

    private static String grouped(String whole) {
        var sign = whole.startsWith("-") ? "-" : "";
        var digits = whole.substring(sign.length());
        var out = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) {
                out.append(',');
            }
            out.append(digits.charAt(i));
        }
        return sign + out;
    }
}
