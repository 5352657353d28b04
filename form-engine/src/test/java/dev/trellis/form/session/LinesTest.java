package dev.trellis.form.session;

import static dev.trellis.form.session.OpenForm.PUMP;
import static dev.trellis.form.session.OpenForm.VALVE;
import static dev.trellis.form.session.OpenForm.money;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.Change;
import dev.trellis.form.Shop;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinesTest {

    @Test
    void a_new_line_begins_with_its_defaults() {
        var form = OpenForm.blank(Shop.SALES);
        form.addLine();

        assertThat((BigDecimal) form.line(0).value("quantity")).isEqualByComparingTo("1");
        assertThat((BigDecimal) form.line(0).value("price")).isEqualByComparingTo("10");
        assertThat(form.state.value("pieces")).isEqualTo(BigDecimal.ONE);
        assertThat(form.problems()).contains("lines[0].product REQUIRED");
    }

    @Test
    void choosing_a_product_fills_the_line_and_the_totals() {
        var form = OpenForm.blank(Shop.SALES);
        var key = form.addLine();
        form.setLine(key, "quantity", new BigDecimal("3")).setLine(key, "product", VALVE);

        assertThat(form.line(0).value("text")).isEqualTo("Valve");
        assertThat(form.line(0).value("unit_price")).isEqualTo(money("12.35"));
        assertThat(form.line(0).value("amount")).isEqualTo(money("37.05"));
        assertThat(form.state.value("subtotal")).isEqualTo(money("37.05"));

        form.setLine(key, "product", PUMP);

        assertThat(form.line(0).value("text")).isEqualTo("Pump");
        assertThat(form.state.value("subtotal")).isEqualTo(money("1140"));
    }

    @Test
    void a_price_that_was_typed_is_not_filled_again() {
        var form = OpenForm.blank(Shop.SALES);
        var key = form.addLine();
        form.setLine(key, "product", PUMP)
                .setLine(key, "unit_price", money("300"))
                .setLine(key, "product", VALVE);

        assertThat(form.line(0).value("unit_price")).isEqualTo(money("300"));
        assertThat(form.line(0).value("text")).isEqualTo("Valve");
    }

    @Test
    void a_product_is_loaded_once_for_all_lines() {
        var form = OpenForm.blank(Shop.SALES).withoutAnswers();
        form.setLine(form.addLine(), "product", PUMP);
        form.setLine(form.addLine(), "product", PUMP);
        var loads = form.effects(FormEffect.LoadRelated.class);

        assertThat(loads).hasSize(1);
        form.send(form.answer(loads.getFirst()));

        assertThat(form.line(0).value("text")).isEqualTo("Pump");
        assertThat(form.line(1).value("text")).isEqualTo("Pump");
        form.setLine(form.addLine(), "product", PUMP);
        assertThat(form.effects(FormEffect.LoadRelated.class)).hasSize(1);
    }

    @Test
    void another_product_on_a_stored_line_takes_its_price_and_other_changes_do_not() {
        var form = OpenForm.stored(Shop.SALES, OpenForm.offer(true));
        var key = form.line(0).key();

        form.setLine(key, "quantity", new BigDecimal("4"));
        assertThat(form.line(0).value("unit_price")).isEqualTo(money("380"));
        assertThat(form.line(0).value("price")).isEqualTo(new BigDecimal("20"));
        assertThat(form.state.value("total")).isEqualTo(money("1216"));

        form.setLine(key, "product", VALVE);
        assertThat(form.line(0).value("unit_price")).isEqualTo(money("12.35"));
    }

    @Test
    void keys_stay_whatever_happens_around_a_row() {
        var form = OpenForm.blank(Shop.SALES);
        var first = form.addLine();
        var second = form.addLine();
        form.send(new FormEvent.LineMoved("lines", second, 0));
        assertThat(form.state.lines("lines")).extracting(FormState.Line::key).containsExactly(second, first);

        form.send(new FormEvent.LineRemoved("lines", second));
        var third = form.addLine();

        assertThat(form.state.lines("lines")).extracting(FormState.Line::key).containsExactly(first, third);
        assertThat(third).isNotEqualTo(second);
    }

    @Test
    void removing_a_row_changes_the_totals() {
        var form = OpenForm.blank(Shop.SALES);
        form.setLine(form.addLine(), "product", PUMP);
        form.setLine(form.addLine(), "product", VALVE);

        form.send(new FormEvent.LineRemoved("lines", form.line(0).key()));

        assertThat(form.state.value("subtotal")).isEqualTo(money("12.35"));
        assertThat(form.state.value("pieces")).isEqualTo(BigDecimal.ONE);
    }

    @Test
    void a_line_that_does_not_exist_is_left_alone() {
        var form = OpenForm.blank(Shop.SALES);
        var before = form.state.lines();

        form.setLine("nobody", "quantity", BigDecimal.TEN)
                .send(new FormEvent.LineRemoved("lines", "nobody"))
                .send(new FormEvent.LineMoved("lines", "nobody", 3))
                .send(new FormEvent.LineAdded("other", 0, Map.of()));

        assertThat(form.state.lines()).isEqualTo(before);
        assertThat(form.problems()).contains("other UNKNOWN_FIELD");
    }

    @Test
    void an_unknown_or_computed_column_is_told() {
        var form = OpenForm.blank(Shop.SALES);
        var key = form.addLine();

        form.setLine(key, "nothing", BigDecimal.ONE).setLine(key, "amount", money("5"));

        assertThat(form.problems()).contains("lines[0].nothing UNKNOWN_FIELD", "lines[0].amount FORM_FIELD_READ_ONLY");
    }

    @Test
    void validations_of_a_line_stand_at_its_place() {
        var form = OpenForm.blank(Shop.SALES);
        form.addLine();
        form.setLine(form.addLine(), "quantity", BigDecimal.ZERO);

        assertThat(form.problems()).contains("lines[1].quantity VALIDATION_FAILED");
        assertThat(form.state.shownProblems())
                .extracting(problem -> problem.path())
                .containsExactly("lines[1].quantity");
    }

    @Test
    void changed_lines_travel_whole_with_what_differs_in_each() {
        var form = OpenForm.stored(Shop.SALES, OpenForm.offer(true));
        form.setLine(form.line(0).key(), "quantity", new BigDecimal("5"));
        form.setLine(form.addLine(), "product", VALVE);

        form.send(new FormEvent.SaveRequested());

        var update =
                (Change.Update) form.effects(FormEffect.Save.class).getFirst().change();
        assertThat(update.values()).containsOnlyKeys("lines");
        var lines = (List<?>) update.values().get("lines");
        assertThat(lines).hasSize(2);
        var first = (Change.Line) lines.getFirst();
        assertThat(first.id()).isEqualTo(new RecordId(301));
        assertThat(first.values()).containsOnlyKeys("quantity");
        var second = (Change.Line) lines.getLast();
        assertThat(second.id()).isNull();
        assertThat(second.values()).containsEntry("text", "Valve").containsEntry("unit_price", money("12.35"));
    }

    @Test
    void removing_the_last_stored_line_is_a_change() {
        var form = OpenForm.stored(Shop.SALES, OpenForm.offer(true));
        form.send(new FormEvent.LineRemoved("lines", form.line(0).key()));
        assertThat(form.state.isDirty()).isTrue();

        form.send(new FormEvent.SaveRequested());

        var update =
                (Change.Update) form.effects(FormEffect.Save.class).getFirst().change();
        assertThat(update.values()).containsEntry("lines", List.of());
    }

    @Test
    void rows_can_be_given_all_at_once() {
        var form = OpenForm.stored(Shop.SALES, OpenForm.offer(true));
        form.send(new FormEvent.LinesReplaced(
                "lines",
                List.of(
                        new Change.Line(null, Map.of("product", VALVE, "quantity", BigDecimal.TEN)),
                        new Change.Line(new RecordId(301), Map.of("quantity", BigDecimal.ONE)))));

        assertThat(form.line(0).value("amount")).isEqualTo(money("123.5"));
        assertThat(form.line(1).id()).isEqualTo(new RecordId(301));
        assertThat(form.state.value("subtotal")).isEqualTo(money("503.5"));
    }
}
