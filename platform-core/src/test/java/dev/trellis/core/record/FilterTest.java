package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.RecordAggregate.Function;
import dev.trellis.core.record.RecordAggregate.Measure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilterTest {

    private TestWorkspace work;
    private Actor li;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
        li = work.sales("li");
        for (int i = 0; i < 20; i++) {
            var values = new HashMap<String, Object>();
            values.put("name", "Firm " + i);
            values.put("owner", work.id(i % 2 == 0 ? "li" : "chen"));
            values.put("rating", i % 3 == 0 ? null : BigDecimal.valueOf(i % 5));
            work.install("account", values);
        }
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private List<Object> names(String filter, Map<String, Object> parameters) {
        var query = RecordQuery.of("account", List.of("name"))
                .filtered(filter, parameters)
                .page(0, 500);
        return work.page(li, query).items().stream()
                .map(record -> record.value("name"))
                .toList();
    }

    @Test
    void a_filter_reads_fields_paths_and_parameters() {
        var expected = new ArrayList<Object>();
        for (int i = 0; i < 20; i += 2) {
            if (i % 3 != 0 && i % 5 >= 2) {
                expected.add("Firm " + i);
            }
        }

        var found = names("rating >= :least AND owner.name = :who", Map.of("least", new BigDecimal("2"), "who", "李娜"));

        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(names("owner = $user.id AND ISBLANK(rating) AND CONTAINS(name, 'Firm')", Map.of()))
                .hasSize(4);
    }

    @Test
    void a_filter_takes_the_id_of_a_record_as_a_parameter() {
        var expected = List.of("Firm 0", "Firm 6");

        var found = names(
                "owner = :me AND (name = :a OR name = :b)", Map.of("me", work.id("li"), "a", "Firm 0", "b", "Firm 6"));

        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(names("owner = :me", Map.of("me", work.id("chen"))))
                .contains("Firm 1")
                .doesNotContain("Firm 0");
        assertThat(names("owner <> :me", Map.of("me", work.id("li"))))
                .contains("Firm 1")
                .doesNotContain("Firm 0");
        assertThat(work.records.query(
                        li,
                        RecordQuery.of("account", List.of("name")).filtered("name = :me", Map.of("me", work.id("li")))))
                .isInstanceOf(QueryResult.Invalid.class);
    }

    @Test
    void a_filter_cannot_leave_its_place() {
        for (var text : List.of("name = 'x' OR 1 = 1 --", "1; DROP TABLE r_account", "(")) {
            var query = RecordQuery.of("account", List.of("name")).filtered(text, Map.of());
            assertThat(work.records.query(li, query)).isInstanceOf(QueryResult.Invalid.class);
        }
        assertThat(names("name = :q", Map.of("q", "x' OR '1'='1"))).isEmpty();
        assertThat(names("name = '\\' OR name = \"' OR 1=1 -- \"", Map.of())).isEmpty();
    }

    @Test
    void a_filter_over_line_items_counts_and_sums_them() {
        var small = quote(work.line("valve", "1"));
        var large = quote(work.line("pump", "10"), work.line("pump", "20"));

        var many = RecordQuery.of("quote", List.of("title")).filtered("COUNT(lines) > 1", Map.of());
        var dear = RecordQuery.of("quote", List.of("title")).filtered("SUM(lines.amount) < 1", Map.of());

        assertThat(work.page(li, many).items()).extracting(StoredRecord::id).containsExactly(large);
        assertThat(work.page(li, dear).items())
                .extracting(StoredRecord::id)
                .contains(small)
                .doesNotContain(large);
    }

    private RecordId quote(Change.Line... lines) {
        return work.save(li, new Change.Create("quote", Map.of("title", "F", "lines", List.of(lines))))
                .id();
    }

    @Test
    void a_filter_on_a_field_finds_no_record_on_which_it_is_hidden() {
        var both = work.actor("zhang", "sales", "colleague");
        quote(work.line("pump", "1"));
        var own = work.save(both, new Change.Create("quote", Map.of("title", "Zhang's")))
                .id();

        var found = work.page(both, RecordQuery.of("quote", List.of("title")).filtered("discount >= 0", Map.of()));

        assertThat(found.items()).extracting(StoredRecord::id).containsExactly(own);
    }

    @Test
    void an_amount_is_compared_with_its_currency() {
        work.save(li, new Change.Create("quote", Map.of("title", "M", "price", new Money(new BigDecimal("5"), "CNY"))));

        var query = RecordQuery.of("quote", List.of("price"))
                .filtered("price > :p", Map.of("p", new Money(new BigDecimal("4.99"), "CNY")));

        assertThat(work.page(li, query).items()).hasSize(1);
    }

    @Test
    void a_hidden_field_cannot_be_found_by_any_way_of_asking() {
        for (var text : List.of(
                "secret = 'x'",
                "{Secret} = 'x'",
                "{secret} = 'x'",
                "ISBLANK(secret)",
                "CONTAINS(name & secret, 'x')",
                "IFERROR(secret, '') = 'x'",
                "id = account.secret")) {
            assertSameAnswers("account", text);
        }
        for (var text : List.of(
                "account.secret = 'x'",
                "{Account.Secret} = 'x'",
                "account.owner.name = account.secret",
                "COUNT(lines) > LEN(account.secret)")) {
            assertSameAnswers("quote", text);
        }
        var bySecret = new RecordAggregate(
                "account", List.of(), List.of(new Measure(Function.COUNT, null)), "secret = 's3cret'", Map.of());
        var grouped = new RecordAggregate(
                "account", List.of("secret"), List.of(new Measure(Function.COUNT, null)), null, Map.of());
        assertThat(work.records.aggregate(li, bySecret)).isInstanceOf(AggregateResult.Invalid.class);
        assertThat(work.records.aggregate(li, grouped)).isInstanceOf(AggregateResult.Invalid.class);
        assertThat(work.page(
                                work.admin(),
                                RecordQuery.of("account", List.of("name")).filtered("secret = 's3cret'", Map.of()))
                        .items())
                .hasSize(1);
    }

    /** What is said about a hidden field is, word for word, what is said about one that nobody ever made. */
    private void assertSameAnswers(String entity, String text) {
        var hidden = problems(entity, text).replace("secret", "nosuch").replace("Secret", "Nosuch");
        var absent = problems(entity, text.replace("secret", "nosuch").replace("Secret", "Nosuch"));

        assertThat(hidden).isEqualTo(absent).isNotEmpty();
        assertThat(problems(entity, text.replace("secret", "secre").replace("Secret", "Secre")))
                .doesNotContainIgnoringCase("secret");
    }

    private String problems(String entity, String filter) {
        var result =
                work.records.query(li, RecordQuery.of(entity, List.of("id")).filtered(filter, Map.of()));
        assertThat(result).as(filter).isInstanceOf(QueryResult.Invalid.class);
        return ((QueryResult.Invalid) result)
                .problems().stream()
                        .map(problem -> problem + " " + Messages.text(problem, Locale.ENGLISH))
                        .toList()
                        .toString();
    }

    @Test
    void neither_the_order_nor_the_search_tells_what_a_hidden_field_holds() {
        var colleague = work.actor("zhang", "colleague");
        quote(work.line("pump", "1"));
        var plain = RecordQuery.of("quote", List.of("title"));

        for (var path : List.of("discount", "account.name", "lines")) {
            assertThat(work.records.query(colleague, plain.sorted(List.of(new SortKey(path, true)))))
                    .isInstanceOf(QueryResult.Invalid.class);
        }
        assertThat(work.page(colleague, plain).items()).isNotEmpty();
        assertThat(work.page(colleague, plain.searching("QT-")).items()).isEmpty();
        assertThat(work.page(li, plain.searching("QT-")).items()).isNotEmpty();
    }
}
