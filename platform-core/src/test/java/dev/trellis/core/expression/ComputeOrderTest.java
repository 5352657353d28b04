package dev.trellis.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComputeOrderTest {

    private static final ExpressionSchema SCHEMA = new SampleSchema();

    @Test
    void formulas_come_after_those_they_read() {
        var order = ComputeOrder.of(formulas(
                "order.freight", "total * 10%",
                "order.total", "SUM(lines.amount)",
                "line.amount", "amount",
                "order.discount", "account.rating + quantity"));

        assertThat(order).isInstanceOf(ComputeOrder.Cycle.class);
        assertThat(((ComputeOrder.Cycle) order).text()).isEqualTo("line.amount → line.amount");
    }

    @Test
    void children_come_before_their_parents_totals() {
        var order = ComputeOrder.of(formulas(
                "order.freight", "total * 10%",
                "order.total", "SUM(lines.amount)",
                "line.price", "quantity * 2",
                "line.amount", "IF(price > 0, BLANK, BLANK)"));

        assertThat(((ComputeOrder.Ordered) order).fields())
                .extracting(FieldKey::toString)
                .containsExactly("line.price", "line.amount", "order.total", "order.freight");
    }

    @Test
    void a_cycle_is_found_with_its_way_round() {
        var order = ComputeOrder.of(formulas(
                "order.quantity",
                "discount + 1",
                "order.discount",
                "SUM(lines.price)",
                "line.price",
                "product.weight",
                "product.weight",
                "1",
                "order.total",
                "freight",
                "order.freight",
                "IF(quantity > 1, total)"));

        assertThat(((ComputeOrder.Cycle) order).text()).isEqualTo("order.freight → order.total → order.freight");
    }

    private static Map<FieldKey, CompiledExpression> formulas(String... pairs) {
        var formulas = new LinkedHashMap<FieldKey, CompiledExpression>();
        for (int i = 0; i < pairs.length; i += 2) {
            var names = pairs[i].split("\\.");
            var checked = Expressions.check(pairs[i + 1], names[0], SCHEMA, Expected.ANY);
            assertThat(checked).as(pairs[i + 1]).isInstanceOf(Checked.Valid.class);
            formulas.put(new FieldKey(names[0], names[1]), ((Checked.Valid) checked).expression());
        }
        return formulas;
    }
}
