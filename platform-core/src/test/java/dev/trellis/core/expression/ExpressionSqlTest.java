package dev.trellis.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.database.TestDatabase;
import dev.trellis.core.field.ValueType;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

class ExpressionSqlTest {

    private static final ExpressionSchema SCHEMA = new DifferentialTables.Schema(ZoneId.of("Asia/Shanghai"));
    private static final EvaluationContext CONTEXT = EvaluationContext.of(
                    new SampleRow(), Instant.parse("2026-11-21T17:30:00Z"), ZoneId.of("Asia/Shanghai"), "CNY")
            .withParameters(Map.of("n", new BigDecimal("3"), "t", "x' OR 1=1 --"));

    @Test
    void conditions_stay_readable_for_indexes() {
        assertThat(condition("o = 'won'")).isEqualTo("(`o`.`o` <=> ?)");
        assertThat(condition("n1 >= 5")).isEqualTo("(`o`.`n1` >= ?)");
        assertThat(condition("b1")).isEqualTo("(`o`.`b1` = 1)");
        assertThat(condition("d1 < TODAY() AND ISBLANK(t1)"))
                .isEqualTo("((`o`.`d1` < cast(? as date)) and (`o`.`t1` is null))");
        assertThat(condition("m1 >= DATE(2026, 1, 1)")).isEqualTo("(`o`.`m1` >= cast(? as datetime(6)))");
    }

    @Test
    void what_people_give_is_bound_and_never_written() {
        assertThat(condition("t1 = :t")).isEqualTo("(`o`.`t1` <=> ?)");
        assertThat(condition("t1 = 'a'' OR ''1'")).isEqualTo("(`o`.`t1` <=> ?)");
        assertThat(condition("n1 = :n * 2 + LEN(UPPER(:t))")).isEqualTo("(`o`.`n1` <=> ?)");
    }

    @Test
    void what_the_database_cannot_do_exactly_is_known_before() {
        for (var text : List.of(
                "UPPER(t1)",
                "TEXT(n1)",
                "VALUE(t1)",
                "TRIM(t1)",
                "n1 ^ 0.5",
                "n1 ^ n2",
                "RMBCAP(n1)",
                "ISNEW()",
                "ISCHANGED(n1)",
                "PRIORVALUE(n1)",
                "$prior.n1",
                "DATEVALUE(t1)",
                "DATETIMEVALUE(d1)",
                "ROUND(n1, n2)")) {
            assertThat(valid(text).isPushable()).as(text).isFalse();
        }
        for (var text :
                List.of("UPPER(:t) = t1", "n1 ^ 2", "SUM(lines.q * lines.p)", "NOW() > m1", "account.score + 1")) {
            assertThat(valid(text).isPushable()).as(text).isTrue();
        }
    }

    @Test
    void a_statement_that_would_grow_without_end_is_not_pushable() {
        var text = "n1";
        for (int i = 0; i < 20; i++) {
            text = "(" + text + ") * n2";
        }
        assertThat(valid(text).isPushable()).isFalse();
        assertThat(valid("n1" + " + n2".repeat(300)).isPushable()).isTrue();
    }

    @Test
    void writing_what_cannot_be_computed_writes_null() throws SQLException {
        try (var schema = TestDatabase.get().freshSchema();
                var database = schema.database();
                var connection = database.rawConnection()) {
            var tables = new DifferentialTables(new Random(1), connection);
            tables.create();
            tables.fill(20);
            for (var text : List.of(
                    "999999999999999999 * 10 + n1",
                    "n1 / (k - k)",
                    "n2 * n2 * n2",
                    "MOD(n1, 0)",
                    "ROUND(n2 + 999999999999999999, 0)",
                    "CEILING(n2, 0)",
                    "DAYS(ADDDAYS(d1, 99999999 + n1), d1)",
                    "MONTH(ADDMONTHS(d1, n2 * 1000000))",
                    "LEN(LEFT(t1, -1))",
                    "FIND('a', t1, -1)",
                    "DAYS(ADDHOURS(m1, 99999999), d1)")) {
                var value = ExpressionSql.value(valid(text), scope());
                var update = DSL.using(database.dialect().jooq())
                        .renderInlined(DSL.update(DSL.table(DSL.name("x_order")).as("o"))
                                .set(
                                        DSL.field(DSL.name("o", "n3"), BigDecimal.class),
                                        value.coerce(BigDecimal.class).mul(0)));
                assertThat(run(connection, update)).as(text).isEqualTo(20);
            }
        }
    }

    private static int run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static SqlScope scope() {
        return new DifferentialTables.Scope(CONTEXT, "o", DSL.using(SQLDialect.MARIADB), new int[1]);
    }

    private static String condition(String text) {
        return DSL.using(SQLDialect.MARIADB).render(ExpressionSql.condition(valid(text), scope()));
    }

    private static CompiledExpression valid(String text) {
        var parameters = Map.of("n", ValueType.NUMBER, "t", ValueType.TEXT);
        var checked = Expressions.check(text, "order", SCHEMA, Expected.ANY, parameters, BlankAs.ZERO);
        assertThat(checked).as(text).isInstanceOf(Checked.Valid.class);
        return ((Checked.Valid) checked).expression();
    }
}
