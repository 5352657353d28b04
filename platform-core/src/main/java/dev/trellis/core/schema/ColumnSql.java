package dev.trellis.core.schema;

import dev.trellis.core.database.Dialect;
import dev.trellis.core.field.ColumnType;

/** What a column type is in DDL, how many bytes it takes, and which type holds the values of which other. */
final class ColumnSql {

    private static final int BYTES_PER_CHARACTER = 4;

    private ColumnSql() {}

    /** How a column comes to hold another type's values. */
    enum Widening {
        /** It holds them as it is. */
        NONE,
        /** Only the description of the column changes. */
        INPLACE,
        /** The table is copied; writers wait. */
        COPY,
        /** Values could be lost: never done. */
        IMPOSSIBLE
    }

    static String ddl(ColumnType type, Dialect dialect) {
        return switch (type) {
            case ColumnType.Varchar(var length) ->
                "VARCHAR(%d) CHARACTER SET utf8mb4 COLLATE %s".formatted(length, dialect.textCollation());
            case ColumnType.Ascii(var length) -> "VARCHAR(%d) CHARACTER SET ascii COLLATE ascii_bin".formatted(length);
            case ColumnType.Decimal(var precision, var scale) -> "DECIMAL(%d, %d)".formatted(precision, scale);
            case ColumnType.Plain plain -> ddl(plain, dialect);
        };
    }

    private static String ddl(ColumnType.Plain type, Dialect dialect) {
        return switch (type) {
            case MEDIUMTEXT -> "MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE " + dialect.textCollation();
            case DATETIME6 -> "DATETIME(6)";
            case BIGINT, INT, TINYINT, DATE, TIME -> type.name();
        };
    }

    /** Tells how a column that exists as {@code from} comes to hold every value of {@code to}. */
    static Widening widening(ColumnType from, ColumnType to) {
        if (from.equals(to)) {
            return Widening.NONE;
        }
        return switch (from) {
            case ColumnType.Varchar(var length) ->
                switch (to) {
                    case ColumnType.Varchar(var wanted) -> wanted <= length ? Widening.NONE : Widening.INPLACE;
                    case ColumnType.Plain plain when plain == ColumnType.Plain.MEDIUMTEXT -> Widening.COPY;
                    case ColumnType.Plain _, ColumnType.Ascii _, ColumnType.Decimal _ -> Widening.IMPOSSIBLE;
                };
            case ColumnType.Ascii(var length) ->
                switch (to) {
                    case ColumnType.Ascii(var wanted) -> wanted <= length ? Widening.NONE : Widening.INPLACE;
                    case ColumnType.Varchar(var wanted) when wanted >= length -> Widening.COPY;
                    case ColumnType.Varchar _, ColumnType.Plain _, ColumnType.Decimal _ -> Widening.IMPOSSIBLE;
                };
            case ColumnType.Decimal(var precision, var scale) ->
                switch (to) {
                    case ColumnType.Decimal(var digits, var places)
                    when places <= scale && digits - places <= precision - scale -> Widening.NONE;
                    case ColumnType.Decimal(var digits, var places)
                    when places >= scale && digits - places >= precision - scale -> Widening.COPY;
                    case ColumnType.Decimal _, ColumnType.Varchar _, ColumnType.Ascii _, ColumnType.Plain _ ->
                        Widening.IMPOSSIBLE;
                };
            case ColumnType.Plain plain -> widening(plain, to);
        };
    }

    private static Widening widening(ColumnType.Plain from, ColumnType to) {
        return switch (from) {
            case MEDIUMTEXT -> to instanceof ColumnType.Varchar ? Widening.NONE : Widening.IMPOSSIBLE;
            case INT -> to == ColumnType.Plain.BIGINT ? Widening.COPY : Widening.IMPOSSIBLE;
            case TINYINT, BIGINT, DATE, DATETIME6, TIME -> Widening.IMPOSSIBLE;
        };
    }

    /** Tells whether values vary in length. */
    static boolean isVariable(ColumnType type) {
        return type instanceof ColumnType.Varchar
                || type instanceof ColumnType.Ascii
                || type == ColumnType.Plain.MEDIUMTEXT;
    }

    /** The most bytes that a value takes by the rules of the row definition (65,535 bytes for a table). */
    static int definitionBytes(ColumnType type) {
        return switch (type) {
            case ColumnType.Varchar(var length) -> length * BYTES_PER_CHARACTER + 2;
            case ColumnType.Ascii(var length) -> length + 2;
            case ColumnType.Decimal _ -> fixedBytes(type);
            case ColumnType.Plain plain -> plain == ColumnType.Plain.MEDIUMTEXT ? 11 : fixedBytes(type);
        };
    }

    /** The bytes of a value of fixed length. */
    static int fixedBytes(ColumnType type) {
        return switch (type) {
            case ColumnType.Varchar _, ColumnType.Ascii _ -> 0;
            case ColumnType.Decimal(var precision, var scale) -> digitBytes(precision - scale) + digitBytes(scale);
            case ColumnType.Plain plain ->
                switch (plain) {
                    case MEDIUMTEXT -> 0;
                    case BIGINT, DATETIME6 -> 8;
                    case INT -> 4;
                    case TINYINT -> 1;
                    case DATE, TIME -> 3;
                };
        };
    }

    private static int digitBytes(int digits) {
        int[] rest = {0, 1, 1, 2, 2, 3, 3, 4, 4};
        return digits / 9 * 4 + rest[digits % 9];
    }
}
