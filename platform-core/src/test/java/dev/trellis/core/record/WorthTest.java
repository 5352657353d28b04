package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.backfill.Backfills;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.WorkspaceDefinition;
import dev.trellis.core.publish.Publisher;
import dev.trellis.core.record.RecordAggregate.Function;
import dev.trellis.core.record.RecordAggregate.Measure;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Amounts are kept with what they are worth in the workspace's currency, by which lists sort, filter and add up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorthTest {

    private TestWorkspace work;
    private Actor admin;

    @BeforeAll
    void start() {
        work = TestWorkspace.start(Map.of("trellis.recalculation.pause-millis", "3600000"));
        work.publish(definitions());
        admin = work.admin();
        rate("USD", "2020-01-01", "7");
        rate("USD", "2026-06-01", "8");
        rate("EUR", "2020-01-01", "7.5");
    }

    @AfterAll
    void stop() {
        work.close();
    }

    static List<Definition> definitions() {
        var definitions = new ArrayList<>(
                RatesTest.company(Map.of("quote", List.of("""
                {"id": "day", "label": {"en": "Day"}, "type": "date"}""", """
                {"id": "double", "label": {"en": "Double"}, "type": "formula", "result": {"type": "money"},
                 "expression": "price * 2"}""", """
                {"id": "large", "label": {"en": "Large"}, "type": "formula", "result": {"type": "boolean"},
                 "expression": "price > 750"}""", """
                {"id": "in_dollars", "label": {"en": "In dollars"}, "type": "formula", "result": {"type": "money"},
                 "expression": "IF(title = 'c', CONVERT(price, 'USD'))"}"""), "account", List.of("""
                {"id": "quoted", "label": {"en": "Quoted"}, "type": "roll_up", "entity": "quote",
                 "via": "account", "function": "sum", "field": "price", "result": {"type": "money"}}""", """
                {"id": "rich", "label": {"en": "Rich"}, "type": "formula", "result": {"type": "boolean"},
                 "expression": "quoted > 750"}"""))));
        definitions.replaceAll(definition ->
                definition instanceof EntityDefinition entity && entity.id().equals("quote")
                        ? entity.withRecordDate("day")
                        : definition);
        return definitions;
    }

    private static Money money(String amount, String currency) {
        return new Money(new BigDecimal(amount), currency);
    }

    private RecordId rate(String currency, String from, String rate) {
        return work.install(
                "exchange_rate",
                Map.of("currency", currency, "valid_from", LocalDate.parse(from), "rate", new BigDecimal(rate)));
    }

    private RecordId quote(String title, String price, String currency, String day) {
        return work.install(
                "quote", Map.of("title", title, "price", money(price, currency), "day", LocalDate.parse(day)));
    }

    private Money worth(RecordId id, String field) {
        return (Money) work.find(admin, "quote", id).value(field);
    }

    private void recalculate() {
        var runner = work.app.get(RecalculationRunner.class);
        var backfills = work.app.get(Backfills.class);
        int steps = 0;
        while (runner.step() || backfills.step(work.app.get(WorthBackfill.class))) {
            assertThat(steps++).isLessThan(1_000);
        }
    }

    private List<RecordId> ids(RecordQuery query) {
        var found = new ArrayList<RecordId>();
        var next = query.page(0, 3);
        for (; ; ) {
            var page = work.page(admin, next);
            page.items().forEach(item -> found.add(item.id()));
            if (page.next() == null) {
                return found;
            }
            next = query.page(0, 3).continuing(page.next());
        }
    }

    private List<RecordId> filtered(String filter, Map<String, Object> parameters) {
        return ids(RecordQuery.of("quote", List.of("price")).filtered(filter, new HashMap<>(parameters)));
    }

    @Test
    void an_amount_is_worth_what_the_rate_of_the_records_date_says() {
        var before = quote("w", "100", "USD", "2026-05-31");
        var after = quote("w", "100.005", "USD", "2026-06-01");
        var own = quote("w", "100", "CNY", "2026-06-01");
        var unknown = quote("w", "100", "CHF", "2026-06-01");
        var nothing = quote("w", "0", "CHF", "2026-06-01");

        assertThat(worth(before, "price").in("CNY")).isEqualByComparingTo("700");
        assertThat(worth(before, "double").in("CNY")).isEqualByComparingTo("1400");
        assertThat(worth(after, "price").in("CNY")).isEqualByComparingTo("800.08");
        assertThat(worth(own, "price").in("CNY")).isEqualByComparingTo("100");
        assertThat(worth(unknown, "price").in("CNY")).isNull();
        assertThat(worth(nothing, "price").in("CNY")).isEqualByComparingTo("0");
    }

    @Test
    void another_date_is_another_worth_and_everything_computed_follows() {
        var id = quote("moved", "100", "USD", "2026-05-31");
        assertThat(work.find(admin, "quote", id).value("large")).isEqualTo(false);

        work.save(admin, new Change.Update("quote", id, 1, Map.of("day", LocalDate.of(2026, 7, 1))));

        var record = work.find(admin, "quote", id);
        assertThat(((Money) record.value("price")).worth()).isEqualByComparingTo("800");
        assertThat(((Money) record.value("double")).worth()).isEqualByComparingTo("1600");
        assertThat(record.value("large")).isEqualTo(true);
        assertThat(record.version()).isEqualTo(2);
        var history = ((HistoryResult.Entries) work.records.history(admin, "quote", id)).entries();
        assertThat(history).hasSize(2);
        assertThat(history.stream().filter(entry -> entry.kind() == HistoryResult.Kind.CHANGED))
                .flatExtracting(HistoryResult.Entry::changes)
                .extracting(HistoryResult.FieldChange::path)
                .containsExactlyInAnyOrder("day", "large");
        assertThat(filtered("title = 'moved' AND price = 800 AND large", Map.of()))
                .containsExactly(id);
    }

    @Test
    void the_date_of_a_conversion_is_the_records_date() {
        var id = quote("c", "560", "CNY", "2026-05-31");
        assertThat(work.find(admin, "quote", id).value("in_dollars")).isEqualTo(money("80", "USD"));

        work.save(admin, new Change.Update("quote", id, 1, Map.of("day", LocalDate.of(2026, 7, 1))));

        assertThat(work.find(admin, "quote", id).value("in_dollars")).isEqualTo(money("70", "USD"));
    }

    @Test
    void lists_are_put_in_order_by_worth_page_after_page() {
        var day = "2026-07-01";
        var ids = List.of(
                quote("order", "-1", "USD", day),
                quote("order", "1", "CNY", day),
                quote("order", "70", "CNY", day),
                quote("order", "10", "EUR", day),
                quote("order", "10", "USD", day),
                quote("order", "90", "CNY", day),
                quote("order", "12", "USD", day));
        var unknown = quote("order", "5", "CHF", day);
        var query = RecordQuery.of("quote", List.of("price")).filtered("title = 'order'", Map.of());

        var rising = ids(query.sorted(List.of(new SortKey("price", false))));
        var falling = ids(query.sorted(List.of(new SortKey("price", true))));

        assertThat(rising.subList(0, 7)).isEqualTo(ids);
        assertThat(falling.subList(0, 7)).isEqualTo(ids.reversed());
        assertThat(rising.getLast()).isEqualTo(unknown);
        assertThat(falling.getLast()).isEqualTo(unknown);
    }

    @Test
    void filters_compare_what_amounts_are_worth() {
        var day = "2026-07-01";
        var cheap = quote("filter", "50", "CNY", day);
        var dollars = quote("filter", "10", "USD", day);
        var dear = quote("filter", "85", "CNY", day);
        var unknown = quote("filter", "1000", "CHF", day);
        var ours = "title = 'filter' AND ";

        assertThat(filtered(ours + "price > 50", Map.of())).containsExactly(dollars, dear);
        assertThat(filtered(ours + "price <= 80", Map.of())).containsExactly(cheap, dollars);
        assertThat(filtered(ours + "price = 80", Map.of())).containsExactly(dollars);
        assertThat(filtered(ours + "price <> 80", Map.of())).containsExactly(cheap, dear, unknown);
        assertThat(filtered(ours + "price >= :p", Map.of("p", money("80", "CNY"))))
                .containsExactly(dollars, dear);
        assertThat(filtered(ours + "price >= :p", Map.of("p", money("10", "USD"))))
                .containsExactly(dollars, dear);
        assertThat(filtered(ours + "price = :p", Map.of("p", money("10", "USD"))))
                .containsExactly(dollars);
        assertThat(filtered(ours + "price < :p", Map.of("p", money("10", "CHF"))))
                .isEmpty();
        assertThat(filtered(ours + "price < double AND NOT ISBLANK(price)", Map.of()))
                .containsExactly(cheap, dollars, dear, unknown);
        assertThat(filtered(ours + "ISBLANK(price)", Map.of())).isEmpty();
        assertThat(filtered(ours + "price > 0 AND price > -1", Map.of()))
                .as("a sign needs no rate")
                .containsExactly(cheap, dollars, dear, unknown);
        assertThat(filtered(ours + "price < 2000", Map.of())).doesNotContain(unknown);
    }

    private AggregateResult.Row measured(String title) {
        var measures = List.of(
                new Measure(Function.SUM, "price"),
                new Measure(Function.AVG, "price"),
                new Measure(Function.MIN, "price"),
                new Measure(Function.MAX, "price"),
                new Measure(Function.COUNT, "price"));
        var asked = new RecordAggregate("quote", List.of(), measures, "title = :t", Map.of("t", title));
        return ((AggregateResult.Rows) work.records.aggregate(admin, asked))
                .rows()
                .getFirst();
    }

    @Test
    void sums_averages_and_extremes_are_in_the_workspaces_currency() {
        var day = "2026-07-01";
        quote("sum", "100", "CNY", day);
        quote("sum", "10", "USD", day);
        quote("sum", "20", "EUR", day);

        assertThat(measured("sum").measures())
                .containsExactly(
                        money("330", "CNY"),
                        money("110", "CNY"),
                        money("80", "CNY"),
                        money("150", "CNY"),
                        new BigDecimal("3"));

        quote("sum", "1", "CHF", day);
        assertThat(measured("sum").measures()).containsExactly(null, null, null, null, new BigDecimal("4"));
    }

    @Test
    void amounts_worth_the_same_are_one_group() {
        quote("group", "80", "CNY", "2026-07-01");
        quote("group", "10", "USD", "2026-07-01");
        quote("group", "10", "USD", "2026-05-01");

        var asked = new RecordAggregate(
                "quote", List.of("price"), List.of(new Measure(Function.COUNT, null)), "title = 'group'", Map.of());
        var rows = ((AggregateResult.Rows) work.records.aggregate(admin, asked)).rows();

        assertThat(rows.stream().map(row -> row.keys().getFirst()))
                .containsExactly(money("70", "CNY"), money("80", "CNY"));
        assertThat(rows.stream().map(row -> row.measures().getFirst()))
                .containsExactly(new BigDecimal("1"), new BigDecimal("2"));
    }

    @Test
    void a_roll_up_brings_the_worth_of_what_it_puts_together() {
        var account = work.install("account", Map.of("name", "Worth"));
        var first = work.install(
                "quote",
                Map.of("title", "r", "account", account, "price", money("50", "USD"), "day", LocalDate.of(2026, 1, 1)));
        work.install(
                "quote",
                Map.of("title", "r", "account", account, "price", money("50", "USD"), "day", LocalDate.of(2026, 7, 1)));
        assertThat(quoted(account)).isEqualTo(money("100", "USD"));
        assertThat(quoted(account).worth()).isEqualByComparingTo("750");
        assertThat(work.find(admin, "account", account).value("rich")).isEqualTo(false);

        work.save(admin, new Change.Update("quote", first, 1, Map.of("day", LocalDate.of(2026, 7, 1))));

        assertThat(quoted(account)).isEqualTo(money("100", "USD"));
        assertThat(quoted(account).worth()).isEqualByComparingTo("800");
        assertThat(work.find(admin, "account", account).value("rich")).isEqualTo(true);
        assertThat(work.find(admin, "account", account).version()).isEqualTo(1);
    }

    private Money quoted(RecordId account) {
        return (Money) work.find(admin, "account", account).value("quoted");
    }

    @Test
    void what_depends_on_a_rate_follows_it_in_the_background() {
        var account = work.install("account", Map.of("name", "Rated"));
        var id = work.install(
                "quote",
                Map.of(
                        "title",
                        "n",
                        "account",
                        account,
                        "price",
                        money("100", "NOK"),
                        "day",
                        LocalDate.of(2026, 7, 1)));
        assertThat(worth(id, "price").worth()).isNull();
        assertThat(quoted(account).worth()).isNull();

        var rate = rate("NOK", "2026-01-01", "8");
        recalculate();
        assertThat(worth(id, "price").worth()).isEqualByComparingTo("800");
        assertThat(work.find(admin, "quote", id).value("large")).isEqualTo(true);
        assertThat(quoted(account).worth()).isEqualByComparingTo("800");

        work.save(admin, new Change.Delete("exchange_rate", rate, 1));
        recalculate();
        assertThat(worth(id, "price").worth()).isNull();
        assertThat(work.find(admin, "quote", id).value("large")).isEqualTo(false);
        assertThat(quoted(account).worth()).isNull();
        assertThat(work.find(admin, "quote", id).version()).isEqualTo(1);
    }

    @Test
    void a_save_in_the_workspaces_currency_never_looks_at_rates() {
        var id = quote("cny", "1", "CNY", "2026-07-01");
        work.app.inUnit(() -> work.app.sql().update("RENAME TABLE r_exchange_rate TO r_elsewhere"));
        try {
            var change = new Change.Update(
                    "quote", id, 1, Map.of("price", money("2", "CNY"), "day", LocalDate.of(2026, 8, 1)));
            work.save(admin, change);
            assertThat(stored(id)).contains("2");
            assertThat(stored(work.save(admin, new Change.Create("quote", Map.of("title", "no price")))
                            .id()))
                    .isEmpty();
        } finally {
            work.app.inUnit(() -> work.app.sql().update("RENAME TABLE r_elsewhere TO r_exchange_rate"));
        }
    }

    @Test
    void a_record_comes_back_with_what_it_is_worth_today() {
        var id = quote("bin", "100", "SEK", "2026-07-01");
        work.save(admin, new Change.Delete("quote", id, 1));
        rate("SEK", "2026-01-01", "0.7");
        recalculate();

        work.save(admin, new Change.Restore("quote", id));

        assertThat(worth(id, "price").worth()).isEqualByComparingTo("70");
    }

    private Optional<String> stored(RecordId id) {
        return work.app.inUnit(() -> work.app
                .sql()
                .list(
                        "SELECT price__worth FROM r_quote WHERE id = ?",
                        row -> Optional.ofNullable(row.getBigDecimal(1))
                                .map(number -> number.stripTrailingZeros().toPlainString()),
                        id.value())
                .getFirst());
    }

    @Test
    void tables_of_an_older_program_learn_what_is_worth_what_when_this_one_starts() {
        var own = quote("old", "12.5", "CNY", "2026-07-01");
        var dollars = quote("old", "2", "USD", "2026-07-01");
        var binned = quote("old", "9", "CNY", "2026-07-01");
        work.save(admin, new Change.Delete("quote", binned, 1));
        work.app.inUnit(() -> work.app.sql().update("ALTER TABLE r_quote DROP COLUMN price__worth"));

        work.app.get(Publisher.class).keepUp();
        assertThat(stored(own)).isEmpty();
        recalculate();

        assertThat(stored(own)).contains("12.5");
        assertThat(stored(binned)).contains("9");
        assertThat(stored(dollars)).contains("16");
        assertThat(work.find(admin, "quote", dollars).version()).isEqualTo(1);
    }

    @Test
    void another_currency_of_the_workspace_is_another_worth() {
        var own = quote("home", "70", "CNY", "2026-07-01");
        var dollars = quote("home", "10", "USD", "2026-07-01");
        try {
            work.publish(List.of(inCurrency("USD")));
            recalculate();
            assertThat(stored(dollars)).contains("10");
            assertThat(stored(own)).isEmpty();
        } finally {
            work.publish(definitions());
            recalculate();
        }
        assertThat(stored(dollars)).contains("80");
        assertThat(stored(own)).contains("70");
    }

    private static Definition inCurrency(String currency) {
        return definitions().stream()
                .filter(WorkspaceDefinition.class::isInstance)
                .map(WorkspaceDefinition.class::cast)
                .map(workspace -> new WorkspaceDefinition(
                        workspace.id(), workspace.label(), workspace.zone(), currency, workspace.languages()))
                .findFirst()
                .orElseThrow();
    }
}
