package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Recipient;
import dev.trellis.core.collaboration.Collaboration;
import dev.trellis.core.collaboration.Collaboration.Wish;
import dev.trellis.core.collaboration.SharingResult;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.sharing.Share;
import dev.trellis.core.sharing.ShareStore;
import dev.trellis.core.sharing.SharedRecords;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharingTest {

    private static final String RULE = """
            {"id": "big_deals", "label": {"en": "Big deals"}, "entity": "quote",
             "when": "title = 'Big' AND account.key_account", "to": ["role:finance"], "right": "write"}
            """;

    private TestWorkspace work;
    private Collaboration collaboration;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
        var json = TestWorkspace.json();
        var finance = """
                {"id": "finance", "label": {"en": "Finance"}, "entities": {
                    "quote": {"verbs": {"read": "own", "edit": "own", "history": "own", "export": "own"},
                        "otherFields": "write", "fields": {"discount": "read"}},
                    "quote_line": {"otherFields": "read"}}}
                """;
        json.withArray("role").add(new JsonMapper().readTree(finance));
        json.withArray("sharing").add((ObjectNode) new JsonMapper().readTree(RULE));
        work.publish(SampleMetadata.definitions(json));
        collaboration = work.app.get(Collaboration.class);
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private Actor.Person zhao() {
        return work.actor("zhao", "finance");
    }

    private RecordId quote(String owner, String title) {
        return work.save(work.sales(owner), new Change.Create("quote", Map.of("title", title)))
                .id();
    }

    private List<Object> titles(Actor actor) {
        return work
                .page(actor, RecordQuery.of("quote", List.of("title")).counting(RecordQuery.Count.EXACT))
                .items()
                .stream()
                .map(record -> record.value("title"))
                .toList();
    }

    private RecordId share(RecordId quote, Recipient recipient, boolean writing) {
        var result = collaboration.share(work.sales("li"), "quote", quote, new Wish(recipient, writing, false, null));
        assertThat(result).isInstanceOf(SharingResult.Shares.class);
        return ((SharingResult.Shares) result)
                .entries().stream()
                        .map(SharingResult.Entry::share)
                        .filter(share -> share.recipient().equals(recipient))
                        .findFirst()
                        .orElseThrow()
                        .id();
    }

    @Test
    void a_share_opens_the_record_everywhere_and_its_end_closes_it_at_once() {
        var quote = quote("li", "Shared");
        var counted = new RecordAggregate(
                "quote",
                List.of(),
                List.of(new RecordAggregate.Measure(RecordAggregate.Function.COUNT, null)),
                null,
                Map.of());
        assertThat(work.records.find(zhao(), "quote", quote, Set.of())).isEqualTo(new FindResult.NotFound());

        var share = share(quote, Recipient.user(work.id("zhao")), false);

        assertThat(work.find(zhao(), "quote", quote).may()).isEqualTo(new StoredRecord.May(false, false, false, true));
        assertThat(titles(zhao())).containsExactly("Shared");
        assertThat(((AggregateResult.Rows) work.records.aggregate(zhao(), counted))
                        .rows()
                        .getFirst()
                        .measures())
                .containsExactly(BigDecimal.ONE);
        assertThat(work.records.save(zhao(), new Change.Update("quote", quote, 1, Map.of("title", "x"))))
                .isInstanceOf(SaveResult.Denied.class);

        collaboration.end(work.sales("li"), "quote", quote, share);

        assertThat(work.records.find(zhao(), "quote", quote, Set.of())).isEqualTo(new FindResult.NotFound());
        assertThat(titles(zhao())).isEmpty();
        assertThat(work.records.history(zhao(), "quote", quote)).isEqualTo(new HistoryResult.NotFound());
    }

    @Test
    void who_may_write_edits_what_the_role_opens_and_neither_transfers_nor_shares_nor_deletes() {
        var quote = quote("li", "Together");
        var share = share(quote, Recipient.user(work.id("zhao")), true);

        work.save(zhao(), new Change.Update("quote", quote, 1, Map.of("title", "Together 2")));

        assertThat(work.records.save(zhao(), new Change.Update("quote", quote, 2, Map.of("discount", BigDecimal.ZERO))))
                .isInstanceOf(SaveResult.Denied.class);
        assertThat(work.records.save(zhao(), new Change.Update("quote", quote, 2, Map.of("owner", work.id("zhao")))))
                .isInstanceOf(SaveResult.Denied.class);
        assertThat(work.records.save(zhao(), new Change.Delete("quote", quote, 2)))
                .isInstanceOf(SaveResult.Denied.class);
        assertThat(collaboration.share(
                        zhao(), "quote", quote, new Wish(Recipient.user(work.id("chen")), false, false, null)))
                .isInstanceOf(SharingResult.Denied.class);
        assertThat(collaboration.end(work.sales("chen"), "quote", quote, share))
                .isEqualTo(new SharingResult.NotFound());
        assertThat(collaboration.end(zhao(), "quote", quote, share)).isInstanceOf(SharingResult.Shares.class);
        assertThat(titles(zhao())).doesNotContain("Together 2");
    }

    @Test
    void departments_reach_those_below_and_roles_their_holders() {
        var department = quote("chen", "For all of sales");
        var role = quote("li", "For finance");
        var wish = new Wish(Recipient.department(work.id("sales")), false, false, null);
        assertThat(titles(work.sales("zhang"))).doesNotContain("For all of sales");

        collaboration.share(work.sales("chen"), "quote", department, wish);
        share(role, Recipient.role("finance"), false);

        assertThat(titles(work.sales("zhang"))).contains("For all of sales");
        assertThat(titles(zhao())).contains("For finance").doesNotContain("For all of sales");
        assertThat(titles(work.sales("zhang"))).doesNotContain("For finance");
        work.save(work.sales("chen"), new Change.Delete("quote", department, 1));
        work.save(work.sales("li"), new Change.Delete("quote", role, 1));
    }

    @Test
    void a_share_ends_by_itself() {
        var quote = quote("li", "Soon over");
        var store = work.app.get(ShareStore.class);
        var over = new Share(
                new RecordId(91),
                "quote",
                quote,
                Recipient.user(work.id("zhao")),
                true,
                false,
                Instant.now().minusSeconds(1),
                Instant.now().minusSeconds(60),
                null);

        work.app.inUnit(() -> {
            store.put(over);
            return true;
        });

        assertThat(work.records.find(zhao(), "quote", quote, Set.of())).isEqualTo(new FindResult.NotFound());
        assertThat(((SharingResult.Shares) collaboration.list(work.sales("li"), "quote", quote)).entries())
                .isEmpty();
    }

    @Test
    void a_share_without_a_role_for_the_entity_gives_nothing() {
        var quote = quote("li", "No role");
        share(quote, Recipient.user(work.id("zhao")), true);

        var nobody =
                new Actor.Person(work.id("zhao"), "zhao", Set.of(), Set.of(), java.util.Locale.ENGLISH, Actor.Via.API);

        assertThat(work.records.find(nobody, "quote", quote, Set.of())).isEqualTo(new FindResult.NotFound());
        work.save(work.sales("li"), new Change.Delete("quote", quote, 1));
    }

    @Test
    void wrong_wishes_are_refused_with_every_fault() {
        var quote = quote("li", "Wrong");

        var result = collaboration.share(
                work.sales("li"),
                "quote",
                quote,
                new Wish(
                        Recipient.department(new RecordId(4711)),
                        true,
                        true,
                        Instant.now().minusSeconds(5)));

        assertThat(((SharingResult.Rejected) result).problems())
                .extracting(problem -> problem.code().key())
                .containsExactly("SHARE_RECIPIENT_UNKNOWN", "COLLABORATOR_NOT_A_PERSON", "SHARE_ENDS_IN_PAST");
        var owner = collaboration.share(
                work.sales("li"), "quote", quote, new Wish(Recipient.user(work.id("li")), true, true, null));
        assertThat(owner).isInstanceOf(SharingResult.Rejected.class);
        assertThat(collaboration.list(work.sales("zhang"), "quote", quote)).isEqualTo(new SharingResult.NotFound());
    }

    @Test
    void a_rule_shares_as_long_as_its_condition_holds() {
        var acme = work.install("account", Map.of("name", "Key", "owner", work.id("li"), "key_account", true));
        var quote = work.save(work.sales("li"), new Change.Create("quote", Map.of("title", "Big", "account", acme)))
                .id();

        assertThat(titles(zhao())).containsExactly("Big");
        assertThat(work.find(zhao(), "quote", quote).may().edit()).isTrue();
        assertThat(work.find(zhao(), "quote", quote).may().delete()).isFalse();
        // Whoever edits by the rule cannot move the record out of the rule.
        assertThat(work.records.save(zhao(), new Change.Update("quote", quote, 1, Map.of("title", "Small"))))
                .isInstanceOf(SaveResult.Denied.class);
        work.save(work.admin(), new Change.Update("account", acme, 1, Map.of("key_account", false)));

        assertThat(titles(zhao())).doesNotContain("Big");
        assertThat(work.records.save(zhao(), new Change.Update("quote", quote, 1, Map.of("title", "Big 2"))))
                .isEqualTo(new SaveResult.NotFound());
    }

    @Test
    void very_many_shares_are_asked_in_the_database_with_the_same_outcome() {
        var quotes = new ArrayList<Change>();
        for (int i = 0; i < 3; i++) {
            quotes.add(new Change.Create("quote", Map.of("title", "Many " + i)));
        }
        var saved = work.records.apply(work.sales("chen"), quotes, Records.Mode.ALL).stream()
                .map(result -> TestWorkspace.saved(result).id())
                .toList();
        var store = work.app.get(ShareStore.class);
        var zhang = Recipient.user(work.id("zhang"));
        work.app.inUnit(() -> {
            for (int i = 0; i < SharedRecords.FEW + 10; i++) {
                var record = i < 2 ? saved.get(i) : new RecordId(1_000_000 + i);
                store.put(new Share(
                        new RecordId(2_000_000 + i), "quote", record, zhang, i == 0, false, null, Instant.now(), null));
            }
            return true;
        });

        assertThat(titles(work.sales("zhang"))).containsExactlyInAnyOrder("Many 0", "Many 1");
        assertThat(work.find(work.sales("zhang"), "quote", saved.get(0)).may().edit())
                .isTrue();
        assertThat(work.find(work.sales("zhang"), "quote", saved.get(1)).may().edit())
                .isFalse();
        work.save(work.sales("zhang"), new Change.Update("quote", saved.get(0), 1, Map.of("title", "Many 0!")));
        assertThat(work.records.save(
                        work.sales("zhang"), new Change.Update("quote", saved.get(1), 1, Map.of("title", "x"))))
                .isInstanceOf(SaveResult.Denied.class);
        assertThat(work.records.find(work.sales("zhang"), "quote", saved.get(2), Set.of()))
                .isEqualTo(new FindResult.NotFound());
        work.app.inUnit(() -> work.app.sql().update("DELETE FROM t_record_share WHERE id >= 2000000"));
    }

    @Test
    void a_list_reads_the_shared_records_and_not_the_table() {
        var seed = quote("chen", "Crowd");
        work.app.inUnit(() -> {
            var columns = work.app.sql().list("""
                            SELECT column_name AS name FROM information_schema.columns
                            WHERE table_schema = DATABASE() AND table_name = 'r_quote' ORDER BY ordinal_position
                            """, row -> "`" + row.getString("name") + "`").stream()
                    .filter(name -> !name.equals("`live`") && !name.equals("`id`"))
                    .toList();
            var names = String.join(", ", columns);
            for (int i = 0; i < 13; i++) {
                work.app
                        .sql()
                        .update("INSERT INTO r_quote (`id`, " + names + ") SELECT `id` + " + (1L << i) + " * 7, "
                                + names
                                + " FROM r_quote WHERE `id` >= " + seed.value() + " AND `id` < " + seed.value()
                                + " + " + (1L << i) + " * 7");
            }
            var store = work.app.get(ShareStore.class);
            for (int i = 0; i < 20; i++) {
                store.put(new Share(
                        new RecordId(3_000_000 + i),
                        "quote",
                        new RecordId(seed.value() + i * 7L),
                        Recipient.user(work.id("zhang")),
                        false,
                        false,
                        null,
                        Instant.now(),
                        null));
            }
            return work.app.sql().list("ANALYZE TABLE r_quote", row -> row.getString(4));
        });
        assertThat(work.rows("r_quote")).isGreaterThan(8_000);

        var read = work.app.inUnit(() -> {
            long before = rowsRead();
            var page = work.page(work.sales("zhang"), RecordQuery.of("quote", List.of("title")));
            assertThat(page.items()).hasSize(20);
            return rowsRead() - before;
        });

        assertThat(read).isLessThan(500);
        work.app.inUnit(() -> {
            work.app.sql().update("DELETE FROM t_record_share WHERE id >= 3000000");
            return work.app.sql().update("DELETE FROM r_quote WHERE `id` > ?", seed);
        });
    }

    private long rowsRead() {
        return work.app.sql().list("SHOW SESSION STATUS LIKE 'Handler_read%'", row -> row.getLong(2)).stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
