package dev.trellis.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.ValueType;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrammarTest {

    private static final ExpressionSchema SCHEMA = new SampleSchema();

    @Test
    void well_formed_texts_are_accepted() {
        for (var text : List.of(
                "1",
                " 1.50 ",
                ".5",
                "15%",
                "-2^2",
                "2^-3",
                "1+2-3*4/5",
                "（1＋2）×3÷4",
                "quantity × (1 − discount)",
                "'it''s' & \"a \"\"b\"\"\" & “中文””引号”",
                "if(quantity>1，“a”，“b”)",
                "NOT urgent AND quantity >= 5 OR quantity<>7",
                "NOT(urgent) AND TRUE",
                "AND(urgent, quantity != 3)",
                "OR()",
                "quantity /* a\ncomment */ +\n 2",
                "{数量} + 1",
                "{ 客户 . 行业 } & ''",
                "account.parent.parent.parent.parent.industry",
                "$user.name & 'x'",
                "$prior.quantity + 1",
                "SUM(lines.quantity * lines.price)",
                "SUM(lines.quantity * discount, 1)",
                "COUNT(lines)",
                "SUM(lines.product.weight)",
                "stage = 'won'",
                "'won' <> stage",
                "SWITCH(stage, 'won', 1, 'lost', 2, 3)",
                "account = '123'",
                "signed_at >= TODAY()",
                "total > 5",
                "total / freight",
                "BLANK",
                "ISBLANK(lines)",
                "IF(urgent, BLANK, 5)",
                "１２.５ + quantity")) {
            assertThat(check(text)).as(text).isInstanceOf(Checked.Valid.class);
        }
    }

    @Test
    void malformed_texts_are_refused_with_their_place() {
        refused("", "EXPRESSION_EMPTY", 0);
        refused("  /* only */ ", "EXPRESSION_EMPTY", 0);
        refused("1 +", "EXPRESSION_UNEXPECTED", 3);
        refused("(1", "EXPRESSION_UNEXPECTED", 2);
        refused("1)", "EXPRESSION_UNEXPECTED", 1);
        refused("1 2", "EXPRESSION_UNEXPECTED", 2);
        refused("1 < 2 < 3", "EXPRESSION_CHAINED", 6);
        refused("'abc", "EXPRESSION_UNCLOSED", 0);
        refused("1 /* x", "EXPRESSION_UNCLOSED", 2);
        refused("{数量", "EXPRESSION_UNCLOSED", 0);
        refused("1 ; 2", "EXPRESSION_BAD_CHARACTER", 2);
        refused("a ? b : c", "EXPRESSION_BAD_CHARACTER", 2);
        refused("1 ! 2", "EXPRESSION_BAD_CHARACTER", 2);
        refused("1234567890123456789", "EXPRESSION_BAD_NUMBER", 0);
        refused("0.123456789012345678901", "EXPRESSION_BAD_NUMBER", 0);
        refused("ABS(1,)", "EXPRESSION_UNEXPECTED", 6);
        refused("account.", "EXPRESSION_UNEXPECTED", 8);
        refused("$user", "EXPRESSION_UNEXPECTED", 5);
        refused(": + 1", "EXPRESSION_UNEXPECTED", 2);
        refused("AND = 1", "EXPRESSION_UNEXPECTED", 0);
        refused("--1", "EXPRESSION_UNEXPECTED", 1);
        refused("((((((" + "(".repeat(70), "EXPRESSION_TOO_DEEP", 64);
        refused("1" + "+1".repeat(6_000), "EXPRESSION_TOO_LONG", 10_000);
        assertThat(problems("1" + "+1".repeat(1_500)).getFirst().code().key()).isEqualTo("EXPRESSION_TOO_MANY_PARTS");
        assertThat(problems("2" + "^2".repeat(70)).getFirst().code().key()).isEqualTo("EXPRESSION_TOO_DEEP");
    }

    @Test
    void wrong_names_and_types_are_refused_with_their_place() {
        refused("quantty + 1", "EXPRESSION_UNKNOWN_FIELD", 0);
        refused("account.industri", "EXPRESSION_UNKNOWN_FIELD", 8);
        refused("数量 + 1", "EXPRESSION_UNKNOWN_FIELD", 0);
        refused("$org.name", "EXPRESSION_UNKNOWN_ROOT", 0);
        refused("ROUDN(1)", "EXPRESSION_UNKNOWN_FUNCTION", 0);
        refused("1 + :p", "EXPRESSION_UNKNOWN_PARAMETER", 4);
        refused("title.x", "EXPRESSION_NOT_A_LOOKUP", 0);
        refused("account.parent.parent.parent.parent.parent.industry", "EXPRESSION_TOO_MANY_HOPS", 0);
        refused("lines.quantity + 1", "EXPRESSION_ROWS_OUTSIDE", 0);
        refused("SUM(lines.amount + costs.amount)", "EXPRESSION_TWO_ROW_SETS", 19);
        refused("ROUND()", "EXPRESSION_ARGUMENT_COUNT", 0);
        refused("ROUND(1, 2, 3)", "EXPRESSION_ARGUMENT_COUNT", 0);
        refused("ROUND(title)", "EXPRESSION_ARGUMENT_TYPE", 6);
        refused("TEXT(quantity, 'yyyy')", "EXPRESSION_ARGUMENT_VALUE", 15);
        refused("DATEDIF(due, due, 'X')", "EXPRESSION_ARGUMENT_VALUE", 18);
        refused("ISCHANGED(account.industry)", "EXPRESSION_ARGUMENT_VALUE", 10);
        refused("title + 1", "EXPRESSION_OPERAND_TYPE", 0);
        refused("due - TODAY()", "EXPRESSION_OPERAND_TYPE", 0);
        refused("lines + 1", "EXPRESSION_OPERAND_TYPE", 0);
        refused("quantity + total", "EXPRESSION_OPERANDS", 11);
        refused("total * freight", "EXPRESSION_OPERANDS", 0);
        refused("quantity / total", "EXPRESSION_OPERANDS", 0);
        refused("title = 5", "EXPRESSION_OPERANDS", 0);
        refused("due = '2026-01-01'", "EXPRESSION_OPERANDS", 0);
        refused("stage < 'won'", "EXPRESSION_OPERANDS", 0);
        refused("urgent = 'x'", "EXPRESSION_OPERANDS", 0);
        refused("stage = 'wonn'", "EXPRESSION_UNKNOWN_OPTION", 8);
        refused("INCLUDES(stage, 'oppen')", "EXPRESSION_UNKNOWN_OPTION", 16);
        refused("IF(urgent, 1, 'a')", "EXPRESSION_BRANCHES", 0);
        refused("IF(quantity, 1, 2)", "EXPRESSION_ARGUMENT_TYPE", 3);
        refused("NOT quantity", "EXPRESSION_ARGUMENT_TYPE", 4);
        refused("'a' & 1", "EXPRESSION_ARGUMENT_TYPE", 6);
        refused("IFS(urgent, 1, FALSE)", "EXPRESSION_ARGUMENT_COUNT", 0);
    }

    @Test
    void every_problem_has_a_text_in_both_languages() {
        for (var text : List.of(
                "",
                "1 +",
                "1<2<3",
                "'a",
                "1?",
                "quantty",
                "ROUDN(1)",
                ":p",
                "title.x",
                "lines.price",
                "ROUND()",
                "ROUND(title)",
                "TEXT(quantity, 'x')",
                "title+1",
                "title=5",
                "stage='x'",
                "IF(urgent,1,'a')",
                "$org.x")) {
            var problem = problems(text).getFirst();
            for (var locale : Messages.LANGUAGES) {
                assertThat(Messages.text(problem, locale)).as(text).isNotBlank().doesNotContain("{", "}");
            }
        }
        assertThat(Messages.text(problems("1 +\n quantty").getFirst(), Locale.ENGLISH))
                .isEqualTo("Line 2, column 2: \"order\" has no field \"quantty\". Did you mean quantity?");
        assertThat(Messages.text(problems("ROUDN(1)").getFirst(), Locale.SIMPLIFIED_CHINESE))
                .isEqualTo("第 1 行第 1 列：没有函数 ROUDN。是不是要写 ROUND？");
    }

    @Test
    void all_problems_of_a_text_are_found_at_once() {
        assertThat(problems("quantty + title + ROUDN(1)")).hasSize(3);
    }

    @Test
    void the_result_must_be_what_the_place_wants() {
        var problems = ((Checked.Invalid) Expressions.check("quantity", "order", SCHEMA, Expected.BOOLEAN)).problems();

        assertThat(problems.getFirst().code().key()).isEqualTo("EXPRESSION_RESULT_TYPE");
        assertThat(Expressions.check("'won'", "order", SCHEMA, Expected.of(SampleSchema.STAGE)))
                .isInstanceOf(Checked.Valid.class);
        assertThat(Expressions.check("'x'", "order", SCHEMA, Expected.of(SampleSchema.STAGE)))
                .isInstanceOf(Checked.Invalid.class);
        assertThat(Expressions.check("BLANK", "order", SCHEMA, Expected.of(ValueType.DATE)))
                .isInstanceOf(Checked.Valid.class);
    }

    @Test
    void labels_in_braces_are_stored_as_names() {
        assertThat(valid("{客户.行业} & {客户 . 行业}").source()).isEqualTo("account.industry & account.industry");
    }

    @Test
    void what_an_expression_reads_is_known() {
        var expression = valid("SUM(lines.product.weight) + account.rating + quantity");

        assertThat(expression.references())
                .extracting(FieldPath::toString)
                .containsExactlyInAnyOrder("lines.product.weight", "account.rating", "quantity");
        assertThat(expression.dependencies())
                .extracting(FieldKey::toString)
                .containsExactlyInAnyOrder(
                        "order.lines",
                        "line.product",
                        "product.weight",
                        "order.account",
                        "account.rating",
                        "order.quantity");
        assertThat(expression.isVolatile()).isFalse();
        assertThat(valid("TODAY()").isVolatile()).isTrue();
        assertThat(valid("CURRENTUSER() = $user.id").isVolatile()).isTrue();
    }

    @Test
    void parameters_are_typed() {
        var checked = Expressions.check(
                "title = :q", "order", SCHEMA, Expected.BOOLEAN, Map.of("q", ValueType.TEXT), BlankAs.ZERO);

        assertThat(checked).isInstanceOf(Checked.Valid.class);
    }

    private static void refused(String text, String code, int offset) {
        var problem = problems(text).getFirst();
        assertThat(problem.code().key()).as(text).isEqualTo(code);
        assertThat(problem.arguments().get("offset")).as(text).isEqualTo(offset);
    }

    private static List<Problem> problems(String text) {
        var checked = check(text);
        assertThat(checked).as(text).isInstanceOf(Checked.Invalid.class);
        return ((Checked.Invalid) checked).problems();
    }

    private static CompiledExpression valid(String text) {
        var checked = check(text);
        assertThat(checked).as(text).isInstanceOf(Checked.Valid.class);
        return ((Checked.Valid) checked).expression();
    }

    private static Checked check(String text) {
        return Expressions.check(text, "order", SCHEMA, Expected.ANY);
    }
}
