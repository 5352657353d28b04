package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.record.RecordAggregate.Function;
import dev.trellis.core.record.RecordAggregate.Measure;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryTest {

    private static final int ACCOUNTS = 230;

    private final long seed = System.nanoTime();
    private TestWorkspace work;
    private Actor li;
    private final List<RecordId> ids = new ArrayList<>();

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
        li = work.sales("li");
        var random = new Random(seed);
        var changes = new ArrayList<Change>();
        for (int i = 0; i < ACCOUNTS; i++) {
            var values = new HashMap<String, Object>();
            values.put("name", (i % 3 == 0 ? "深圳电子 " : "Firm_") + i);
            values.put("owner", work.id(i % 2 == 0 ? "li" : "chen"));
            values.put("rating", random.nextInt(4) == 0 ? null : BigDecimal.valueOf(random.nextInt(5)));
            values.put(
                    "founded",
                    random.nextInt(5) == 0 ? null : LocalDate.of(2000, 1, 1).plusDays(i % 7));
            changes.add(new Change.Create("account", values));
        }
        for (var result : work.records.apply(TestWorkspace.INSTALL, changes, Records.Mode.ALL)) {
            ids.add(TestWorkspace.saved(result).id());
        }
        ids.add(work.id("acme"));
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private static RecordQuery accounts(String... paths) {
        return RecordQuery.of("account", List.of(paths));
    }

    @Test
    void pages_by_cursor_show_every_record_once_in_the_order_of_the_sort() {
        for (var descending : List.of(true, false)) {
            var sort = List.of(new SortKey("rating", descending), new SortKey("name", !descending));
            var seen = new ArrayList<StoredRecord>();
            String after = null;
            do {
                var query = new RecordQuery(
                        "account",
                        List.of("name", "rating"),
                        null,
                        Map.of(),
                        null,
                        sort,
                        17,
                        after,
                        0,
                        RecordQuery.Count.NONE);
                var page = work.page(li, query);
                seen.addAll(page.items());
                after = page.next();
            } while (after != null);

            assertThat(seen).extracting(StoredRecord::id).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(ids);
            var blanksLast = Comparator.nullsLast(
                    descending ? Comparator.<BigDecimal>reverseOrder() : Comparator.<BigDecimal>naturalOrder());
            assertThat(seen.stream()
                            .map(record -> (BigDecimal) record.value("rating"))
                            .toList())
                    .as("seed %s", seed)
                    .isSortedAccordingTo(blanksLast);
        }
    }

    @Test
    void records_made_meanwhile_neither_repeat_nor_skip_what_a_cursor_shows() {
        var sort = List.of(new SortKey("created_at", false));
        var first = work.page(li, accounts("name").sorted(sort).page(0, 100));
        var late = work.save(li, new Change.Create("account", Map.of("name", "Late")))
                .id();

        var second = work.page(
                li,
                new RecordQuery(
                        "account",
                        List.of("name"),
                        null,
                        Map.of(),
                        null,
                        sort,
                        500,
                        first.next(),
                        0,
                        RecordQuery.Count.NONE));

        assertThat(second.items())
                .hasSize(ids.size() - 100 + 1)
                .last()
                .satisfies(record -> assertThat(record.id()).isEqualTo(late));
        assertThat(second.items()).doesNotContainAnyElementsOf(first.items());
        work.save(li, new Change.Delete("account", late, 1));
    }

    @Test
    void a_cursor_of_another_sort_or_of_nobody_is_refused() {
        var cursor = work.page(
                        li,
                        accounts("name")
                                .sorted(List.of(new SortKey("name", false)))
                                .page(0, 5))
                .next();
        for (var wrong : List.of(cursor, "nonsense", "", "eyJ9")) {
            var query = new RecordQuery(
                    "account", List.of("name"), null, Map.of(), null, List.of(), 5, wrong, 0, RecordQuery.Count.NONE);
            assertThat(work.records.query(li, query)).isInstanceOf(QueryResult.Invalid.class);
        }
    }

    @Test
    void counts_are_exact_or_stop_early() {
        var exact =
                work.page(li, accounts("name").counting(RecordQuery.Count.EXACT).page(0, 1));
        var capped = work.page(
                li, accounts("name").counting(RecordQuery.Count.CAPPED).page(0, 1));

        assertThat(exact.count()).isEqualTo(new QueryResult.Total(ids.size(), false));
        assertThat(capped.count()).isEqualTo(new QueryResult.Total(ids.size(), false));
        var alone = work.page(
                li, accounts("name").counting(RecordQuery.Count.CAPPED).page(0, 0));
        assertThat(alone.count()).isEqualTo(capped.count());
        assertThat(alone.items()).isEmpty();
        assertThat(alone.next()).isNull();
        var more = new ArrayList<Change>();
        for (int i = 0; i < 1_000; i++) {
            more.add(new Change.Create("product", Map.of("name", "P" + i)));
        }
        work.records.apply(TestWorkspace.INSTALL, more, Records.Mode.ALL);
        var products = RecordQuery.of("product", List.of("name")).counting(RecordQuery.Count.CAPPED);
        assertThat(work.page(li, products).count()).isEqualTo(new QueryResult.Total(1_000, true));
    }

    @Test
    void a_search_finds_the_text_anywhere_in_the_title_and_wildcards_mean_themselves() {
        assertThat(work.page(li, accounts("name").searching("圳电").page(0, 500)).items())
                .hasSize(77);
        assertThat(work.page(li, accounts("name").searching("firm_1").page(0, 500))
                        .items())
                .isNotEmpty();
        assertThat(work.page(li, accounts("name").searching("%").page(0, 500)).items())
                .isEmpty();
        var suggested = (QueryResult.Page) work.records.suggest(li, "account", "恒通", 10);
        assertThat(suggested.items()).extracting(StoredRecord::id).containsExactly(work.id("acme"));
    }

    @Test
    void references_come_with_their_titles_and_sort_by_them() {
        var page = work.page(
                li,
                accounts("name", "owner", "owner.primary_department")
                        .sorted(List.of(new SortKey("owner", false)))
                        .page(0, 500));

        assertThat(page.items())
                .allSatisfy(record -> assertThat(record.labels()).containsKeys("owner", "owner.primary_department"));
        assertThat(page.items().stream()
                        .map(record -> record.labels().get("owner"))
                        .distinct()
                        .toList())
                .containsExactly("陈静", "李娜");
    }

    @Test
    void groups_measure_what_the_actor_may_see() {
        var rows = (AggregateResult.Rows) work.records.aggregate(
                li,
                new RecordAggregate(
                        "account",
                        List.of("owner"),
                        List.of(
                                new Measure(Function.COUNT, null),
                                new Measure(Function.SUM, "rating"),
                                new Measure(Function.MAX, "founded")),
                        null,
                        Map.of()));

        assertThat(rows.rows()).hasSize(2);
        var total = rows.rows().stream()
                .map(row -> (BigDecimal) row.measures().get(0))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(total).isEqualByComparingTo(BigDecimal.valueOf(ids.size()));
        assertThat(rows.rows()).extracting(row -> row.labels().getFirst()).containsExactlyInAnyOrder("李娜", "陈静");
        assertThat(rows.rows())
                .allSatisfy(row -> assertThat(row.measures().get(2)).isInstanceOf(LocalDate.class));
    }

    @Test
    void a_limit_out_of_range_is_refused() {
        assertThat(work.records.query(li, accounts("name").page(0, 501))).isInstanceOf(QueryResult.Invalid.class);
        assertThat(work.records.query(li, accounts("name").page(-1, 10))).isInstanceOf(QueryResult.Invalid.class);
    }
}
