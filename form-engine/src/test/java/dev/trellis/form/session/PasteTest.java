package dev.trellis.form.session;

import static dev.trellis.form.session.OpenForm.PUMP;
import static dev.trellis.form.session.OpenForm.money;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.form.Shop;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class PasteTest {

    private static OpenForm paste(OpenForm form, String key, String column, String text) {
        return form.send(new FormEvent.LinesPasted("lines", key, column, text));
    }

    @Test
    void cells_are_divided_as_a_spreadsheet_divides_them() {
        assertThat(PastedCells.read("a\tb\r\nc\td\r\n"))
                .containsExactly(java.util.List.of("a", "b"), java.util.List.of("c", "d"));
        assertThat(PastedCells.read("\"say \"\"so\"\"\nnow\"\t2"))
                .containsExactly(java.util.List.of("say \"so\"\nnow", "2"));
        assertThat(PastedCells.read("12\" pipe\t\t3\t")).containsExactly(java.util.List.of("12\" pipe", "", "3", ""));
        assertThat(PastedCells.read("")).isEmpty();
    }

    @Test
    void rows_are_added_and_the_totals_follow() {
        var form = paste(OpenForm.blank(Shop.SALES), null, "text", "Bolt\t2\t10.5\nNut\t1,000\t0.25\n");

        assertThat(form.state.lines("lines")).hasSize(2);
        assertThat(form.line(0).value("text")).isEqualTo("Bolt");
        assertThat((BigDecimal) form.line(1).value("quantity")).isEqualByComparingTo("1000");
        assertThat(form.state.value("subtotal")).isEqualTo(money("271"));
    }

    @Test
    void existing_rows_are_filled_from_the_chosen_cell_on() {
        var form = OpenForm.blank(Shop.SALES);
        form.addLine();
        var second = form.addLine();

        paste(form, second, "quantity", "7\n8");

        assertThat((BigDecimal) form.line(0).value("quantity")).isEqualByComparingTo("1");
        assertThat((BigDecimal) form.line(1).value("quantity")).isEqualByComparingTo("7");
        assertThat((BigDecimal) form.line(2).value("quantity")).isEqualByComparingTo("8");
    }

    @Test
    void a_cell_that_cannot_be_read_is_a_problem_at_its_place() {
        var form = paste(OpenForm.blank(Shop.SALES), null, "quantity", "5\nfive\n6");

        assertThat(form.line(1).value("quantity")).isNull();
        assertThat(form.problems()).anyMatch(problem -> problem.startsWith("lines[1].quantity "));
        assertThat(form.problems()).noneMatch(problem -> problem.startsWith("lines[2].quantity "));
    }

    @Test
    void a_heading_that_was_copied_too_is_skipped() {
        var form = paste(OpenForm.blank(Shop.SALES), null, "text", "Text\tQuantity\nBolt\t2");

        assertThat(form.state.lines("lines")).hasSize(1);
        assertThat(form.line(0).value("text")).isEqualTo("Bolt");
    }

    @Test
    void a_record_is_found_by_its_title() {
        var form = paste(OpenForm.blank(Shop.SALES), null, "product", "Pump\t\t2");
        var asked = form.effects(FormEffect.FindTitle.class).getFirst();
        assertThat(asked.text()).isEqualTo("Pump");

        form.send(new FormEvent.TitleFound(asked, PUMP));

        assertThat(form.line(0).value("product")).isEqualTo(PUMP);
        assertThat(form.line(0).row().labels()).containsEntry("product", "Pump");
        assertThat(form.line(0).value("unit_price")).isEqualTo(money("380"));
        assertThat(form.state.running()).doesNotContain(asked);
    }

    @Test
    void a_title_that_names_no_single_record_is_a_problem() {
        var form = paste(OpenForm.blank(Shop.SALES), null, "product", "Pomp");

        form.send(new FormEvent.TitleFound(
                form.effects(FormEffect.FindTitle.class).getFirst(), null));

        assertThat(form.problems()).contains("lines[0].product FORM_TITLE_NOT_FOUND");
    }

    @Test
    void computed_columns_are_passed_over() {
        var form = paste(OpenForm.blank(Shop.SALES), null, "quantity", "2\t10\t999");

        assertThat(form.line(0).value("amount")).isEqualTo(money("20"));
    }

    @Test
    void too_many_rows_are_refused_whole() {
        var form = paste(OpenForm.blank(Shop.SALES), null, "quantity", "1\n".repeat(1001));

        assertThat(form.state.lines("lines")).isEmpty();
        assertThat(form.problems()).contains("lines FORM_PASTE_TOO_LONG");
    }
}
