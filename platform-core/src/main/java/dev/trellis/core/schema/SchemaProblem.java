package dev.trellis.core.schema;

import dev.trellis.core.problem.ProblemCode;

/** Why tables cannot follow the metadata; texts in {@code trellis/messages/core-metadata}. */
public final class SchemaProblem {

    /** The column exists and holds values of another kind. */
    public static final ProblemCode OTHER_STORAGE = ProblemCode.invalid("METADATA_OTHER_STORAGE");

    /** The fields of an entity do not fit one row. */
    public static final ProblemCode TOO_WIDE = ProblemCode.invalid("METADATA_TOO_WIDE");

    /** The values are too long for an index that could keep them unique. */
    public static final ProblemCode NOT_INDEXABLE = ProblemCode.invalid("METADATA_NOT_INDEXABLE");

    /** A field is to be unique and its values are not. */
    public static final ProblemCode DUPLICATE_VALUES = ProblemCode.invalid("METADATA_DUPLICATE_VALUES");

    private SchemaProblem() {}
}
