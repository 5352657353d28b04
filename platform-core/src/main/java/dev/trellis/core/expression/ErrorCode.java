package dev.trellis.core.expression;

/** Why an expression has no value. Errors are values: they travel upwards until {@code IFERROR} or the caller meets them. */
public enum ErrorCode {
    /** Division by zero or by blank. */
    DIV0,
    /** Values that do not go together, e.g. amounts in two currencies. */
    TYPE,
    /** Out of range: overflow, an impossible date, a negative length. */
    DOMAIN,
    /** A referenced thing does not exist, e.g. no exchange rate. */
    REF,
    /** A formula that needs itself; found when the metadata is checked. */
    CYCLE,
    /** More work than an expression may ask for. */
    LIMIT,
    /** The reader may not see what is needed. */
    PERM;

    /** Returns the form people see: {@code #DIV0}. */
    public String text() {
        return "#" + name();
    }
}
