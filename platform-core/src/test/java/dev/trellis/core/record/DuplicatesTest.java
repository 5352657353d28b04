package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.problem.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Strict duplicate rules in the gate, and the keys by which duplicates are found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DuplicatesTest {

    private static final String RULES = """
            [{"id": "same_company", "label": {"en": "Same company", "zh-CN": "同名客户"}, "entity": "account",
              "strict": true, "comparisons": [{"field": "name", "how": "company"}]},
             {"id": "same_title", "label": {"en": "Same title"}, "entity": "quote", "strict": true,
              "comparisons": [{"field": "title", "how": "text"}, {"field": "account", "how": "code"}]}]
            """;

    private TestWorkspace work;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
        work.publish(rules());
    }

    @AfterAll
    void stop() {
        work.close();
    }

    static List<Definition> rules() {
        var all = TestWorkspace.json();
        new JsonMapper()
                .readTree(RULES)
                .forEach(rule -> ((ObjectNode) all).withArray("duplicate").add(rule));
        return SampleMetadata.definitions(all);
    }

    @Test
    void a_strict_rule_refuses_the_same_company_and_names_it() {
        var li = work.sales("li");
        work.save(li, new Change.Create("account", Map.of("name", "上海远大机电有限公司")));

        var refused = work.records.save(li, new Change.Create("account", Map.of("name", " 上海远大机电（股份）有限公司 ")));
        var other = work.records.save(li, new Change.Create("account", Map.of("name", "上海远大机械有限公司")));

        assertThat(TestWorkspace.problems(refused)).containsExactly("name DUPLICATE");
        var problem = ((SaveResult.Rejected) refused).problems().getFirst();
        assertThat(Messages.text(problem, Locale.SIMPLIFIED_CHINESE)).contains("上海远大机电有限公司", "同名客户");
        assertThat(other).isInstanceOf(SaveResult.Saved.class);
    }

    @Test
    void a_record_is_no_duplicate_of_itself_nor_of_a_deleted_one() {
        var li = work.sales("li");
        var id = work.save(li, new Change.Create("account", Map.of("name", "宁波海天")))
                .id();
        work.save(li, new Change.Update("account", id, 1, Map.of("name", "宁波海天有限公司")));
        work.save(li, new Change.Delete("account", id, 2));
        var second = work.save(li, new Change.Create("account", Map.of("name", "宁波海天")))
                .id();

        assertThat(TestWorkspace.problems(work.records.save(li, new Change.Restore("account", id))))
                .containsExactly("name DUPLICATE");
        work.save(li, new Change.Update("account", second, 1, Map.of("name", "宁波海洋")));
        assertThat(work.records.save(li, new Change.Restore("account", id))).isInstanceOf(SaveResult.Saved.class);
    }

    @Test
    void a_match_that_the_caller_may_not_see_is_not_named() {
        var account = work.id("acme");
        work.save(work.sales("li"), new Change.Create("quote", Map.of("title", "机密报价", "account", account)));

        var refused = work.records.save(
                work.sales("zhang"), new Change.Create("quote", Map.of("title", "机密 报价", "account", account)));

        assertThat(TestWorkspace.problems(refused)).containsExactly("title DUPLICATE_ELSEWHERE");
        var problem = ((SaveResult.Rejected) refused).problems().getFirst();
        assertThat(problem.arguments()).doesNotContainKeys("record", "id");
        assertThat(Messages.text(problem, Locale.ENGLISH)).doesNotContain("机密");
    }

    @Test
    void two_of_one_call_are_held_against_each_other() {
        var li = work.sales("li");
        var changes = List.<Change>of(
                new Change.Create("account", Map.of("name", "Twin Ltd.")),
                new Change.Create("account", Map.of("name", "TWIN")),
                new Change.Create("account", Map.of("name", "Other twin")));

        var results = work.records.apply(li, changes, Records.Mode.EACH);

        assertThat(results.get(0)).isInstanceOf(SaveResult.Saved.class);
        assertThat(results.get(1)).isInstanceOf(SaveResult.Rejected.class);
        assertThat(results.get(2)).isInstanceOf(SaveResult.Saved.class);
    }

    @Test
    void of_many_at_the_same_moment_one_is_saved() throws Exception {
        var li = work.sales("li");
        for (int round = 0; round < 10; round++) {
            var name = "Race company " + round;
            var together = new CyclicBarrier(4);
            Callable<SaveResult> create = () -> {
                together.await();
                return work.records.save(li, new Change.Create("account", Map.of("name", name)));
            };
            var results = new ArrayList<SaveResult>();
            try (var threads = Executors.newFixedThreadPool(4)) {
                for (var future : threads.invokeAll(List.of(create, create, create, create))) {
                    results.add(future.get());
                }
            }
            assertThat(results)
                    .filteredOn(SaveResult.Saved.class::isInstance)
                    .as(results.toString())
                    .hasSize(1);
            assertThat(results)
                    .filteredOn(SaveResult.Rejected.class::isInstance)
                    .hasSize(3);
        }
    }

    @Test
    void what_was_there_before_the_rule_is_found_after_its_publish() {
        for (int i = 0; i < 3; i++) {
            work.install("product", Map.of("name", "Old pump"));
        }
        var rule = """
                {"id": "same_product", "label": {"en": "Same product"}, "entity": "product", "strict": true,
                 "comparisons": [{"field": "name", "how": "text"}]}""";
        work.publish(List.of(SampleMetadata.definition(Kind.DUPLICATE, rule)));

        var refused =
                work.records.save(TestWorkspace.INSTALL, new Change.Create("product", Map.of("name", "OLD PUMP")));

        assertThat(TestWorkspace.problems(refused)).containsExactly("name DUPLICATE");
    }
}
