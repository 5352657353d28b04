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

    /** The record to which a row of an extension table or of a table of elements belongs. */
    public static final SqlName RECORD = new SqlName("row__id");

    /** The place of an element in its list. */
    public static final SqlName ELEMENT = new SqlName("row__position");

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

    /** The column beside a hierarchy's reference that holds the ids of everything above: {@code /1/5/}. */
    public static SqlName path(String field) {
        return new SqlName(field + "__path");
    }

    /** The table with the elements of a list: {@code l_contact__phones}; shortened where the two names are long. */
    public static SqlName links(String entity, String field) {
        var name = "l_" + entity + "__" + field;
        return new SqlName(
                name.length() <= SqlName.MAX_LENGTH
                        ? name
                        : name.substring(0, SqlName.MAX_LENGTH - 10) + "_"
                                + "%09x".formatted(Integer.toUnsignedLong(name.hashCode())));
    }

    /** The n-th table, from 1, with fields that found no room in the first: {@code x_account__1}. */
    public static SqlName extension(String entity, int number) {
        return new SqlName("x_" + entity + "__" + number);
    }

    /** The column of one part of an element: {@code value}, {@code value__use}. */
    public static SqlName element(Storage.Part part) {
        return column("value", part);
    }

    /** The columns of a field in the order of its storage, the one to sort and filter by first; empty if none. */
    public static List<SqlName> columns(FieldDefinition field) {
        return switch (field.type().storage()) {
            case Storage.OneColumn _ -> List.of(column(field.id()));
            case Storage.Columns(var parts) ->
                parts.stream().map(part -> column(field.id(), part)).toList();
            case Storage.Tree _ -> List.of(column(field.id()), path(field.id()));
            case Storage.None _, Storage.ChildTable _, Storage.LinkTable _ -> List.of();
        };
    }
}
