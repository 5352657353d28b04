package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SampleMetadata;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/** Masked fields, and scopes by condition. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsTest {

    private static final String MASKED = """
            {"id": "masked", "label": {"en": "Masked"}, "entities": {
                "account": {"verbs": {"read": "all", "edit": "all", "history": "all"}, "otherFields": "write",
                    "fields": {"secret": "masked", "rating": "masked"}},
                "quote": {"verbs": {"read": "all", "edit": "all"}, "otherFields": "read",
                    "fields": {"account": "masked"}}}}
            """;

    private static final String OPEN = """
            {"id": "open", "label": {"en": "Open"}, "entities": {
                "account": {"verbs": {"read": "own"}, "otherFields": "read"}}}
            """;

    private static final String CONDITIONAL = """
            {"id": "conditional", "label": {"en": "Conditional"}, "entities": {
                "account": {"verbs": {"read": "all"}, "otherFields": "read"},
                "quote": {"verbs": {"create": "all", "read": "all", "edit": "department", "delete": "all",
                        "history": "all"},
                    "otherFields": "write",
                    "conditions": {"create": "discount <= 0.2", "read": "account.rating >= 3 OR title = 'Mine'",
                        "edit": "discount < 0.3", "delete": "1 / discount > 0"}},
                "quote_line": {"otherFields": "write"}}}
            """;

    private TestWorkspace work;
    private RecordId account;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
        var json = TestWorkspace.json();
        for (var role : List.of(MASKED, OPEN, CONDITIONAL)) {
            json.withArray("role").add(new JsonMapper().readTree(role));
        }
        work.publish(SampleMetadata.definitions(json));
        account = work.install(
                "account",
                Map.of(
                        "name",
                        "Yun",
                        "secret",
                        "13812345678",
                        "rating",
                        BigDecimal.valueOf(4),
                        "owner",
                        work.id("li")));
    }

    @AfterAll
    void stop() {
        work.close();
    }

    @Test
    void a_masked_field_shows_part_of_its_text_and_nothing_of_a_number() {
        var masked = work.actor("zhao", "masked");

        var record = work.find(masked, "account", account);

        assertThat(record.value("secret")).isEqualTo("138****5678");
        assertThat(record.value("rating")).isNull();
        assertThat(record.labels()).containsEntry("rating", "****");
        assertThat(record.values().toString()).doesNotContain("13812345678");
        assertThat(work.records.schema(masked).right("account", "secret")).isEqualTo(FieldRight.MASKED);
        var beyond = work.install("quote", Map.of("title", "B", "account", account, "owner", work.id("li")));
        var quote = work.find(masked, "quote", beyond);
        assertThat(quote.value("account")).isNull();
        assertThat(quote.labels()).containsEntry("account", "****");
        assertThat(work.records.query(masked, RecordQuery.of("quote", List.of("account.name"))))
                .isInstanceOf(QueryResult.Invalid.class);
        work.save(work.admin(), new Change.Delete("quote", beyond, 1));
    }

    @Test
    void nothing_is_found_ordered_grouped_or_measured_by_a_masked_field() {
        var masked = work.actor("zhao", "masked");
        var all = RecordQuery.of("account", List.of("name", "secret"));

        assertThat(work.records.query(masked, all.filtered("secret = '13812345678'", Map.of())))
                .isInstanceOf(QueryResult.Invalid.class);
        assertThat(work.records.query(masked, all.sorted(List.of(new SortKey("secret", false)))))
                .isInstanceOf(QueryResult.Invalid.class);
        for (var function : RecordAggregate.Function.values()) {
            assertThat(work.records.aggregate(
                            masked,
                            new RecordAggregate(
                                    "account",
                                    List.of(),
                                    List.of(new RecordAggregate.Measure(function, "rating")),
                                    null,
                                    Map.of())))
                    .isInstanceOf(AggregateResult.Invalid.class);
        }
        assertThat(work.records.aggregate(
                        masked,
                        new RecordAggregate(
                                "account",
                                List.of("secret"),
                                List.of(new RecordAggregate.Measure(RecordAggregate.Function.COUNT, null)),
                                null,
                                Map.of())))
                .isInstanceOf(AggregateResult.Invalid.class);
        assertThat(work.page(masked, all).items())
                .extracting(record -> record.value("secret"))
                .doesNotContain("13812345678", "s3cret");
    }

    @Test
    void a_masked_field_is_not_written_and_its_history_says_only_that_it_changed() {
        var masked = work.actor("zhao", "masked");
        var id = work.install("account", Map.of("name", "Hist", "secret", "13900001111"));
        work.save(work.admin(), new Change.Update("account", id, 1, Map.of("secret", "13900002222", "name", "Hi")));

        var refused = work.records.save(masked, new Change.Update("account", id, 2, Map.of("secret", "x")));
        var change = ((HistoryResult.Entries) work.records.history(masked, "account", id))
                .entries().getFirst().changes().stream()
                        .filter(one -> one.path().equals("secret"))
                        .findFirst()
                        .orElseThrow();

        assertThat(refused).isInstanceOf(SaveResult.Denied.class);
        assertThat(change.masked()).isTrue();
        assertThat(change.toString()).doesNotContain("1390000");
        var preview = work.records.preview(masked, new Change.Update("account", id, 2, Map.of("name", "Ho")));
        assertThat(preview.values()).containsEntry("secret", "139****2222");
    }

    @Test
    void a_role_that_reads_unmasks_only_on_the_records_that_it_reaches() {
        var both = work.actor("li", "masked", "open");
        var other = work.install("account", Map.of("name", "Other", "secret", "13711112222", "owner", work.id("chen")));

        assertThat(work.find(both, "account", account).value("secret")).isEqualTo("13812345678");
        assertThat(work.find(both, "account", other).value("secret")).isEqualTo("137****2222");
        var found =
                work.page(both, RecordQuery.of("account", List.of("name")).filtered("BEGINS(secret, '1')", Map.of()));
        assertThat(found.items()).extracting(StoredRecord::id).containsExactly(account);
    }

    private Actor.Person conditional() {
        return work.actor("chen", "conditional");
    }

    private RecordId quote(Map<String, Object> values) {
        return work.install("quote", values);
    }

    @Test
    void a_condition_over_a_lookup_decides_which_records_are_read_in_lists_and_alone() {
        var high = quote(Map.of("title", "High", "account", account));
        var low = quote(Map.of("title", "Low", "account", work.id("acme")));
        var mine = quote(Map.of("title", "Mine"));

        var page = work.page(
                conditional(), RecordQuery.of("quote", List.of("title")).counting(RecordQuery.Count.EXACT));

        assertThat(page.items())
                .extracting(StoredRecord::id)
                .contains(high, mine)
                .doesNotContain(low);
        assertThat(page.count().value()).isEqualTo(page.items().size());
        assertThat(work.records.find(conditional(), "quote", low, Set.of())).isEqualTo(new FindResult.NotFound());
        assertThat(work.records.history(conditional(), "quote", low)).isEqualTo(new HistoryResult.NotFound());
        assertThat(work.records.save(conditional(), new Change.Update("quote", low, 1, Map.of("title", "x"))))
                .isEqualTo(new SaveResult.NotFound());
    }

    @Test
    void a_condition_is_asked_of_the_stored_and_of_the_merged_row() {
        var id = quote(Map.of("title", "Mine", "discount", new BigDecimal("0.1"), "owner", work.id("chen")));
        var high = quote(Map.of("title", "Mine", "discount", new BigDecimal("0.4"), "owner", work.id("chen")));

        assertThat(work.find(conditional(), "quote", id).may().edit()).isTrue();
        assertThat(work.find(conditional(), "quote", high).may().edit()).isFalse();
        assertThat(work.records.save(
                        conditional(), new Change.Update("quote", high, 1, Map.of("discount", BigDecimal.ZERO))))
                .isInstanceOf(SaveResult.Denied.class);
        assertThat(work.records.save(
                        conditional(), new Change.Update("quote", id, 1, Map.of("discount", new BigDecimal("0.45")))))
                .isInstanceOf(SaveResult.Denied.class);
        work.save(conditional(), new Change.Update("quote", id, 1, Map.of("discount", new BigDecimal("0.29"))));
        assertThat(work.records.save(
                        conditional(),
                        new Change.Create("quote", Map.of("title", "Mine", "discount", new BigDecimal("0.25")))))
                .isInstanceOf(SaveResult.Denied.class);
        work.save(
                conditional(), new Change.Create("quote", Map.of("title", "Mine", "discount", new BigDecimal("0.2"))));
    }

    @Test
    void a_condition_that_fails_denies() {
        var zero = quote(Map.of("title", "Mine", "discount", BigDecimal.ZERO, "owner", work.id("chen")));
        var some = quote(Map.of("title", "Mine", "discount", new BigDecimal("0.1"), "owner", work.id("chen")));

        assertThat(work.find(conditional(), "quote", zero).may().delete()).isFalse();
        assertThat(work.records.save(conditional(), new Change.Delete("quote", zero, 1)))
                .isInstanceOf(SaveResult.Denied.class);
        assertThat(work.find(conditional(), "quote", some).may().delete()).isTrue();
        work.save(conditional(), new Change.Delete("quote", some, 1));
    }

    @Test
    void a_query_can_ask_for_what_another_verb_reaches_too() {
        var query = RecordQuery.of("quote", List.of("title"));

        var deletable = work.page(conditional(), query.reachedBy(Verb.DELETE));

        assertThat(deletable.items())
                .isNotEmpty()
                .allSatisfy(record -> assertThat(record.may().delete()).isTrue());
    }

    @Test
    void what_a_role_gives_is_told_verb_by_verb() {
        var high = quote(Map.of("title", "Why", "account", account, "discount", new BigDecimal("0.4")));

        var standing = work.records.standing(conditional(), "quote", high).orElseThrow();

        assertThat(standing.may(Verb.READ)).isTrue();
        assertThat(standing.may(Verb.EDIT)).isFalse();
        assertThat(standing.grounds())
                .filteredOn(ground -> ground.verb() == Verb.EDIT)
                .singleElement()
                .satisfies(ground -> {
                    assertThat(ground.role()).isEqualTo("conditional");
                    assertThat(ground.holds()).isFalse();
                    assertThat(ground.condition()).isEqualTo("discount < 0.3");
                });
        assertThat(standing.fields()).containsEntry("title", FieldRight.READ);
    }
}
