package dev.trellis.core.schema;

import java.util.regex.Pattern;

/**
 * The name of a table, column or index; the only way a name enters SQL. Lower-case ASCII letters, digits and
 * underscores, beginning with a letter, at most 64 characters: nothing that could leave its quotes.
 */
public record SqlName(String text) implements Comparable<SqlName> {

    /** What MySQL and MariaDB allow. */
    public static final int MAX_LENGTH = 64;

    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9_]*");

    public SqlName {
        if (text.length() > MAX_LENGTH || !SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("Not a name for SQL: " + text);
        }
    }

    /** Returns the name in backticks, as every statement must write it. */
    public String quoted() {
        return '`' + text + '`';
    }

    @Override
    public int compareTo(SqlName other) {
        return text.compareTo(other.text);
    }

    /** Returns the bare text, for comparison with the catalogue and for libraries that quote by themselves. */
    @Override
    public String toString() {
        return text;
    }
}
