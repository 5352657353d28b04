package dev.trellis.samples.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What is measured against: 1,000 accounts and as many opportunities as wanted, written straight into their tables in
 * statements of many rows, with everything that the gate would have computed. What is measured comes later.
 */
final class DataSet {

    static final int ACCOUNTS = 1_000;

    private static final int AT_ONCE = 5_000;
    private static final int MEASURED = 20_000;
    private static final List<String> STAGES = List.of("qualify", "needs", "proposal", "negotiation", "won", "lost");

    private final Connection connection;

    DataSet(Connection connection) {
        this.connection = connection;
    }

    void fill(int size, long owner, long seed) throws SQLException {
        connection.setAutoCommit(true);
        long accounts = number("SELECT COUNT(*) FROM r_account");
        for (long i = accounts; i < ACCOUNTS; i++) {
            run("""
                    INSERT INTO r_account (id, version, created_at, changed_at, row__live, owner, name)
                    VALUES (%d, 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), 1, %d, 'Company %05d')
                    """.formatted(1_000_000_000L + i, owner, i));
        }
        var random = new Random(seed);
        long there = number("SELECT COUNT(*) FROM r_opportunity");
        while (there < size) {
            int batch = (int) Math.min(AT_ONCE, size - there);
            run(opportunities(there, batch, owner, random));
            there += batch;
        }
        run("""
                UPDATE r_account a
                SET a.opportunity_count =
                    (SELECT COUNT(*) FROM r_opportunity o WHERE o.account = a.id AND o.deleted_at IS NULL)
                """);
        run("ANALYZE TABLE r_opportunity");
    }

    private static String opportunities(long from, int count, long owner, Random random) {
        var rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            long amount = random.nextLong(1, 10_000_000);
            rows.append(i == 0 ? "" : ",")
                    .append(
                            "(%d,1,UTC_TIMESTAMP(6),UTC_TIMESTAMP(6),%d,%d,1,%d,'Chance %07d',%d,%d,'%s','2026-12-%02d',0.1,%d,'new_business')"
                                    .formatted(
                                            2_000_000_000L + from + i,
                                            owner,
                                            owner,
                                            owner,
                                            from + i,
                                            1_000_000_000L + random.nextInt(ACCOUNTS),
                                            amount,
                                            STAGES.get(random.nextInt(STAGES.size())),
                                            1 + random.nextInt(28),
                                            amount / 10));
        }
        return "INSERT INTO r_opportunity (id, version, created_at, changed_at, created_by, changed_by, row__live,"
                + " owner, name, account, amount, stage, close_date, probability, weighted_amount, kind) VALUES "
                + rows;
    }

    /** Opportunities that nobody has changed yet, so that their version is known. */
    long[] opportunities() throws SQLException {
        return numbers("SELECT id FROM r_opportunity WHERE version = 1 ORDER BY id LIMIT " + MEASURED);
    }

    long[] accounts() throws SQLException {
        return numbers("SELECT id FROM r_account ORDER BY id LIMIT " + ACCOUNTS);
    }

    private void run(String statement) throws SQLException {
        try (var prepared = connection.createStatement()) {
            prepared.execute(statement);
        }
    }

    private long number(String query) throws SQLException {
        return numbers(query)[0];
    }

    private long[] numbers(String query) throws SQLException {
        var numbers = new ArrayList<Long>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            while (row.next()) {
                numbers.add(row.getLong(1));
            }
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }
}
