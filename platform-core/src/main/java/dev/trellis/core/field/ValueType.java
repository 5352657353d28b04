package dev.trellis.core.field;

/**
 * What an expression sees of a field. Sealed: each engine switches over it once, exhaustively.
 *
 * <p>The carriers of values at run time, in records, forms, expressions and codecs alike; blank is always {@code null}
 * (never {@code ""}, never an empty list):
 *
 * <table>
 * <caption>carriers</caption>
 * <tr><td>Text</td><td>{@link String}</td></tr>
 * <tr><td>Numeric</td><td>{@link java.math.BigDecimal}; a percent is a fraction (0.15)</td></tr>
 * <tr><td>Bool</td><td>{@link Boolean}</td></tr>
 * <tr><td>Date</td><td>{@link java.time.LocalDate}</td></tr>
 * <tr><td>DateTime</td><td>{@link java.time.Instant}</td></tr>
 * <tr><td>Time</td><td>{@link java.time.LocalTime}</td></tr>
 * <tr><td>Option</td><td>{@link String}, the option's code</td></tr>
 * <tr><td>Money</td><td>{@link dev.trellis.core.field.Money}</td></tr>
 * <tr><td>Ref</td><td>{@link dev.trellis.core.field.RecordId}</td></tr>
 * <tr><td>ListOf</td><td>{@link java.util.List} of carriers, without blanks</td></tr>
 * <tr><td>Composite</td><td>{@link dev.trellis.core.field.Composite}</td></tr>
 * <tr><td>Opaque</td><td>what the type's codec says</td></tr>
 * <tr><td>Rows</td><td>{@link java.util.List} of child rows; what a row is, the engine that holds it says</td></tr>
 * </table>
 */
public sealed interface ValueType {

    ValueType TEXT = new Text();
    ValueType NUMBER = new Numeric();
    ValueType BOOL = new Bool();
    ValueType DATE = new Date();
    ValueType DATE_TIME = new DateTime();
    ValueType TIME = new Time();
    ValueType MONEY = new MoneyAmount();
    ValueType BLANK = new Blank();

    record Text() implements ValueType {}

    record Numeric() implements ValueType {}

    record Bool() implements ValueType {}

    record Date() implements ValueType {}

    record DateTime() implements ValueType {}

    record Time() implements ValueType {}

    /** One of the codes; equal sets of codes are the same type. */
    record Option(java.util.List<String> codes) implements ValueType {
        public Option {
            codes = java.util.List.copyOf(codes);
        }
    }

    record MoneyAmount() implements ValueType {}

    /** A reference to one record of an entity. */
    record Ref(String entity) implements ValueType {

        /** Of a given id: it refers to whatever it is compared with. */
        public static final Ref ANY = new Ref("");
    }

    /** The child rows of an entity that belongs to this one. */
    record Rows(String entity) implements ValueType {}

    record ListOf(ValueType element) implements ValueType {}

    /** Several named parts, of which the first is the main one; expressions reach each by its name. */
    record Composite(java.util.Map<String, ValueType> parts) implements ValueType {
        public Composite {
            parts = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(parts));
        }

        /** The main part. */
        public ValueType first() {
            return parts.values().iterator().next();
        }
    }

    /** Something that expressions cannot read; they can only tell whether it is there. */
    record Opaque() implements ValueType {}

    /** The type of the literal BLANK; fits everywhere. */
    record Blank() implements ValueType {}
}
