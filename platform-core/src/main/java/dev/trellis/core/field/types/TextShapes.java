package dev.trellis.core.field.types;

import dev.trellis.core.field.ValueCodec.Decoded;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** The shapes of text that people also click: mail addresses, telephone numbers, web addresses. */
final class TextShapes {

    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>,;]{1,64}@[^\\s@.<>,;]+(\\.[^\\s@.<>,;]+)+");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9 ()./#*,;\\-]*(([xX转]|ext\\.?) ?[0-9]+)?");
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.\\-]*)://.*");
    private static final Pattern URL =
            Pattern.compile("(?i:https?)://[^\\s/?#:@\\\\<>\"]+(:[0-9]{1,5})?([/?#][^\\s<>\"]*)?");
    private static final int FEWEST_DIGITS = 3;

    private TextShapes() {}

    static Decoded email(String text) {
        var plain = halfWidth(text);
        return EMAIL.matcher(plain).matches() ? Decoded.of(plain) : Faults.refused(Faults.EMAIL_SHAPE, text);
    }

    static Decoded phone(String text) {
        var plain = halfWidth(text).replaceAll("[\u2010-\u2015\u2212]", "-");
        boolean enough = plain.chars().filter(c -> c >= '0' && c <= '9').count() >= FEWEST_DIGITS;
        return enough && PHONE.matcher(plain).matches() ? Decoded.of(plain) : Faults.refused(Faults.PHONE_SHAPE, text);
    }

    /** One number of several: without the characters that stand between numbers. */
    static Decoded onePhone(String text) {
        return text.matches(".*[;；].*") ? Faults.refused(Faults.PHONE_SHAPE, text) : phone(text);
    }

    /** What Code 128 can draw: printable ASCII. */
    static Decoded code128(String text) {
        var plain = halfWidth(text);
        return plain.chars().allMatch(c -> c >= ' ' && c <= '~')
                ? Decoded.of(plain)
                : Faults.refused(Faults.BARCODE_SHAPE, text);
    }

    /** Thirteen digits of which the last is right, or twelve, to which it is added. */
    static Decoded ean13(String text) {
        var digits = halfWidth(text).replaceAll("[ -]", "");
        if (!digits.matches("[0-9]{12,13}")) {
            return Faults.refused(Faults.EAN_SHAPE, text);
        }
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        var whole = digits.substring(0, 12) + (10 - sum % 10) % 10;
        return whole.startsWith(digits) ? Decoded.of(whole) : Faults.refused(Faults.EAN_SHAPE, text);
    }

    /** Adds {@code https://} where no scheme is given; only http and https are accepted. */
    static Decoded url(String text) {
        var full = SCHEME.matcher(text).matches() ? text : "https://" + text;
        boolean hasDot = full.indexOf('.') > 0 || full.contains("//localhost");
        return hasDot && URL.matcher(full).matches() ? Decoded.of(full) : Faults.refused(Faults.URL_SHAPE, text);
    }

    private static String halfWidth(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }
}
