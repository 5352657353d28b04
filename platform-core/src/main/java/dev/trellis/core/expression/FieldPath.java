package dev.trellis.core.expression;

import java.util.List;

/**
 * A name path of an expression: {@code amount}, {@code account.industry}, {@code lines.amount}, {@code $user.department}.
 *
 * @param root where the path begins
 * @param names at least one field id; all but the last lead to another record
 */
public record FieldPath(Root root, List<String> names) {

    /** Where a path begins. */
    public enum Root {
        /** The record itself. */
        RECORD,
        /** The person who asks: {@code $user}. */
        USER,
        /** The record as it is stored: {@code $prior}. */
        PRIOR
    }

    public FieldPath {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("A path has at least one name");
        }
    }

    /** Returns the path of a field of the record itself or beyond it. */
    public static FieldPath of(String... names) {
        return new FieldPath(Root.RECORD, List.of(names));
    }

    public String first() {
        return names.getFirst();
    }

    public String last() {
        return names.getLast();
    }

    public boolean isSingle() {
        return names.size() == 1;
    }

    /** Returns what follows the first name; only for paths of two names and more. */
    public FieldPath rest() {
        return new FieldPath(root, names.subList(1, names.size()));
    }

    /** Returns the path of a part of what this path leads to. */
    public FieldPath then(String name) {
        var longer = new java.util.ArrayList<>(names);
        longer.add(name);
        return new FieldPath(root, longer);
    }

    @Override
    public String toString() {
        var joined = String.join(".", names);
        return switch (root) {
            case RECORD -> joined;
            case USER -> "$user." + joined;
            case PRIOR -> "$prior." + joined;
        };
    }
}
