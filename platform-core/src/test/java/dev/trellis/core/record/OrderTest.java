package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.backfill.Backfills;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.publish.Publisher;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Lists are in the order that people expect, page after page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderTest {

    private static final List<String> NAMES =
            List.of("张三", "zebra", "Müller", "王芳", "李娜", "Miller", "muller", "梁静", "Äpfel", "apfel", "张伟", "MULLER");
    private static final List<String> IN_ORDER =
            List.of("Äpfel", "apfel", "李娜", "梁静", "Miller", "Müller", "muller", "MULLER", "王芳", "zebra", "张三", "张伟");

    private TestWorkspace work;
    private Actor admin;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
        admin = work.admin();
        for (var name : NAMES) {
            var account = work.install("account", Map.of("name", name, "tax_no", "order-" + NAMES.indexOf(name)));
            work.install("quote", Map.of("title", "order", "account", account));
            var secret = new HashMap<String, Object>(Map.of("name", "secret", "tax_no", "s-" + NAMES.indexOf(name)));
            secret.put("secret", name);
            work.install("account", secret);
        }
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private List<StoredRecord> pages(RecordQuery query) {
        var found = new ArrayList<StoredRecord>();
        var next = query.page(0, 5);
        for (; ; ) {
            var page = work.page(admin, next);
            found.addAll(page.items());
            if (page.next() == null) {
                return found;
            }
            next = query.page(0, 5).continuing(page.next());
        }
    }

    private static RecordQuery named(boolean descending) {
        return RecordQuery.of("account", List.of("name"))
                .filtered("BEGINS(tax_no, 'order-')", Map.of())
                .sorted(List.of(new SortKey("name", descending)));
    }

    @Test
    void names_go_by_pinyin_without_case_and_accents_page_after_page() {
        assertThat(pages(named(false)).stream().map(record -> record.value("name")))
                .containsExactlyElementsOf(IN_ORDER);
        assertThat(pages(named(true)).stream().map(record -> record.value("name")))
                .containsExactlyElementsOf(IN_ORDER.reversed());
    }

    @Test
    void references_go_by_the_name_of_what_they_refer_to() {
        var quotes = pages(RecordQuery.of("quote", List.of("account", "account.name"))
                .filtered("title = 'order'", Map.of())
                .sorted(List.of(new SortKey("account", false))));

        assertThat(quotes.stream().map(record -> record.value("account.name")))
                .hasSize(NAMES.size())
                .startsWith("Äpfel", "apfel", "李娜", "梁静", "Miller")
                .endsWith("王芳", "zebra", "张三", "张伟");
    }

    @Test
    void a_changed_name_takes_its_new_place() {
        var id = work.install("account", Map.of("name", "zzz", "tax_no", "moved"));
        work.save(admin, new Change.Update("account", id, 1, Map.of("name", "Ångström")));

        var names = pages(RecordQuery.of("account", List.of("name"))
                        .filtered("tax_no = 'moved' OR name = 'apfel' OR name = '李娜'", Map.of())
                        .sorted(List.of(new SortKey("name", false))))
                .stream()
                .map(record -> record.value("name"));

        assertThat(names).containsExactly("Ångström", "apfel", "李娜");
    }

    @Test
    void what_is_sought_by_its_beginning_is_found_without_accents_and_by_its_sound() {
        assertThat(suggested("mull")).contains("Müller", "muller", "MULLER").doesNotContain("Miller");
        assertThat(suggested("ÄPF")).contains("Äpfel", "apfel");
        assertThat(suggested("zhang")).contains("张三", "张伟");
        assertThat(suggested("张")).contains("张三", "张伟").doesNotContain("王芳");
        assertThat(suggested("%")).isEmpty();
    }

    private List<Object> suggested(String text) {
        return ((QueryResult.Page) work.records.suggest(admin, "account", text, 20))
                .items().stream().<Object>map(record -> record.value("name")).toList();
    }

    @Test
    void records_that_were_there_before_a_list_get_their_keys_when_it_is_published() {
        var binned = work.install("account", Map.of("name", "bin", "tax_no", "s-bin", "secret", "Öl"));
        work.save(admin, new Change.Delete("account", binned, 1));
        work.publish(List.of(SampleMetadata.definition(Kind.LIST, """
                {"id": "account_secret", "label": {"en": "By secret"}, "entity": "account", "columns": ["secret"],
                 "sort": [{"path": "secret"}]}
                """)));

        var secrets = pages(RecordQuery.of("account", List.of("secret"))
                        .filtered("BEGINS(tax_no, 's-')", Map.of())
                        .sorted(List.of(new SortKey("secret", false))))
                .stream()
                .map(record -> record.value("secret"));

        assertThat(secrets).containsExactlyElementsOf(IN_ORDER);
        assertThat(key(binned)).isEqualTo("ol");
    }

    private List<StoredRecord> rated(boolean descending, int size) {
        var found = new ArrayList<StoredRecord>();
        var query = RecordQuery.of("account", List.of("rating"))
                .filtered("BEGINS(tax_no, 'rated-')", Map.of())
                .sorted(List.of(new SortKey("rating", descending)));
        for (String after = null; ; ) {
            var asked = query.page(0, size);
            var page = work.page(admin, after == null ? asked : asked.continuing(after));
            found.addAll(page.items());
            after = page.next();
            if (after == null) {
                return found;
            }
        }
    }

    @Test
    void blanks_stand_last_and_no_record_is_missed_between_what_is_there_and_them() {
        var made = new ArrayList<RecordId>();
        for (int i = 0; i < 11; i++) {
            var values = new HashMap<String, Object>(Map.of("name", "R" + i, "tax_no", "rated-" + i));
            if (i % 3 > 0) {
                values.put("rating", BigDecimal.valueOf(i % 4));
            }
            made.add(work.install("account", values));
        }
        var rising = Comparator.<RecordId, Integer>comparing(id -> made.indexOf(id) % 3 > 0 ? 0 : 1)
                .thenComparing(id -> made.indexOf(id) % 3 > 0 ? made.indexOf(id) % 4 : 0)
                .thenComparing(Comparator.naturalOrder());
        var falling = Comparator.<RecordId, Integer>comparing(id -> made.indexOf(id) % 3 > 0 ? 0 : 1)
                .thenComparing(id -> made.indexOf(id) % 3 > 0 ? -(made.indexOf(id) % 4) : 0)
                .thenComparing(Comparator.reverseOrder());

        for (int size = 1; size <= 12; size++) {
            assertThat(rated(false, size).stream().map(StoredRecord::id))
                    .as("rising, pages of %s", size)
                    .containsExactlyElementsOf(made.stream().sorted(rising).toList());
            assertThat(rated(true, size).stream().map(StoredRecord::id))
                    .as("falling, pages of %s", size)
                    .containsExactlyElementsOf(made.stream().sorted(falling).toList());
        }
    }

    @Test
    void a_rising_page_of_an_optional_field_reads_little_more_than_it_shows() {
        work.publish(List.of(SampleMetadata.definition(Kind.LIST, """
                {"id": "account_founded", "label": {"en": "By age"}, "entity": "account", "columns": ["founded"],
                 "sort": [{"path": "founded"}]}
                """)));
        work.app.inUnit(() -> {
            work.app.sql().update("""
                    INSERT INTO r_account (id, version, created_at, changed_at, row__live, name, name__key, founded)
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900)
                    SELECT i, 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), 1, CONCAT('many ', i), CONCAT('many ', i),
                        CASE WHEN i % 2 = 0 THEN DATE('1990-01-01') + INTERVAL i DAY END
                    FROM n
                    """);
        });
        work.app.inUnit(() -> work.app.sql().list("ANALYZE TABLE r_account", row -> row.getString(1)));
        var query = RecordQuery.of("account", List.of("name", "founded"))
                .sorted(List.of(new SortKey("founded", false)))
                .page(0, 10);

        long read = work.app.inUnit(() -> {
            long before = rowsRead();
            var page = work.page(admin, query);
            assertThat(page.items().getFirst().value("name")).isEqualTo("many 2");
            return rowsRead() - before;
        });

        assertThat(read).isLessThan(200);
    }

    private long rowsRead() {
        return work
                .app
                .sql()
                .list("SHOW SESSION STATUS LIKE 'Handler_read%'", row -> Long.parseLong(row.getString(2)))
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private String key(RecordId id) {
        return work.app
                .<java.util.Optional<String>>inUnit(() -> work.app
                        .sql()
                        .one("SELECT secret__key FROM r_account WHERE id = ?", row -> row.getString(1), id.value()))
                .orElseThrow();
    }

    @Test
    void tables_of_an_older_program_get_their_keys_when_this_one_starts() {
        work.app.inUnit(
                () -> work.app.sql().update("ALTER TABLE r_product DROP INDEX i_name__key, DROP COLUMN name__key"));

        work.app.get(Publisher.class).keepUp();
        var backfills = work.app.get(Backfills.class);
        int steps = 0;
        while (backfills.step(work.app.get(SortBackfill.class))) {
            assertThat(steps++).isLessThan(100);
        }

        var names = pages(RecordQuery.of("product", List.of("name")).sorted(List.of(new SortKey("name", false))));
        assertThat(names.stream().map(record -> record.value("name"))).containsExactly("阀门", "水泵");
    }
}
