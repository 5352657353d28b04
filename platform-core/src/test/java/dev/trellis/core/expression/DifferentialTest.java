package dev.trellis.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.database.TestDatabase;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.ValueType;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the two backends equal: random expressions over random rows, in Java and on the real database. */
class DifferentialTest {

    private static final int EXPRESSIONS = Integer.getInteger("trellis.test.expressions", 5_000);
    private static final int ROWS = 20;
    private static final int PER_FILL = 500;
    private static final int PER_SELECT = 40;
    private static final Map<String, ValueType> PARAMETERS = Map.of("n", ValueType.NUMBER, "t", ValueType.TEXT);

    private static final List<String> EDGES = List.of(
            "0",
            "1",
            "-1",
            "3",
            "0.5",
            "0.01",
            "-0.00000000000000000001",
            "0.00000000000000000003",
            "0.999999999",
            "0.99999999999999999999",
            "9.99999999999999999999",
            "999999998.99999999999999999999",
            "999999999",
            "999999999.00000000100000000049",
            "-999999999.99999999999999999999",
            "1000000000.00000000000000000001",
            "123456789.98765432109876543210",
            "31622776.60168379331998893544",
            "999999998999999999.99999999999999999949",
            "999999999999999998.5",
            "-999999999999999999",
            "999999999999999999.99999999999999999999");

    /** {@code n2} and {@code lines.p} are the two numbers, the latter also as a sum, a quotient, a result of a cast. */
    private static final List<String> EDGE_EXPRESSIONS = List.of(
            "n2 * SUM(lines.p)",
            "n2 * SUM(lines.p/1)",
            "ROUND(n2, 2) * SUM(lines.p/1)",
            "ROUND(n2, 19) * ROUND(SUM(lines.p), 19)",
            "(n2 + 0) * (SUM(lines.p) - 0)",
            "(n2 - 1) * (SUM(lines.p) + 1)",
            "(n2 / 1) * (SUM(lines.p) / 3)",
            "(n2 * 1) * MAX(lines.p)",
            "ABS(n2) * (-SUM(lines.p))",
            "INT(n2) * CEILING(SUM(lines.p))",
            "FLOOR(n2, 0.3) * ROUNDUP(SUM(lines.p), 18)",
            "ROUNDDOWN(n2, 3) * AVERAGE(lines.p, n2)",
            "MOD(n2, 1000000000) * SUM(lines.p)",
            "IF(b1, n2, n2 + 0) * COALESCE(SUM(lines.p), 1)",
            "IFERROR(n2 * 1, 2) * MIN(lines.p)",
            "SUM(lines.p, n2) * 0.1",
            "AVERAGE(lines.p, n2) * n2",
            "SUM(lines.p * n2)",
            "AVERAGE(lines.p * lines.p)",
            "SUM(lines.p) * SUM(lines.p)",
            "SUM(lines.p) ^ 2",
            "POWER(n2 + 0, 2)",
            "POWER(ROUND(n2, 20), 2)",
            "(n2 + SUM(lines.p)) * 15%",
            "100 * (n2%)",
            "1000 * (SUM(lines.p) / 1000)",
            "(n2 * 0.3%) * 333.34",
            "n2 * SUM(lines.p) * SUM(lines.p)",
            "n2 / SUM(lines.p)",
            "(n2 + 0) / (SUM(lines.p) * 1)",
            "SUM(lines.p) / (n2 * 3)",
            "MIN(lines.p, MOD(n2, MOD(SUM(lines.p), 7)))",
            "MAX(MOD(n2, MOD(SUM(lines.p), 7)), n2, SUM(lines.p))",
            "IF(b1, SUM(lines.p), MOD(n2, MOD(SUM(lines.p), 7)))",
            "COALESCE(MOD(n2, MOD(SUM(lines.p), 7)), SUM(lines.p))",
            "IFERROR(MOD(n2, MOD(SUM(lines.p), 7)), n2)",
            "AVERAGE(lines.p, MOD(n2, MOD(SUM(lines.p), 7)))",
            "SWITCH(k, 0, n2, MOD(n2, MOD(SUM(lines.p), 7)))",
            "MOD(n2, SUM(lines.p))",
            "MOD(SUM(lines.p) + 0, n2)",
            "CEILING(n2 + 0, SUM(lines.p))",
            "FLOOR(SUM(lines.p), n2)",
            "ROUND(n2 + SUM(lines.p), 9)",
            "ROUND(n2 * SUM(lines.p), -9)",
            "AVERAGE(n2, SUM(lines.p), 1)",
            "AVERAGE(lines.p)",
            "MAX(n2 * 1, SUM(lines.p))",
            "n2 * SUM(lines.p) = SUM(lines.p) * n2",
            "n2 + 0 >= SUM(lines.p)",
            "n2 * SUM(lines.p) > 999999999.99999999999999999999");

