package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.node.ObjectNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecycleBinTest {

    private TestWorkspace work;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private RecordQuery bin(String entity, String title) {
        return RecordQuery.of(entity, List.of(title)).inRecycleBin().page(0, 500);
    }

    @Test
    void a_restored_record_is_as_it_was_with_its_lines_and_history() {
        var li = work.sales("li");
        var id = work.save(
                        li,
                        new Change.Create(
                                "quote",
                                Map.of(
                                        "title",
                                        "Twice",
                                        "lines",
                                        List.of(work.line("pump", "2"), work.line("valve", "3")))))
                .id();
        var kept = work.find(li, "quote", id).lines("lines").getFirst().id();
        work.save(li, new Change.Update("quote", id, 1, Map.of("lines", List.of(new Change.Line(kept, Map.of())))));
        var whole = work.find(li, "quote", id);
        work.save(li, new Change.Delete("quote", id, 2));
        assertThat(work.records.find(li, "quote", id, java.util.Set.of())).isInstanceOf(FindResult.NotFound.class);
        assertThat(work.page(li, bin("quote", "title")).items())
                .extracting(StoredRecord::id)
                .contains(id);

        var restored = work.save(li, new Change.Restore("quote", id));

        var after = work.find(li, "quote", id);
        assertThat(restored.version()).isEqualTo(4);
        assertThat(after.value("title")).isEqualTo("Twice");
        assertThat(after.value("total")).isEqualTo(whole.value("total"));
        assertThat(after.lines("lines")).extracting(StoredRecord::id).containsExactly(kept);
        assertThat(((HistoryResult.Entries) work.records.history(li, "quote", id)).entries())
                .extracting(HistoryResult.Entry::kind)
                .containsExactly(
                        HistoryResult.Kind.RESTORED,
                        HistoryResult.Kind.DELETED,
                        HistoryResult.Kind.CHANGED,
                        HistoryResult.Kind.CREATED);
        assertThat(work.page(li, bin("quote", "title")).items())
                .extracting(StoredRecord::id)
                .doesNotContain(id);
    }

    @Test
    void what_lives_cannot_be_restored_and_what_was_restored_not_twice() {
        var li = work.sales("li");
        var id = work.save(li, new Change.Create("account", Map.of("name", "Alive")))
                .id();

        assertThat(work.records.save(li, new Change.Restore("account", id))).isInstanceOf(SaveResult.NotFound.class);
        work.save(li, new Change.Delete("account", id, 1));
        assertThat(work.records.save(li, new Change.Restore("account", id))).isInstanceOf(SaveResult.Saved.class);
        assertThat(work.records.save(li, new Change.Restore("account", id))).isInstanceOf(SaveResult.NotFound.class);
    }

    @Test
    void a_value_taken_meanwhile_stands_against_a_restore() {
        var li = work.sales("li");
        var id = work.save(li, new Change.Create("account", Map.of("name", "First", "tax_no", "T-700")))
                .id();
        work.save(li, new Change.Delete("account", id, 1));
        work.save(li, new Change.Create("account", Map.of("name", "Second", "tax_no", "T-700")));

        var refused = work.records.save(li, new Change.Restore("account", id));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        SaveResult.Rejected.class,
                        rejected -> assertThat(rejected.problems())
                                .extracting(problem -> problem.code())
                                .containsExactly(RecordProblem.NOT_UNIQUE));
        assertThat(work.page(li, bin("account", "name")).items())
                .extracting(StoredRecord::id)
                .contains(id);
    }

    @Test
    void the_bin_shows_and_gives_back_only_what_one_may_delete() {
        var li = work.sales("li");
        var zhang = work.sales("zhang");
        var id = work.save(li, new Change.Create("quote", Map.of("title", "Li's own")))
                .id();
        work.save(li, new Change.Delete("quote", id, 1));

        var shown = work.records.query(zhang, bin("quote", "title"));

        if (shown instanceof QueryResult.Page page) {
            assertThat(page.items()).extracting(StoredRecord::id).doesNotContain(id);
        } else {
            assertThat(shown).isInstanceOf(QueryResult.Denied.class);
        }
        assertThat(work.records.save(zhang, new Change.Restore("quote", id))).isNotInstanceOf(SaveResult.Saved.class);
        assertThat(work.page(li, bin("quote", "title")).items())
                .extracting(StoredRecord::id)
                .contains(id);
    }

    @Test
    void a_restore_passes_the_validations_and_rules_of_today() {
        var li = work.sales("li");
        var id = work.save(li, new Change.Create("quote", Map.of("title", "Cheap", "discount", new BigDecimal("0.4"))))
                .id();
        work.save(li, new Change.Delete("quote", id, 1));
        work.vetoes.put("Cheap", Problem.at("title", ProblemCode.invalid("VETO")));
        assertThat(TestWorkspace.problems(work.records.save(li, new Change.Restore("quote", id))))
                .containsExactly("title VETO");
        work.vetoes.clear();
        var stricter = TestWorkspace.json();
        for (var entity : stricter.get("entity")) {
            if (entity.get("id").stringValue().equals("quote")) {
                ((ObjectNode) entity.get("validations").get(0)).put("mustHold", "discount <= 0.3");
            }
        }
        work.publish(SampleMetadata.definitions(stricter));

        assertThat(TestWorkspace.problems(work.records.save(li, new Change.Restore("quote", id))))
                .containsExactly("discount VALIDATION_FAILED");

        work.publish(SampleMetadata.definitions(TestWorkspace.json()));
        assertThat(work.records.save(li, new Change.Restore("quote", id))).isInstanceOf(SaveResult.Saved.class);
    }

    @Test
    void of_two_restores_at_once_one_restores() throws Exception {
        var li = work.sales("li");
        for (int round = 0; round < 20; round++) {
            var id = work.save(li, new Change.Create("account", Map.of("name", "Race " + round)))
                    .id();
            work.save(li, new Change.Delete("account", id, 1));
            var together = new CyclicBarrier(2);
            Callable<SaveResult> restore = () -> {
                together.await();
                return work.records.save(li, new Change.Restore("account", id));
            };
            try (var threads = Executors.newFixedThreadPool(2)) {
                var results = List.of(threads.submit(restore), threads.submit(restore));
                assertThat(List.of(results.get(0).get(), results.get(1).get()))
                        .hasAtLeastOneElementOfType(SaveResult.Saved.class)
                        .hasAtLeastOneElementOfType(SaveResult.NotFound.class);
            }
            assertThat(work.find(li, "account", id).version()).isEqualTo(3);
        }
    }
}
