package dev.trellis.core.field;

import java.util.List;

/** Where the values of a field live. Sealed: the planner and the store switch over it once each. */
public sealed interface Storage {

    /** Nothing is stored: computed in the query or by the reader. */
    record None() implements Storage {}

    /** One column named after the field. */
    record OneColumn(ColumnType type) implements Storage {}

    /** Several columns, each named after the field and the part: {@code amount}, {@code amount__currency}. */
    record Columns(List<Part> parts) implements Storage {
        public Columns {
            parts = List.copyOf(parts);
        }
    }

    /** The rows are records of another entity that is {@code ownedBy} this one. */
    record ChildTable(String entity) implements Storage {}

    /**
     * A table of its own with one row per element of a list, in order. The values travel through {@link
     * ValueCodec#toRows} and {@link ValueCodec#fromRows}; the first part is the one that filters ask for.
     */
    record LinkTable(List<Part> parts) implements Storage {
        public LinkTable {
            parts = List.copyOf(parts);
        }
    }

    /** A reference to a record of the same entity; the platform keeps the way down from the top beside it. */
    record Tree() implements Storage {}

    /** One part of a value kept in several columns; the part with the empty suffix comes first. */
    record Part(String suffix, ColumnType type) {}
}
