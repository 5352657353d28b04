package dev.trellis.core.record;

import dev.trellis.core.database.Database;
import dev.trellis.core.database.Sql;
import dev.trellis.core.field.NumberPattern;
import dev.trellis.core.problem.TrellisException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Draws the numbers of auto-number fields. Unique ones come out of blocks reserved outside every transaction: no two
 * are ever equal, gaps are allowed. Gapless ones are drawn inside the transaction that uses them.
 */
@Singleton
class Numbering {

    private static final int BLOCK = 10;
    private static final int MOST = 1_000;

    private final Database database;
    private final Sql sql;
    private final Map<String, Block> blocks = new HashMap<>();

    Numbering(Database database, Sql sql) {
        this.database = database;
        this.sql = sql;
    }

    private static final class Block {
        private long next;
        private long last = -1;
    }

    /**
     * Draws a number now and for good, also where the record is never saved.
     *
     * @param wanted how many are about to be drawn
     */
    String draw(Shape shape, FieldShape field, NumberPattern pattern, LocalDate day, int wanted) {
        var scope = scope(shape, field, pattern, day);
        return pattern.format(day, next(scope, wanted));
    }

    /** Draws the next numbers in the unit of work under way; whoever else wants some waits for its end. */
    List<String> drawGapless(Shape shape, FieldShape field, NumberPattern pattern, LocalDate day, int count) {
        var scope = scope(shape, field, pattern, day);
        sql.update("""
                INSERT INTO t_number_counter (scope, last_drawn) VALUES (?, ?)
                ON DUPLICATE KEY UPDATE last_drawn = last_drawn + VALUES(last_drawn)
                """, scope, count);
        long last = sql.one("SELECT last_drawn FROM t_number_counter WHERE scope = ?", row -> row.getLong(1), scope)
                .orElseThrow();
        return LongStream.rangeClosed(last - count + 1, last)
                .mapToObj(drawn -> pattern.format(day, drawn))
                .toList();
    }

    private static String scope(Shape shape, FieldShape field, NumberPattern pattern, LocalDate day) {
        return shape.id() + "." + field.id() + "/" + pattern.period(day);
    }

    private synchronized long next(String scope, int wanted) {
        var block = blocks.computeIfAbsent(scope, _ -> new Block());
        if (block.next > block.last) {
            int size = Math.clamp(wanted, BLOCK, MOST);
            block.last = reserve(scope, size);
            block.next = block.last - size + 1;
        }
        return block.next++;
    }

    /** Reserves a block for this node and returns its last number. */
    private long reserve(String scope, int size) {
        try (var connection = database.rawConnection()) {
            return reserve(connection, scope, size);
        } catch (SQLException e) {
            throw new TrellisException("No numbers for " + scope, e);
        }
    }

    private static long reserve(Connection connection, String scope, int size) throws SQLException {
        try (var reserve = connection.prepareStatement("""
                        INSERT INTO t_number_counter (scope, last_drawn) VALUES (?, LAST_INSERT_ID(?))
                        ON DUPLICATE KEY UPDATE last_drawn = LAST_INSERT_ID(last_drawn + ?)
                        """)) {
            reserve.setString(1, scope);
            reserve.setInt(2, size);
            reserve.setInt(3, size);
            reserve.executeUpdate();
        }
        try (var read = connection.prepareStatement("SELECT LAST_INSERT_ID()");
                var row = read.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
