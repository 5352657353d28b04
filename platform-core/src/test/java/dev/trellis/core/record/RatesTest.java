package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.SampleMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.node.ObjectNode;

/** Exchange rates are records; amounts are converted at the rate of their day and follow when rates change. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RatesTest {

    private static final String NEVER = "3600000";
    private static final Actor INSTALL = TestWorkspace.INSTALL;

    private TestWorkspace work;

    @BeforeAll
    void start() {
        work = TestWorkspace.start(Map.of("trellis.recalculation.pause-millis", NEVER));
        work.publish(definitions());
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private static List<Definition> definitions() {
        return company(Map.of("quote", List.of("""
                        {"id": "day", "label": {"en": "Day"}, "type": "date"}""", """
                        {"id": "home", "label": {"en": "Home"}, "type": "formula", "result": {"type": "money"},
                         "expression": "CONVERT(price, BLANK, day)"}""", """
                        {"id": "dollars", "label": {"en": "Dollars"}, "type": "formula", "result": {"type": "money"},
                         "expression": "CONVERT(price, 'USD', day)"}""", """
                        {"id": "created_home", "label": {"en": "Home"}, "type": "formula", "result": {"type": "money"},
                         "expression": "CONVERT(price)"}"""), "account", List.of("""
                        {"id": "quoted", "label": {"en": "Quoted"}, "type": "roll_up", "entity": "quote",
                         "via": "account", "function": "sum", "field": "price", "result": {"type": "money"}}""")));
    }

    /** The company with further fields and with exchange rates, which administrators keep. */
    static List<Definition> company(Map<String, List<String>> fields) {
        var definitions = new ArrayList<>(TestWorkspace.with(fields));
        var roles = TestWorkspace.json();
        var rights = (ObjectNode) roles.at("/role/0/entities");
        rights.set("exchange_rate", rights.get("account").deepCopy());
        definitions.removeIf(definition -> definition.kind() == Kind.ROLE);
        definitions.addAll(SampleMetadata.definitions(roles).stream()
                .filter(definition -> definition.kind() == Kind.ROLE)
                .toList());
        try (var file = RatesTest.class.getResourceAsStream("/trellis/builtin/entity/exchange_rate.json")) {
            definitions.add(
                    SampleMetadata.definition(Kind.ENTITY, new String(file.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private RecordId quote(String price, String currency, String day) {
        return work.install(
                "quote", Map.of("title", "Q", "price", money(price, currency), "day", LocalDate.parse(day)));
    }

    private Object read(String entity, RecordId id, String field) {
        return work.find(work.admin(), entity, id).value(field);
    }

    private void recalculate() {
        var runner = work.app.get(RecalculationRunner.class);
        int steps = 0;
        while (runner.step()) {
            assertThat(steps++).isLessThan(1_000);
        }
    }

    @Test
    void an_amount_is_converted_at_the_last_rate_of_its_day_or_before() {
        rate("GBP", "2026-01-01", "9.1");
        rate("GBP", "2026-03-01", "9.25");
        rate("USD", "2026-01-01", "7");

        assertThat(read("quote", quote("100", "GBP", "2026-02-28"), "home")).isEqualTo(money("910", "CNY"));
        assertThat(read("quote", quote("100", "GBP", "2026-03-01"), "home")).isEqualTo(money("925", "CNY"));
        assertThat(read("quote", quote("100", "GBP", "2026-02-01"), "dollars")).isEqualTo(money("130", "USD"));
        assertThat(read("quote", quote("100", "CNY", "1999-01-01"), "home")).isEqualTo(money("100", "CNY"));
        assertThat(read("quote", quote("100", "GBP", "2025-12-31"), "home")).isNull();
        assertThat(read("quote", quote("100", "CHF", "2026-05-01"), "home")).isNull();
    }

    @Test
    void without_a_date_it_is_the_day_of_the_record_and_a_deleted_rate_does_not_count() {
        var old = rate("SEK", "2020-01-01", "0.5");
        var newer = rate("SEK", "2021-01-01", "0.75");
        assertThat(read("quote", quote("100", "SEK", "2020-06-01"), "created_home"))
                .isEqualTo(money("75", "CNY"));

        work.save(work.admin(), new Change.Delete("exchange_rate", newer, 1));

        assertThat(read("quote", quote("100", "SEK", "2020-06-01"), "created_home"))
                .isEqualTo(money("50", "CNY"));
        assertThat(read("exchange_rate", old, "name")).isEqualTo("SEK 2020-01-01");
    }

    @Test
    void stored_values_follow_when_a_rate_is_added_changed_or_deleted() {
        var id = quote("10", "NOK", "2026-05-01");
        assertThat(read("quote", id, "home")).isNull();

        var rate = rate("NOK", "2026-04-01", "0.7");
        recalculate();
        assertThat(read("quote", id, "home")).isEqualTo(money("7", "CNY"));
        work.save(work.admin(), new Change.Update("exchange_rate", rate, 1, Map.of("rate", new BigDecimal("0.8"))));
        recalculate();
        assertThat(read("quote", id, "home")).isEqualTo(money("8", "CNY"));
        work.save(work.admin(), new Change.Delete("exchange_rate", rate, 2));
        recalculate();
        assertThat(read("quote", id, "home")).isNull();
        assertThat(work.find(work.admin(), "quote", id).version()).isEqualTo(1);
    }

    @Test
    void a_roll_up_over_several_currencies_is_in_the_companys() {
        var account = work.install("account", Map.of("name", "Mixed"));
        rate("DKK", "2020-01-01", "1.05");
        work.install("quote", Map.of("title", "A", "account", account, "price", money("100", "DKK")));
        assertThat(read("account", account, "quoted")).isEqualTo(money("100", "DKK"));

        work.install("quote", Map.of("title", "B", "account", account, "price", money("1", "CNY")));
        assertThat(read("account", account, "quoted")).isEqualTo(money("106", "CNY"));

        var unknown = work.install("quote", Map.of("title", "C", "account", account, "price", money("5", "ISK")));
        assertThat(read("account", account, "quoted")).isNull();
        rate("ISK", "2020-01-01", "0.05");
        recalculate();
        assertThat(read("account", account, "quoted")).isEqualTo(money("106.25", "CNY"));
        work.save(INSTALL, new Change.Delete("quote", unknown, 1));
        assertThat(read("account", account, "quoted")).isEqualTo(money("106", "CNY"));
    }

    @Test
    void lists_filter_by_what_an_amount_is_worth() {
        rate("PLN", "2020-01-01", "2");
        var day = "2031-01-01";
        var worth = quote("60", "PLN", day);
        quote("40", "PLN", day);
        var own = quote("110", "CNY", day);

        var found = work.page(
                work.admin(),
                RecordQuery.of("quote", List.of("price"))
                        .filtered(
                                "day = DATE(2031, 1, 1) AND CONVERT(price, 'CNY', day) >= 110 AND CONVERT(price) > 100",
                                Map.of())
                        .page(0, 50));

        assertThat(found.items().stream().map(StoredRecord::id)).containsExactlyInAnyOrder(worth, own);
    }

    @Test
    void a_currency_has_one_rate_a_day_and_it_is_more_than_nothing() {
        rate("CZK", "2026-01-01", "0.3");
        var same = Map.<String, Object>of(
                "currency", "CZK", "valid_from", LocalDate.of(2026, 1, 1), "rate", new BigDecimal("0.4"));

        assertThat(TestWorkspace.problems(work.records.save(INSTALL, new Change.Create("exchange_rate", same))))
                .containsExactly("name NOT_UNIQUE");
        assertThat(TestWorkspace.problems(work.records.save(
                        INSTALL,
                        new Change.Create(
                                "exchange_rate",
                                Map.of(
                                        "currency",
                                        "usd",
                                        "valid_from",
                                        LocalDate.of(2026, 1, 1),
                                        "rate",
                                        BigDecimal.ZERO)))))
                .containsExactly("currency VALIDATION_FAILED", "rate VALIDATION_FAILED");
    }
}
