package dev.trellis.samples.iban;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of ISO 13616: two letters of a country, two check digits, up to 30 letters and digits. */
final class Iban {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Pattern SHAPE = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}");
    private static final BigInteger MODULUS = BigInteger.valueOf(97);

    private Iban() {}

    static boolean isCountry(String country) {
        return COUNTRIES.contains(country);
    }

    /** The pattern of a JSON Schema, which knows the shape but not the check digits. */
    static String pattern(String country) {
        return "^" + (country.isEmpty() ? "[A-Z]{2}" : country) + "[0-9]{2}[A-Z0-9]{11,30}$";
    }

    /** Takes spaces and small letters away, as people write them in groups of four. */
    static String compact(String text) {
        return text.replace(" ", "").toUpperCase(Locale.ROOT);
    }

    static String grouped(String iban) {
        return iban.replaceAll("(.{4})(?=.)", "$1 ");
    }

    /** Tells whether shape, country and check digits are right; the text must be compact. */
    static boolean isValid(String iban) {
        return SHAPE.matcher(iban).matches()
                && isCountry(iban.substring(0, 2))
                && digits(iban.substring(4) + iban.substring(0, 4)).mod(MODULUS).equals(BigInteger.ONE);
    }

    /** Letters count from A = 10 to Z = 35. */
    private static BigInteger digits(String text) {
        var digits = new StringBuilder();
        text.chars().forEach(c -> digits.append(Character.digit(c, Character.MAX_RADIX)));
        return new BigInteger(digits.toString());
    }
}
