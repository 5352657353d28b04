package dev.trellis.core.schema;

import dev.trellis.core.field.Storage;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import java.util.List;

/**
 * The names of designed tables and their columns. Pure and for ever: a name is made of the slug once and nothing is
 * renamed physically. Slugs hold no double underscore, so no name made here meets another.
 */
public final class PhysicalNames {

    /** 1 while the record lives, NULL in the recycle bin: the second column of every unique index. */
    public static final SqlName LIVE = new SqlName("row__live");

    /** The fields that may be written in spite of the lock, separated by commas; NULL while nothing is locked. */
    public static final SqlName LOCK_OPEN = new SqlName("lock__open");

    private PhysicalNames() {}

    /** The table of an entity's records: {@code r_quote}. */
    public static SqlName table(String entity) {
        return new SqlName("r_" + entity);
    }

    public static SqlName table(EntityDefinition entity) {
        return table(entity.id());
    }

    /** The column of a system field or of a field kept in one column. */
    public static SqlName column(String field) {
        return new SqlName(field);
    }

    /** The column of one part of a value: {@code amount}, {@code amount__currency}. */
    public static SqlName column(String field, Storage.Part part) {
        return new SqlName(part.suffix().isEmpty() ? field : field + "__" + part.suffix());
    }

    /** The columns of a field in the order of its storage, the one to sort and filter by first; empty if none. */
    public static List<SqlName> columns(FieldDefinition field) {
        return switch (field.type().storage()) {
            case Storage.OneColumn _ -> List.of(column(field.id()));
            case Storage.Columns(var parts) ->
                parts.stream().map(part -> column(field.id(), part)).toList();
            case Storage.None _, Storage.ChildTable _ -> List.of();
        };
    }
}
