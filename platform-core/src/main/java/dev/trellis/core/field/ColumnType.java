package dev.trellis.core.field;

/** The type of one database column, in the common subset of MySQL 8.4 and MariaDB 11. */
public sealed interface ColumnType {

    /** Exact Unicode text of at most {@code length} characters (utf8mb4, binary, no padding). */
    record Varchar(int length) implements ColumnType {}

    /** Codes and keys: ASCII, binary collation. */
    record Ascii(int length) implements ColumnType {}

    record Decimal(int precision, int scale) implements ColumnType {}

    /** The column types without parameters. */
    enum Plain implements ColumnType {
        /** Unicode text up to 16 MiB. */
        MEDIUMTEXT,
        BIGINT,
        INT,
        /** 0, 1 or NULL. */
        TINYINT,
        DATE,
        /** UTC, microseconds. */
        DATETIME6,
        TIME
    }
}
