package dev.trellis.core.metadata;

import java.util.List;

/**
 * The names of the columns every record table has beside the designed ones. They can be read, filtered and sorted like
 * fields ({@code owner} also written with the right transfer); no designed field may take such a name.
 */
public final class SystemFields {

    public static final String ID = "id";
    public static final String VERSION = "version";
    public static final String CREATED_AT = "created_at";
    public static final String CREATED_BY = "created_by";
    public static final String CHANGED_AT = "changed_at";
    public static final String CHANGED_BY = "changed_by";
    public static final String OWNER = "owner";
    public static final String DEPARTMENT = "department";
    public static final String LOCK = "lock";
    public static final String DELETED_AT = "deleted_at";
    /** Only in the tables of line items, instead of owner and department. */
    public static final String PARENT = "parent";

    public static final String POSITION = "position";

    /** Every reserved name. */
    public static final List<String> ALL = List.of(
            ID,
            VERSION,
            CREATED_AT,
            CREATED_BY,
            CHANGED_AT,
            CHANGED_BY,
            OWNER,
            DEPARTMENT,
            LOCK,
            DELETED_AT,
            PARENT,
            POSITION);

    private SystemFields() {}
}
