package dev.trellis.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

    private static final ExpressionSchema SCHEMA = new SampleSchema();
    private static final Instant NOW = Instant.parse("2026-11-21T17:30:00Z");

    private final SampleRow row = new SampleRow()
            .with("title", "大客户 Order")
            .with("quantity", new BigDecimal("3"))
            .with("total", new Money(new BigDecimal("100.50"), "CNY"))
            .with("stage", "won")
            .with("due", LocalDate.of(2026, 1, 31))
            .with("signed_at", Instant.parse("2026-03-01T20:00:00Z"))
            .with("tags", List.of("a", "b"))
            .to("account", new SampleRow().with("industry", "steel"))
            .row("lines", line("2", "10", "20"))
            .row("lines", line("1", "5.5", "5.5"))
            .row("lines", new SampleRow().with("name", "blank"));

    private static SampleRow line(String quantity, String price, String amount) {
        return new SampleRow()
                .with("quantity", new BigDecimal(quantity))
                .with("price", new BigDecimal(price))
                .with("amount", new Money(new BigDecimal(amount), "CNY"));
    }

    @Test
    void operators_follow_their_precedence() {
        is("1 + 2 * 3", "7");
        is("-2^2", "-4");
        is("2^3^2", "512");
        is("2^-1", "0.5");
        is("10 - 3 - 2", "5");
        is("100 / 10 / 5", "2");
        is("50% + 15%", "0.65");
        is("200 * quantity%", "6");
        is("0^0", "1");
        holds("NOT 1 = 2 AND 2 = 2");
        holds("FALSE AND FALSE OR TRUE");
        is("'a' & 'b' & BLANK", "ab");
    }

    @Test
    void parameters_are_brought_into_the_number_model() {
        assertThat(withParameter(":n * 1", "0.000000000000000000015"))
                .isEqualTo(new Outcome.Value(new BigDecimal("0.00000000000000000002")));
        assertThat(withParameter(":n", "1000000000000000000")).isInstanceOf(Outcome.Failed.class);
    }

    private Outcome withParameter(String text, String number) {
        var checked = Expressions.check(
                text,
                "order",
                SCHEMA,
                Expected.ANY,
                Map.of("n", dev.trellis.core.field.ValueType.NUMBER),
                BlankAs.ZERO);
        return Evaluator.evaluate(
                ((Checked.Valid) checked).expression(), context().withParameters(Map.of("n", new BigDecimal(number))));
    }

    @Test
    void numbers_are_fixed_point() {
        is("1 / 3", "0.33333333333333333333");
        is("2 / 3", "0.66666666666666666667");
        is("0.1 + 0.2 - 0.3", "0");
        is("0.00000000000000000001 * 0.5", "0.00000000000000000001");
        is("0.00000000000000000001 * 0.4", "0");
        holds("1 = 1.00");
        fails("999999999999999999 + 1", ErrorCode.DOMAIN);
        fails("999999999999999999 * 2", ErrorCode.DOMAIN);
        is("999999999999999999 + 1 - 1", "999999999999999999");
        fails("1 / 0", ErrorCode.DIV0);
        fails("1 / discount", ErrorCode.DIV0);
        fails("0 ^ -1", ErrorCode.DIV0);
        fails("(-8) ^ 0.5", ErrorCode.DOMAIN);
        is("9 ^ 0.5", "3");
        fails("10 ^ 18", ErrorCode.DOMAIN);
    }

    @Test
    void blanks_follow_the_rules() {
        is("discount + 1", "1");
        is("discount * 5", "0");
        is("-discount", "0");
        holds("discount = BLANK");
        holds("discount = account.rating");
        holds("discount <> 0");
        holds("NOT(discount < 1) AND NOT(discount >= 0)");
        holds("NOT urgent");
        holds("ISBLANK('')");
        holds("ISBLANK(LEFT(title, 0))");
        holds("NOT ISBLANK(0) AND NOT ISBLANK(FALSE)");
        holds("ISBLANK(costs) AND NOT ISBLANK(lines)");
        blank("IF(FALSE, 1)");
        blank("IF(urgent, 1)");
        is("SUM(discount, 2)", "2");
        is("SUM(BLANK)", "0");
        blank("AVERAGE(discount)");
        is("MIN(3, discount)", "3");
        is("AVERAGE(4, discount, 2)", "3");
        assertThat(evaluate("discount + 1", BlankAs.BLANK)).isEqualTo(new Outcome.Value(null));
        assertThat(evaluate("-discount", BlankAs.BLANK)).isEqualTo(new Outcome.Value(null));
        assertThat(evaluate("SUM(discount, 1)", BlankAs.BLANK)).isEqualTo(new Outcome.Value(BigDecimal.ONE));
    }

    @Test
    void what_is_not_chosen_is_not_evaluated() {
        is("IF(TRUE, 1, 1/0)", "1");
        is("IFS(FALSE, 1/0, TRUE, 2, 1/0 = 1, 3)", "2");
        is("SWITCH(2, 1, 1/0, 2, 5, 1/0)", "5");
        is("COALESCE(1, 1/0)", "1");
        is("IFERROR(1/0, 7)", "7");
        is("IFERROR(1, 1/0)", "1");
        holds("NOT AND(FALSE, 1/0 = 1)");
        holds("TRUE OR 1/0 = 1");
        fails("1/0 = 1 OR TRUE", ErrorCode.DIV0);
        fails("IF(1/0 = 1, 2, 3)", ErrorCode.DIV0);
        fails("ISBLANK(1/0)", ErrorCode.DIV0);
        fails("COALESCE(1/0, 2)", ErrorCode.DIV0);
        blank("IFERROR(BLANK, 3)");
        is("SWITCH(discount, BLANK, 1, 2)", "1");
        blank("SWITCH(5, 1, 2)");
    }

    @Test
    void number_functions() {
        is("ABS(-3)", "3");
        is("ROUND(2.5)", "3");
        is("ROUND(-2.5)", "-3");
        is("ROUND(1234.567, -2)", "1200");
        is("ROUND(1.005, 2)", "1.01");
        is("ROUNDUP(1.001, 2)", "1.01");
        is("ROUNDUP(-1.001, 2)", "-1.01");
        is("ROUNDDOWN(-1.999, 2)", "-1.99");
        is("CEILING(7, 5)", "10");
        is("CEILING(-7, 5)", "-5");
        is("FLOOR(-7, -5)", "-10");
        is("CEILING(1.2)", "2");
        fails("FLOOR(1, 0)", ErrorCode.DOMAIN);
        is("INT(-3.991)", "-4");
        is("MOD(-7, 3)", "2");
        is("MOD(7, -3)", "-2");
        is("MOD(5.5, 2)", "1.5");
        fails("MOD(5, 0)", ErrorCode.DIV0);
        fails("MOD(5, discount)", ErrorCode.DIV0);
        is("POWER(2, 10)", "1024");
        is("MAX(1, 5, 3)", "5");
        is("MIN(1, 5, 3)", "1");
        blank("ROUND(discount, 2)");
        blank("MAX(discount)");
    }

    @Test
    void rows_are_aggregated() {
        is("SUM(lines.quantity)", "3");
        is("SUM(lines.quantity * lines.price)", "25.5");
        is("SUM(lines.quantity * quantity, 1)", "10");
        is("COUNT(lines)", "3");
        is("COUNTA(lines.quantity)", "2");
        is("COUNT(costs)", "0");
        is("AVERAGE(lines.price)", "7.75");
        is("MAX(lines.price)", "10");
        is("SUM(lines.price / SUM(lines.price)) * 100", "100");
        is("SUM(lines.amount)", new Money(new BigDecimal("25.5"), "CNY"));
        is("SUM(costs.amount)", new Money(BigDecimal.ZERO, "CNY"));
        fails("SUM(lines.price / lines.quantity)", ErrorCode.DIV0);
        holds("ISBLANK(MAX(lines.shipped))");
    }

    @Test
    void amounts_keep_their_currency() {
        is("total + 0.5 * total", new Money(new BigDecimal("150.75"), "CNY"));
        is("total - freight", new Money(new BigDecimal("100.5"), "CNY"));
        is("total / 2", new Money(new BigDecimal("50.25"), "CNY"));
        is("total / total", "1");
        is("ROUND(total * 15%, 2)", new Money(new BigDecimal("15.08"), "CNY"));
        is("-total", new Money(new BigDecimal("-100.5"), "CNY"));
        holds("total > 100 AND total = 100.50");
        row.with("freight", new Money(BigDecimal.TEN, "USD"));
        fails("total + freight", ErrorCode.TYPE);
        fails("total < freight", ErrorCode.TYPE);
        fails("SUM(total, freight)", ErrorCode.TYPE);
        fails("MAX(total, freight)", ErrorCode.TYPE);
        holds("total <> freight");
        row.with("freight", new Money(BigDecimal.ZERO, "USD"));
        is("total + freight", new Money(new BigDecimal("100.5"), "CNY"));
    }

    @Test
    void text_functions_count_code_points() {
        row.with("title", "𠮷a😀b");
        is("LEN(title)", "4");
        is("LEFT(title)", "𠮷");
        is("LEFT(title, 3)", "𠮷a😀");
        is("RIGHT(title, 2)", "😀b");
        is("RIGHT(title, 99)", "𠮷a😀b");
        is("MID(title, 2, 2)", "a😀");
        blank("MID(title, 9, 2)");
        is("FIND('b', title)", "4");
        blank("FIND('z', title)");
        is("FIND('a', 'banana', 3)", "4");
        fails("LEFT(title, -1)", ErrorCode.DOMAIN);
        fails("MID(title, 0, 1)", ErrorCode.DOMAIN);
        is("LEN(account.industry) + LEN(BLANK)", "5");
        is("UPPER('abc') & LOWER('DEF')", "ABCdef");
        is("TRIM('　 a  b ')", "a b");
        is("SUBSTITUTE('a-b-c', '-', '+')", "a+b+c");
        is("SUBSTITUTE('a-b-c', '-', '+', 2)", "a-b+c");
        is("SUBSTITUTE('abc', BLANK, 'x')", "abc");
        is("SUBSTITUTE('abc', 'b', BLANK)", "ac");
        holds("CONTAINS('abc', 'b') AND NOT CONTAINS('abc', 'B')");
        holds("BEGINS('abc', 'ab') AND ENDS('abc', 'bc')");
        holds("CONTAINS('abc', BLANK) AND NOT CONTAINS(BLANK, 'a')");
        holds("'a' < 'b' AND 'B' < 'a' AND 'a' <> 'a '");
        holds("'😀' > '！'");
    }

    @Test
    void conversions() {
        is("TEXT(1234.5, '#,##0.00')", "1,234.50");
        is("TEXT(0.155, '0%')", "16%");
        is("TEXT(due, 'yyyy-MM-dd')", "2026-01-31");
        is("TEXT(due, 'yyyy年M月d日')", "2026年1月31日");
        is("TEXT(signed_at, 'YYYY-MM-DD HH:mm')", "2026-03-02 04:00");
        is("TEXT(stage)", "won");
        is("TEXT(1.500)", "1.5");
        blank("TEXT(BLANK)");
        is("VALUE('１,234.50')", "1234.5");
        is("VALUE('15%')", "0.15");
        is("VALUE('-3')", "-3");
        fails("VALUE('abc')", ErrorCode.TYPE);
        fails("VALUE('1,23')", ErrorCode.TYPE);
        holds("ISNUMBER('3.5') AND NOT ISNUMBER('x') AND NOT ISNUMBER(BLANK)");
        is("RMBCAP(1680.32)", "壹仟陆佰捌拾元叁角贰分");
        is("RMBCAP(0)", "零元整");
        is("RMBCAP(-5)", "负伍元整");
        is("RMBCAP(10000)", "壹万元整");
        is("RMBCAP(100000001)", "壹亿零壹元整");
        is("RMBCAP(1002003.05)", "壹佰万零贰仟零叁元零伍分");
        is("RMBCAP(107000.53)", "壹拾万零柒仟元伍角叁分");
        is("RMBCAP(0.5)", "伍角整");
        is("RMBCAP(0.05)", "伍分");
        is("RMBCAP(1000000000000)", "壹万亿元整");
        fails("RMBCAP(100000000000000000)", ErrorCode.DOMAIN);
    }

    @Test
    void dates_use_the_business_zone() {
        is("TODAY()", LocalDate.of(2026, 11, 22));
        is("DATEVALUE(signed_at)", LocalDate.of(2026, 3, 2));
        is("DATEVALUE('2026-02-28')", LocalDate.of(2026, 2, 28));
        fails("DATEVALUE('2026-02-30')", ErrorCode.TYPE);
        is("DATE(2024, 2, 29)", LocalDate.of(2024, 2, 29));
        fails("DATE(2026, 2, 29)", ErrorCode.DOMAIN);
        is("DATETIMEVALUE(DATE(2026, 1, 1))", Instant.parse("2025-12-31T16:00:00Z"));
        is("DATETIMEVALUE('2026-01-01T08:00:00Z')", Instant.parse("2026-01-01T08:00:00Z"));
        is("YEAR(due) * 10000 + MONTH(due) * 100 + DAY(due)", "20260131");
        is("QUARTER(DATE(2026, 10, 1))", "4");
        is("WEEKDAY(DATE(2026, 11, 21))", "6");
        is("WEEKDAY(DATE(2026, 11, 22), 1)", "1");
        is("ADDDAYS(due, 1.9)", LocalDate.of(2026, 2, 1));
        is("ADDMONTHS(due, 1)", LocalDate.of(2026, 2, 28));
        is("EOMONTH(due, 1)", LocalDate.of(2026, 2, 28));
        is("ADDHOURS(signed_at, -20)", Instant.parse("2026-03-01T00:00:00Z"));
        fails("ADDDAYS(due, 99999999)", ErrorCode.DOMAIN);
        is("DATEDIF(DATE(2020, 2, 29), DATE(2026, 2, 28), 'Y')", "5");
        is("DATEDIF(DATE(2026, 1, 31), DATE(2026, 3, 1), 'M')", "1");
        is("DATEDIF(DATE(2026, 1, 31), DATE(2026, 3, 1), 'MD')", "1");
        is("DATEDIF(DATE(2026, 3, 1), DATE(2025, 1, 1), 'M')", "-14");
        is("DATEDIF(DATE(2025, 1, 1), DATE(2026, 3, 1), 'YM')", "2");
        is("DATEDIF(DATE(2026, 1, 1), DATE(2026, 1, 2), 'H')", "24");
        is("DAYS(due, DATE(2026, 1, 1))", "30");
        holds("signed_at >= DATE(2026, 3, 2) AND signed_at < DATE(2026, 3, 3)");
    }

    @Test
    void the_record_and_the_person_are_known() {
        holds("INCLUDES(tags, 'a') AND NOT INCLUDES(tags, 'c') AND INCLUDES(stage, 'won')");
        holds("stage = 'won' AND account.industry = 'steel' AND ISBLANK(account.parent.industry)");
        var prior = new SampleRow().with("quantity", new BigDecimal("3.0")).with("stage", "open");
        var user = new SampleRow().with("id", new RecordId(7)).with("name", "李");
        var context = context().withPrior(prior).withUser(user);
        assertThat(Evaluator.evaluate(valid("ISCHANGED(stage) AND NOT ISCHANGED(quantity) AND NOT ISNEW()"), context)
                        .isTrue())
                .isTrue();
        assertThat(Evaluator.evaluate(valid("PRIORVALUE(stage) & $prior.stage & $user.name"), context))
                .isEqualTo(new Outcome.Value("openopen李"));
        assertThat(Evaluator.evaluate(valid("CURRENTUSER()"), context)).isEqualTo(new Outcome.Value(new RecordId(7)));
        assertThat(Evaluator.evaluate(valid("NOT ISCHANGED(stage)"), context().withPrior(null))
                        .isTrue())
                .isTrue();
    }

    @Test
    void parameters_are_read() {
        var checked = Expressions.check(
                "quantity = :q",
                "order",
                SCHEMA,
                Expected.BOOLEAN,
                Map.of("q", dev.trellis.core.field.ValueType.NUMBER),
                BlankAs.ZERO);
        var expression = ((Checked.Valid) checked).expression();

        assertThat(Evaluator.evaluate(expression, context().withParameters(Map.of("q", new BigDecimal("3.00"))))
                        .isTrue())
                .isTrue();
    }

    @Test
    void too_much_work_is_an_error() {
        for (int i = 0; i < 600; i++) {
            row.row("lines", line("1", "1", "1"));
        }
        fails("SUM(lines.price / SUM(lines.price))", ErrorCode.LIMIT);
    }

    @Test
    void a_failure_knows_its_place() {
        assertThat(Evaluator.evaluate(valid("1 + (2 / 0)"), context()))
                .isEqualTo(new Outcome.Failed(ErrorCode.DIV0, 5, "2 / 0"));
    }

    @Test
    void an_evaluation_is_explained() {
        var explanation = Evaluator.explain(valid("IF(quantity > 2, quantity * 2, 1)"), context());

        assertThat(explanation.outcome()).isEqualTo(new Outcome.Value(new BigDecimal("6")));
        assertThat(explanation.parts()).extracting(Explanation::text).containsExactly("quantity > 2", "quantity * 2");
    }

    private EvaluationContext context() {
        return EvaluationContext.of(row, NOW, SampleSchema.ZONE, "CNY");
    }

    private void is(String text, String value) {
        var outcome = evaluate(text, BlankAs.ZERO);
        if (outcome instanceof Outcome.Value(BigDecimal number)) {
            assertThat(number).as(text).isEqualByComparingTo(value);
        } else {
            assertThat(outcome).as(text).isEqualTo(new Outcome.Value(value));
        }
    }

    private void is(String text, Object value) {
        assertThat(evaluate(text, BlankAs.ZERO)).as(text).isEqualTo(new Outcome.Value(value));
    }

    private void holds(String text) {
        assertThat(evaluate(text, BlankAs.ZERO)).as(text).isEqualTo(new Outcome.Value(true));
    }

    private void blank(String text) {
        assertThat(evaluate(text, BlankAs.ZERO)).as(text).isEqualTo(new Outcome.Value(null));
    }

    private void fails(String text, ErrorCode code) {
        var outcome = evaluate(text, BlankAs.ZERO);
        assertThat(outcome).as(text).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) outcome).code()).as(text).isEqualTo(code);
    }

    private Outcome evaluate(String text, BlankAs blankAs) {
        var checked = Expressions.check(text, "order", SCHEMA, Expected.ANY, Map.of(), blankAs);
        assertThat(checked).as(text).isInstanceOf(Checked.Valid.class);
        return Evaluator.evaluate(((Checked.Valid) checked).expression(), context());
    }

    private static CompiledExpression valid(String text) {
        var checked = Expressions.check(text, "order", SCHEMA, Expected.ANY);
        assertThat(checked).as(text).isInstanceOf(Checked.Valid.class);
        return ((Checked.Valid) checked).expression();
    }
}