    /** So many of the random expressions must have an SQL form at least. */
    private static final double PUSHED = 0.9;

    private Random random = new Random();
    private Rates rates = Rates.NONE;
    private final List<String> differences = new ArrayList<>();
    private final Set<String> differing = new HashSet<>();
    private int refused;
    private int failures;
    private int blanks;
    private int values;

    /** One random expression, checked. */
    private record Sample(String text, CompiledExpression expression) {}

    /** One new seed per run; {@code -Dtrellis.test.seed=A,B} repeats others. */
    private static LongStream seeds() {
        var given = System.getProperty("trellis.test.seed", "");
        return given.isEmpty()
                ? LongStream.of(new Random().nextLong())
                : Arrays.stream(given.split(",")).mapToLong(Long::parseLong);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void evaluator_and_database_agree(long seed) throws SQLException {
        System.out.println("DifferentialTest seed " + seed + " (-Dtrellis.test.seed=" + seed + ")");
        random = new Random(seed);
        long start = System.nanoTime();
        try (var schema = TestDatabase.get().freshSchema();
                var database = schema.database();
                var connection = database.rawConnection()) {
            var dsl = DSL.using(
                    connection,
                    database.dialect().jooq(),
                    new Settings().withExecuteLogging(false).withRenderFormatted(false));
            var tables = new DifferentialTables(random, connection);
            rates = tables::rate;
            tables.create();
            for (int done = 0; done < EXPRESSIONS; done += PER_FILL) {
                var zone = ZoneId.of(done % 2_000 == 0 ? "America/New_York" : "Asia/Shanghai");
                compare(tables, Math.min(PER_FILL, EXPRESSIONS - done), zone, dsl, connection);
            }
        }
        double pushed = (double) EXPRESSIONS / (EXPRESSIONS + refused);
        System.out.printf(
                "DifferentialTest: %d expressions x %d rows in %d s: %d values, %d blanks, %d errors, %d differences;"
                        + " %.1f %% of all written were pushed to SQL%n",
                EXPRESSIONS,
                ROWS,
                (System.nanoTime() - start) / 1_000_000_000,
                values,
                blanks,
                failures,
                differences.size(),
                pushed * 100);
        differences.stream().limit(30).forEach(System.out::println);
        assertThat(differences).as("seed " + seed).isEmpty();
        assertThat(pushed).as("share pushed with seed " + seed).isGreaterThan(PUSHED);
    }

    /** The places where a word of nine digits is full: every pair of such numbers through every operation. */
    @Test
    void numbers_at_the_edge_of_a_word_agree() throws SQLException {
        try (var schema = TestDatabase.get().freshSchema();
                var database = schema.database();
                var connection = database.rawConnection()) {
            var dsl = DSL.using(
                    connection,
                    database.dialect().jooq(),
                    new Settings().withExecuteLogging(false).withRenderFormatted(false));
            var tables = new DifferentialTables(random, connection);
            rates = tables::rate;
            tables.create();
            var rows = tables.fillWithPairs(EDGES);
            var zone = ZoneId.of("Asia/Shanghai");
            var samples = EDGE_EXPRESSIONS.stream()
                    .map(text -> new Sample(text, compiled(text, new DifferentialTables.Schema(zone), BlankAs.ZERO)))
                    .toList();
            assertThat(samples).allMatch(sample -> sample.expression().isPushable());
            select(samples, rows, zone, dsl, connection);
        }
        differences.stream().limit(30).forEach(System.out::println);
        assertThat(differences).isEmpty();
        assertThat(values).isGreaterThan(EDGES.size() * EDGES.size() * EDGE_EXPRESSIONS.size() / 3);
    }

    private void compare(DifferentialTables tables, int count, ZoneId zone, DSLContext dsl, Connection connection)
            throws SQLException {
        var rows = tables.fill(ROWS);
        var schema = new DifferentialTables.Schema(zone);
        var samples = new ArrayList<Sample>();
        while (samples.size() < count) {
            var sample = sample(schema);
            if (sample.expression().isPushable()) {
                samples.add(sample);
            } else {
                refused++;
            }
        }
        for (int from = 0; from < count; from += PER_SELECT) {
            select(samples.subList(from, Math.min(count, from + PER_SELECT)), rows, zone, dsl, connection);
        }
    }

    private Sample sample(ExpressionSchema schema) {
        var type = RandomExpressions.TYPES.get(random.nextInt(RandomExpressions.TYPES.size()));
        var text = new RandomExpressions(random).any(type, 1 + random.nextInt(3));
        var blankAs = random.nextInt(5) == 0 ? BlankAs.BLANK : BlankAs.ZERO;
        return new Sample(text, compiled(text, schema, blankAs));
    }

    private static CompiledExpression compiled(String text, ExpressionSchema schema, BlankAs blankAs) {
        var checked = Expressions.check(text, "order", schema, Expected.ANY, PARAMETERS, blankAs);
        if (!(checked instanceof Checked.Valid(var expression))) {
            throw new AssertionError(text + " " + checked);
        }
        return expression;
    }

    private void select(List<Sample> samples, List<SampleRow> rows, ZoneId zone, DSLContext dsl, Connection connection)
            throws SQLException {
        var context = context(rows.getFirst(), zone).withRates(rates);
        var fields = new ArrayList<Field<?>>();
        for (var sample : samples) {
            var scope = new DifferentialTables.Scope(context, "o", dsl, new int[1]);
            fields.add(ExpressionSql.value(sample.expression(), scope).as("e" + fields.size()));
            if (sample.expression().type() instanceof ValueType.MoneyAmount) {
                fields.add(ExpressionSql.currency(sample.expression(), scope).as("e" + fields.size()));
            }
            if (sample.expression().type() instanceof ValueType.Bool) {
                fields.add(DSL.field(
                                "case when {0} then 1 else 0 end", ExpressionSql.condition(sample.expression(), scope))
                        .as("e" + fields.size()));
            }
        }
        var query = dsl.select(fields)
                .from(DSL.table(DSL.name("x_order")).as("o"))
                .leftJoin(DSL.table(DSL.name("x_account")).as("c"))
                .on("c.id = o.account")
                .orderBy(DSL.field("o.id"));
        try (var statement = connection.prepareStatement(query.getSQL())) {
            int i = 0;
            for (var value : query.getBindValues()) {
                statement.setObject(++i, value);
            }
            try (var result = statement.executeQuery()) {
                for (var row : rows) {
                    result.next();
                    compare(samples, row, context.withRow(row), result);
                }
            }
        } catch (SQLException e) {
            samples.forEach(sample -> System.out.println(sample.text()));
            throw e;
        }
    }

    private void compare(List<Sample> samples, SampleRow row, EvaluationContext context, ResultSet result)
            throws SQLException {
        int column = 0;
        for (var sample : samples) {
            var outcome = Evaluator.evaluate(sample.expression(), context);
            count(outcome);
            var expected = outcome.orBlank();
            var type = sample.expression().type();
            var actual = read(result, ++column, type);
            if (type instanceof ValueType.MoneyAmount) {
                var currency = result.getString(++column);
                actual = actual == null ? null : new Money((BigDecimal) actual, currency);
            }
            if (type instanceof ValueType.Bool && (result.getInt(++column) == 1) != outcome.isTrue()) {
                differ(sample, row, outcome, "as a condition " + result.getInt(column));
            }
            if (!isSame(expected, actual)) {
                differ(sample, row, outcome, String.valueOf(actual));
            }
        }
    }

    private static boolean isSame(Object expected, Object actual) {
        if (expected instanceof Money a
                && actual instanceof Money b
                && a.amount().signum() == 0) {
            return b.amount().signum() == 0;
        }
        return expected instanceof Money ? Objects.equals(expected, actual) : Values.equal(expected, actual);
    }

    private void count(Outcome outcome) {
        if (outcome instanceof Outcome.Failed) {
            failures++;
        } else if (outcome.orBlank() == null) {
            blanks++;
        } else {
            values++;
        }
    }

    /** Notes the first difference of each expression. */
    private void differ(Sample sample, SampleRow row, Outcome outcome, String actual) {
        if (!differing.add(sample.text())) {
            return;
        }
        differences.add("%s [blank as %s]%n   evaluator %s%n   database  %s%n   row %s"
                .formatted(sample.text(), sample.expression().blankAs(), outcome, actual, row));
    }

    private static Object read(ResultSet result, int column, ValueType type) throws SQLException {
        return switch (type) {
            case ValueType.Numeric _, ValueType.MoneyAmount _ -> result.getBigDecimal(column);
            case ValueType.Bool _ -> result.getObject(column) == null ? null : result.getInt(column) == 1;
            case ValueType.Date _ -> {
                var text = result.getString(column);
                yield text == null ? null : LocalDate.parse(text.substring(0, 10));
            }
            case ValueType.DateTime _ -> {
                var text = result.getString(column);
                yield text == null ? null : instant(text);
            }
            default -> result.getString(column);
        };
    }

    private static Instant instant(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }

    private static EvaluationContext context(SampleRow row, ZoneId zone) {
        return EvaluationContext.of(row, Instant.parse("2026-11-21T17:30:00Z"), zone, "CNY")
                .withParameters(Map.of("n", new BigDecimal("12.5"), "t", "a"));
    }
}
