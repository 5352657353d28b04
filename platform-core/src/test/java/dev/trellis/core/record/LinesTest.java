package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinesTest {

    private TestWorkspace work;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private RecordId quote(Change.Line... lines) {
        return work.save(work.sales("li"), new Change.Create("quote", Map.of("title", "Q", "lines", List.of(lines))))
                .id();
    }

    private StoredRecord read(RecordId id) {
        return work.find(work.sales("li"), "quote", id);
    }

    private static Change.Line kept(StoredRecord line) {
        return new Change.Line(line.id(), Map.of());
    }

    @Test
    void lines_are_saved_with_their_parent_and_totals_are_right_to_the_cent() {
        var id = quote(work.line("pump", "3"), work.line("valve", "7.5"));

        var record = read(id);
        assertThat(record.lines("lines"))
                .extracting(line -> line.value("amount").toString())
                .containsExactly("59.97", "2.63");
        assertThat((BigDecimal) record.value("subtotal")).isEqualByComparingTo("62.60");
        assertThat((BigDecimal) record.value("discount")).isEqualByComparingTo("0.05");
        assertThat((BigDecimal) record.value("total")).isEqualByComparingTo("59.47");
        assertThat(record.lines("lines").getFirst().labels()).containsEntry("product", "水泵");
        assertThat(record.lines("lines").getFirst().may().edit()).isTrue();
    }

    @Test
    void lines_change_move_come_and_go_and_untouched_ones_keep_their_version() {
        var id = quote(work.line("pump", "1"), work.line("valve", "1"), work.line("pump", "5"));
        var before = read(id).lines("lines");

        work.save(
                work.sales("li"),
                new Change.Update(
                        "quote",
                        id,
                        1,
                        Map.of(
                                "lines",
                                List.of(
                                        kept(before.get(2)),
                                        new Change.Line(before.get(0).id(), Map.of("quantity", new BigDecimal("2"))),
                                        work.line("valve", "10")))));

        var after = read(id);
        assertThat(after.version()).isEqualTo(2);
        var lines = after.lines("lines");
        assertThat(lines).extracting(StoredRecord::version).containsExactly(1, 2, 1);
        assertThat(lines.subList(0, 2))
                .extracting(StoredRecord::id)
                .containsExactly(before.get(2).id(), before.get(0).id());
        assertThat((BigDecimal) after.value("subtotal")).isEqualByComparingTo("143.43");
    }

    @Test
    void a_change_of_the_parent_alone_recomputes_its_totals_without_touching_lines() {
        var id = quote(work.line("pump", "10"));

        work.save(work.sales("li"), new Change.Update("quote", id, 1, Map.of("discount", new BigDecimal("0.1"))));

        var record = read(id);
        assertThat((BigDecimal) record.value("total")).isEqualByComparingTo("179.91");
        assertThat(record.lines("lines").getFirst().version()).isEqualTo(1);
    }

    @Test
    void faults_in_lines_are_told_with_their_place() {
        var result = work.records.save(
                work.sales("li"),
                new Change.Create(
                        "quote",
                        Map.of(
                                "title",
                                "Q",
                                "discount",
                                new BigDecimal("0.6"),
                                "lines",
                                List.of(
                                        work.line("pump", "1"),
                                        new Change.Line(null, Map.of("amount", BigDecimal.ONE, "nosuch", "x")),
                                        new Change.Line(new RecordId(42), Map.of())))));

        assertThat(TestWorkspace.problems(result))
                .containsExactlyInAnyOrder(
                        "lines[1].amount READ_ONLY_FIELD",
                        "lines[1].nosuch UNKNOWN_FIELD",
                        "lines[1].product REQUIRED",
                        "lines[2] UNKNOWN_LINE",
                        "discount VALIDATION_FAILED");
    }

    @Test
    void lines_cannot_be_written_without_their_parent_but_be_read_and_filtered() {
        var id = quote(work.line("pump", "77"));
        var line = read(id).lines("lines").getFirst();

        var result = work.records.save(
                work.sales("li"), new Change.Update("quote_line", line.id(), 1, Map.of("quantity", BigDecimal.ONE)));

        assertThat(TestWorkspace.problems(result)).containsExactly(" LINE_WITHOUT_PARENT");
        var query = RecordQuery.of("quote_line", List.of("product", "quantity", "parent.title"))
                .filtered("quantity = 77", Map.of());
        assertThat(work.page(work.sales("li"), query).items()).hasSize(1);
        assertThat(work.page(work.sales("zhang"), query).items()).isEmpty();
    }

    @Test
    void a_deleted_parent_takes_its_lines_along() {
        var id = quote(work.line("pump", "88"));

        work.save(work.sales("li"), new Change.Delete("quote", id, 1));

        var query = RecordQuery.of("quote_line", List.of("quantity")).filtered("quantity = 88", Map.of());
        assertThat(work.page(work.admin(), query).items()).isEmpty();
    }

    @Test
    void random_lines_sum_up_exactly() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            var lines = new ArrayList<Change.Line>();
            var expected = BigDecimal.ZERO;
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                var quantity = BigDecimal.valueOf(random.nextInt(100_000), 3);
                var price = BigDecimal.valueOf(random.nextInt(1_000_000), 2);
                lines.add(new Change.Line(
                        null, Map.of("product", work.id("pump"), "quantity", quantity, "unit_price", price)));
                expected = expected.add(quantity.multiply(price).setScale(2, java.math.RoundingMode.HALF_UP));
            }
            var discount = BigDecimal.valueOf(random.nextInt(5_000), 4);
            var id = work.save(
                            work.sales("li"),
                            new Change.Create("quote", Map.of("title", "R", "discount", discount, "lines", lines)))
                    .id();

            var record = read(id);
            assertThat((BigDecimal) record.value("subtotal"))
                    .as("seed %s", seed)
                    .isEqualByComparingTo(expected);
            var total =
                    expected.multiply(BigDecimal.ONE.subtract(discount)).setScale(2, java.math.RoundingMode.HALF_UP);
            assertThat((BigDecimal) record.value("total")).as("seed %s", seed).isEqualByComparingTo(total);
        }
    }

    @Test
    void a_preview_computes_what_a_save_would_store_and_writes_nothing() {
        long quotes = work.rows("r_quote");

        var preview = work.records.preview(
                work.sales("li"),
                new Change.Create(
                        "quote", Map.of("account", work.id("acme"), "lines", List.of(work.line("pump", "3")))));

        assertThat((BigDecimal) preview.values().get("subtotal")).isEqualByComparingTo("59.97");
        assertThat(preview.labels()).containsEntry("account", "恒通科技");
        assertThat(preview.problems()).extracting(problem -> problem.path()).containsExactly("title");
        var line = (Change.Line) ((List<?>) preview.values().get("lines")).getFirst();
        assertThat((BigDecimal) line.values().get("unit_price")).isEqualByComparingTo("19.99");
        assertThat(work.rows("r_quote")).isEqualTo(quotes);
    }

    @Test
    void the_history_tells_old_and_new_values_of_record_and_lines() {
        var id = quote(work.line("pump", "1"));
        var line = read(id).lines("lines").getFirst();
        work.save(
                work.sales("li"),
                new Change.Update(
                        "quote",
                        id,
                        1,
                        Map.of(
                                "title",
                                "新标题",
                                "account",
                                work.id("acme"),
                                "lines",
                                List.of(new Change.Line(line.id(), Map.of("quantity", new BigDecimal("2")))))));

        var entries = ((HistoryResult.Entries) work.records.history(work.sales("li"), "quote", id)).entries();

        assertThat(entries)
                .extracting(HistoryResult.Entry::kind)
                .containsExactly(HistoryResult.Kind.CHANGED, HistoryResult.Kind.CREATED);
        assertThat(entries.getFirst().door()).isEqualTo("api");
        assertThat(entries.getFirst().byName()).isEqualTo("li");
        assertThat(entries.getFirst().changes())
                .extracting(change -> change.path() + ": " + change.beforeText() + " > " + change.afterText())
                .contains("title: Q > 新标题", "account:  > 恒通科技", "lines[0].quantity: 1.000 > 2.000");
        assertThat(entries.getLast().changes()).isEmpty();
    }
}
