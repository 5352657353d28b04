package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RollUpTest {

    private TestWorkspace work;
    private Actor li;

    private static String rollUp(String id, String rest) {
        return "{\"id\": \"%s\", \"label\": {\"en\": \"R\"}, \"type\": \"roll_up\", %s}"
                .formatted(id, rest.replace('\'', '"'));
    }

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
        li = work.sales("li");
        work.publish(TestWorkspace.with(Map.of(
                "account",
                List.of(
                        rollUp(
                                "quoted",
                                "'entity': 'quote', 'via': 'account', 'function': 'sum', 'field': 'price',"
                                        + " 'result': {'type': 'money'}"),
                        rollUp(
                                "usual",
                                "'entity': 'quote', 'via': 'account', 'function': 'average', 'field': 'price',"
                                        + " 'result': {'type': 'money'}"),
                        rollUp(
                                "rebated",
                                "'entity': 'quote', 'via': 'account', 'filter': 'discount > 0.1 AND account.rating > 2',"
                                        + " 'result': {'type': 'integer'}")),
                "product",
                List.of(rollUp(
                        "ordered",
                        "'entity': 'quote_line', 'via': 'product', 'function': 'sum', 'field': 'quantity',"
                                + " 'result': {'type': 'decimal', 'scale': 3}")),
                "quote",
                List.of(rollUp(
                        "dear",
                        "'entity': 'quote_line', 'via': 'parent', 'filter': 'amount > 100',"
                                + " 'result': {'type': 'integer'}")))));
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private RecordId account(String name) {
        return work.save(work.admin(), new Change.Create("account", Map.of("name", name, "rating", BigDecimal.TWO)))
                .id();
    }

    private Object read(String entity, RecordId id, String field) {
        return work.find(work.admin(), entity, id).value(field);
    }

    private RecordId quote(RecordId account, String price, String currency) {
        var values = Map.<String, Object>of(
                "title", "R", "account", account, "price", new Money(new BigDecimal(price), currency));
        return work.save(li, new Change.Create("quote", values)).id();
    }

    @Test
    void amounts_of_one_currency_add_up_and_those_of_two_do_not() {
        var account = account("Money");
        assertThat(((Money) read("account", account, "quoted")).amount()).isEqualByComparingTo("0");

        quote(account, "10", "USD");
        var second = quote(account, "5.01", "USD");

        assertThat(read("account", account, "quoted")).isEqualTo(money("15.01", "USD"));
        assertThat(read("account", account, "usual")).isEqualTo(money("7.51", "USD"));
        work.save(li, new Change.Update("quote", second, 1, Map.of("price", money("5.01", "CNY"))));
        assertThat(read("account", account, "quoted")).isNull();
        work.save(li, new Change.Delete("quote", second, 2));
        assertThat(read("account", account, "quoted")).isEqualTo(money("10.00", "USD"));
    }

    private static Money money(String amount, String currency) {
        return new Money(new BigDecimal(amount), currency);
    }

    @Test
    void a_filter_over_a_lookup_follows_the_record_behind_it() {
        var account = account("Rated");
        var id = quote(account, "1", "CNY");
        work.save(li, new Change.Update("quote", id, 1, Map.of("discount", new BigDecimal("0.2"))));
        assertThat((BigDecimal) read("account", account, "rebated")).isEqualByComparingTo("0");

        int version = work.find(work.admin(), "account", account).version();
        work.save(work.admin(), new Change.Update("account", account, version, Map.of("rating", BigDecimal.TEN)));

        assertThat((BigDecimal) read("account", account, "rebated")).isEqualByComparingTo("1");
        assertThat(version).isEqualTo(1);
    }

    @Test
    void lines_count_for_their_product_and_for_their_parent() {
        var product = work.install("product", Map.of("name", "Gear", "list_price", new BigDecimal("60")));
        var one = new Change.Line(null, Map.of("product", product, "quantity", BigDecimal.ONE));
        var two = new Change.Line(null, Map.of("product", product, "quantity", BigDecimal.TWO));
        var values = Map.<String, Object>of("title", "R", "lines", List.of(one, two));
        var id = work.save(li, new Change.Create("quote", values)).id();

        assertThat((BigDecimal) read("product", product, "ordered")).isEqualByComparingTo("3");
        assertThat((BigDecimal) read("quote", id, "dear")).isEqualByComparingTo("1");

        work.save(li, new Change.Delete("quote", id, 1));
        assertThat((BigDecimal) read("product", product, "ordered")).isEqualByComparingTo("0");
    }

    @Test
    void a_sum_that_is_not_known_yet_is_read_and_carried_on_from_then() {
        var product = work.install("product", Map.of("name", "Wheel", "list_price", new BigDecimal("60")));
        order(product, "1");
        assertThat((BigDecimal) read("product", product, "ordered")).isEqualByComparingTo("1");
        work.app.inUnit(() -> work.app.sql().update("UPDATE r_product SET ordered = NULL"));

        order(product, "2");
        assertThat((BigDecimal) read("product", product, "ordered")).isEqualByComparingTo("3");

        work.app.inUnit(() -> work.app.sql().update("UPDATE r_product SET ordered = 10"));
        order(product, "4");
        assertThat((BigDecimal) read("product", product, "ordered")).isEqualByComparingTo("14");
        assertThat(work.find(work.admin(), "product", product).version()).isEqualTo(1);
    }

    private void order(RecordId product, String quantity) {
        var line = new Change.Line(null, Map.of("product", product, "quantity", new BigDecimal(quantity)));
        work.save(li, new Change.Create("quote", Map.of("title", "R", "lines", List.of(line))));
    }

    @Test
    void a_locked_record_is_computed_all_the_same_and_nobody_writes_a_roll_up() {
        var account = account("Locked");
        work.save(TestWorkspace.APPROVAL, new Change.Lock("account", account, new RecordId(1), List.of()));

        quote(account, "3", "CNY");

        assertThat(read("account", account, "quoted")).isEqualTo(money("3.00", "CNY"));
        work.save(TestWorkspace.APPROVAL, new Change.Lock("account", account, null, List.of()));
        assertThat(work.records.save(
                        work.admin(), new Change.Update("account", account, 1, Map.of("quoted", money("9", "CNY")))))
                .isNotInstanceOf(SaveResult.Saved.class);
    }

    @Test
    void writers_below_one_record_lose_nothing() throws Exception {
        var account = account("Busy");
        try (var threads = Executors.newFixedThreadPool(6)) {
            var tasks = new ArrayList<Callable<RecordId>>();
            IntStream.range(0, 60).forEach(i -> tasks.add(() -> quote(account, String.valueOf(i), "CNY")));
            for (var done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isNotNull();
            }
        }

        assertThat(read("account", account, "quoted")).isEqualTo(money("1770.00", "CNY"));
        assertThat(work.find(work.admin(), "account", account).version()).isEqualTo(1);
    }
}
