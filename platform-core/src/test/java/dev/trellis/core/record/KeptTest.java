package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.record.RecordQuery.Count;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Statements are kept from one question to the next; what they find is what there is then. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeptTest {

    private TestWorkspace work;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private RecordId quote(String owner, String title) {
        return work.save(
                        work.sales(owner),
                        new Change.Create("quote", Map.of("title", title, "account", work.id("acme"))))
                .id();
    }

    private List<Object> titles(Actor actor, String filter, Map<String, Object> parameters) {
        var query = RecordQuery.of("quote", List.of("title"))
                .filtered(filter, Map.copyOf(parameters))
                .sorted(List.of(new SortKey("title", false)))
                .counting(Count.EXACT);
        var page = work.page(actor, query);
        assertThat(page.count()).isEqualTo(new QueryResult.Total(page.items().size(), false));
        return page.items().stream().map(record -> record.value("title")).toList();
    }

    @Test
    void the_same_question_finds_what_came_meanwhile_and_nobody_elses_rows() {
        var filter = "title >= 'K' AND title < 'L'";
        var first = quote("li", "K1");
        assertThat(titles(work.sales("li"), filter, Map.of())).containsExactly("K1");
        quote("li", "K2");
        quote("chen", "K3");

        assertThat(titles(work.sales("li"), filter, Map.of())).containsExactly("K1", "K2");
        assertThat(titles(work.sales("chen"), filter, Map.of())).containsExactly("K3");
        assertThat(titles(work.admin(), filter, Map.of())).containsExactly("K1", "K2", "K3");

        work.save(work.sales("li"), new Change.Delete("quote", first, 1));
        assertThat(titles(work.sales("li"), filter, Map.of())).containsExactly("K2");
    }

    @Test
    void another_parameter_is_another_question() {
        quote("li", "P1");
        quote("li", "P2");

        assertThat(titles(work.sales("li"), "title = :t", Map.of("t", "P1"))).containsExactly("P1");
        assertThat(titles(work.sales("li"), "title = :t", Map.of("t", "P2"))).containsExactly("P2");
        assertThat(titles(work.sales("li"), "title = :t", Map.of("t", "P1"))).containsExactly("P1");
    }

    @Test
    void another_id_is_another_record_and_one_out_of_reach_is_none() {
        var li = quote("li", "Of Li");
        var chen = quote("chen", "Of Chen");
        var paths = Set.of("title", "account.name");
        for (int i = 0; i < 2; i++) {
            assertThat(((FindResult.Found) work.records.find(work.sales("li"), "quote", li, paths))
                            .record()
                            .values())
                    .containsEntry("title", "Of Li")
                    .containsEntry("account.name", "恒通科技");
            assertThat(work.records.find(work.sales("li"), "quote", chen, paths))
                    .isEqualTo(new FindResult.NotFound());
            assertThat(((FindResult.Found) work.records.find(work.sales("chen"), "quote", chen, paths))
                            .record()
                            .values())
                    .containsEntry("title", "Of Chen");
        }
    }

    @Test
    void a_move_in_the_organisation_is_seen_at_once() {
        var wang = work.actor("wang", "manager");
        var id = quote("zhang", "Of Zhang");
        assertThat(titles(wang, "title = 'Of Zhang'", Map.of())).containsExactly("Of Zhang");

        var row = work.find(TestWorkspace.INSTALL, "department", work.id("east"));
        work.save(
                TestWorkspace.INSTALL,
                new Change.Update(
                        "department", work.id("east"), row.version(), Map.of("parent_department", work.id("finance"))));

        assertThat(titles(wang, "title = 'Of Zhang'", Map.of())).isEmpty();
        assertThat(work.records.find(wang, "quote", id, Set.of("title"))).isEqualTo(new FindResult.NotFound());
        work.save(
                TestWorkspace.INSTALL,
                new Change.Update(
                        "department",
                        work.id("east"),
                        row.version() + 1,
                        Map.of("parent_department", work.id("sales"))));
        assertThat(titles(wang, "title = 'Of Zhang'", Map.of())).containsExactly("Of Zhang");
    }

    @Test
    void a_new_version_makes_new_statements() {
        var id = quote("li", "Versions");
        var paths = Set.of("title", "rank");
        assertThat(work.records.find(work.sales("li"), "quote", id, paths)).isInstanceOf(FindResult.Invalid.class);

        work.publish(TestWorkspace.with(
                "quote",
                "{\"id\": \"rank\", \"label\": {\"en\": \"Rank\"}, \"type\": \"integer\", \"default\": \"7\"}"));
        var later = quote("li", "Versions 2");

        assertThat(((FindResult.Found) work.records.find(work.sales("li"), "quote", later, paths))
                        .record()
                        .value("rank"))
                .isEqualTo(new BigDecimal("7"));
    }
}
