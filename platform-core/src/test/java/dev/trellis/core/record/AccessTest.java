package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.TemporaryGrant;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {

    private TestWorkspace work;
    private RecordId ofLi;
    private RecordId ofChen;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
        ofLi = work.save(work.sales("li"), new Change.Create("quote", Map.of("title", "Li's")))
                .id();
        ofChen = work.save(work.sales("chen"), new Change.Create("quote", Map.of("title", "Chen's")))
                .id();
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private List<Object> titles(Actor actor) {
        return work.page(actor, RecordQuery.of("quote", List.of("title"))).items().stream()
                .map(record -> record.value("title"))
                .toList();
    }

    @Test
    void each_scope_shows_its_records_and_no_others() {
        assertThat(titles(work.sales("li"))).containsExactly("Li's");
        assertThat(titles(work.sales("zhang"))).isEmpty();
        assertThat(titles(work.actor("zhang", "colleague"))).containsExactly("Li's");
        assertThat(titles(work.actor("wang", "colleague"))).containsExactly("Chen's");
        assertThat(titles(work.actor("wang", "manager"))).containsExactlyInAnyOrder("Li's", "Chen's");
        assertThat(titles(work.actor("zhao", "manager"))).isEmpty();
        assertThat(titles(work.admin())).containsExactlyInAnyOrder("Li's", "Chen's");
    }

    @Test
    void a_record_out_of_scope_does_not_exist() {
        var zhang = work.sales("zhang");

        assertThat(work.records.find(zhang, "quote", ofLi, Set.of())).isEqualTo(new FindResult.NotFound());
        assertThat(work.records.save(zhang, new Change.Update("quote", ofLi, 1, Map.of("title", "x"))))
                .isEqualTo(new SaveResult.NotFound());
        assertThat(work.records.save(zhang, new Change.Delete("quote", ofLi, 1)))
                .isEqualTo(new SaveResult.NotFound());
        assertThat(work.records.history(zhang, "quote", ofLi)).isEqualTo(new HistoryResult.NotFound());
    }

    @Test
    void a_readable_record_out_of_the_editing_scope_is_denied() {
        var result = work.records.save(
                work.actor("zhang", "colleague"), new Change.Update("quote", ofLi, 1, Map.of("title", "x")));

        assertThat(result).isInstanceOf(SaveResult.Denied.class);
        assertThat(work.find(work.admin(), "quote", ofLi).value("title")).isEqualTo("Li's");
    }

    @Test
    void subordinates_are_those_whom_the_head_of_the_department_leads() {
        var wang = work.actor("wang", "manager");

        var saved = work.records.save(wang, new Change.Update("quote", ofChen, 1, Map.of("discount", BigDecimal.ZERO)));

        assertThat(saved).isInstanceOf(SaveResult.Saved.class);
    }

    private static String text(Problem problem, String name) {
        return problem.path().replace(name, "NAME")
                + problem.code()
                + Messages.text(problem, Locale.ENGLISH).replace(name, "NAME");
    }

    @Test
    void a_hidden_field_answers_everywhere_like_one_that_does_not_exist() {
        var li = work.sales("li");
        for (var name : List.of("secret", "account.secret")) {
            var nosuch = name.replace("secret", "nosuch");
            var entity = name.contains(".") ? "quote" : "account";
            var filter = RecordQuery.of(entity, List.of("id"));
            assertThat(texts(work.records.query(li, filter.filtered(name + " = 'x'", Map.of())), "secret"))
                    .isEqualTo(texts(work.records.query(li, filter.filtered(nosuch + " = 'x'", Map.of())), "nosuch"));
            assertThat(texts(work.records.query(li, filter.sorted(List.of(new SortKey(name, false)))), "secret"))
                    .isEqualTo(texts(
                            work.records.query(li, filter.sorted(List.of(new SortKey(nosuch, false)))), "nosuch"));
            assertThat(texts(work.records.query(li, RecordQuery.of(entity, List.of(name))), "secret"))
                    .isEqualTo(texts(work.records.query(li, RecordQuery.of(entity, List.of(nosuch))), "nosuch"));
        }
        var hidden = (SaveResult.Rejected)
                work.records.save(li, new Change.Create("account", Map.of("name", "A", "secret", "x")));
        var absent = (SaveResult.Rejected)
                work.records.save(li, new Change.Create("account", Map.of("name", "A", "nosuch", "x")));
        assertThat(hidden.problems().stream().map(problem -> text(problem, "secret")))
                .isEqualTo(absent.problems().stream()
                        .map(problem -> text(problem, "nosuch"))
                        .toList());
        assertThat(work.records.schema(li).field("account", "secret")).isEmpty();
        assertThat(work.records.schema(li).right("account", "secret")).isEqualTo(FieldRight.NONE);
        assertThat(work.records.aggregate(
                        li,
                        new RecordAggregate(
                                "account",
                                List.of(),
                                List.of(new RecordAggregate.Measure(RecordAggregate.Function.MAX, "secret")),
                                null,
                                Map.of())))
                .isInstanceOf(AggregateResult.Invalid.class);
    }

    private static List<String> texts(QueryResult result, String name) {
        assertThat(result).isInstanceOf(QueryResult.Invalid.class);
        return ((QueryResult.Invalid) result)
                .problems().stream().map(problem -> text(problem, name)).toList();
    }

    @Test
    void a_hidden_field_is_not_in_the_history() {
        var id = work.install("account", Map.of("name", "H", "owner", work.id("li")));
        work.save(work.admin(), new Change.Update("account", id, 1, Map.of("secret", "x", "name", "H2")));

        var entries = ((HistoryResult.Entries) work.records.history(work.sales("li"), "account", id)).entries();

        assertThat(entries.getFirst().changes())
                .extracting(change -> change.path())
                .containsExactly("name");
    }

    @Test
    void a_field_that_may_only_be_read_is_denied() {
        var result = work.records.save(
                work.sales("li"), new Change.Create("account", Map.of("name", "A", "rating", BigDecimal.ONE)));

        assertThat(((SaveResult.Denied) result).problem().code()).isEqualTo(RecordProblem.FIELD_NOT_WRITABLE);
    }

    @Test
    void a_field_opens_only_on_the_records_that_its_role_reaches() {
        var both = work.actor("zhang", "sales", "colleague");
        var own = work.save(both, new Change.Create("quote", Map.of("title", "Zhang's")))
                .id();

        var items = work.page(both, RecordQuery.of("quote", List.of("title", "discount")))
                .items();

        assertThat(items)
                .anySatisfy(record -> {
                    assertThat(record.id()).isEqualTo(own);
                    assertThat(record.values()).containsKey("discount");
                })
                .anySatisfy(record -> {
                    assertThat(record.id()).isEqualTo(ofLi);
                    assertThat(record.values()).doesNotContainKey("discount").containsEntry("title", "Li's");
                });
        var filtered = RecordQuery.of("quote", List.of("title")).filtered("discount >= 0", Map.of());
        assertThat(work.page(both, filtered).items())
                .extracting(StoredRecord::id)
                .containsExactly(own);
        work.save(both, new Change.Delete("quote", own, 1));
    }

    @Test
    void the_owner_changes_only_with_the_right_to_transfer_and_the_department_follows() {
        var li = work.sales("li");
        var id = work.save(li, new Change.Create("quote", Map.of("title", "T"))).id();

        var refused = work.records.save(li, new Change.Update("quote", id, 1, Map.of("owner", work.id("chen"))));
        assertThat(refused).isInstanceOf(SaveResult.Denied.class);
        assertThat(work.records.save(li, new Change.Create("quote", Map.of("title", "T", "owner", work.id("chen")))))
                .isInstanceOf(SaveResult.Denied.class);

        work.save(work.actor("wang", "manager"), new Change.Update("quote", id, 1, Map.of("owner", work.id("chen"))));
        var record = work.find(work.admin(), "quote", id);
        assertThat(record.value("owner")).isEqualTo(work.id("chen"));
        assertThat(record.value("department")).isEqualTo(work.id("sales"));
        work.save(work.admin(), new Change.Delete("quote", id, 2));
    }

    @Test
    void beyond_a_lookup_only_readable_records_show_but_the_title_stays() {
        var actor = work.actor("li", "sales", "admin");
        var id = work.save(actor, new Change.Create("quote", Map.of("title", "L", "account", work.id("acme"))))
                .id();
        var noAccounts = work.actor("chen", "colleague");

        var found = work.records.find(actor, "quote", id, Set.of("account", "account.secret"));

        assertThat(((FindResult.Found) found).record().value("account.secret")).isEqualTo("s3cret");
        var plain = work.page(
                actor,
                RecordQuery.of("quote", List.of("account", "account.secret")).filtered("title = 'L'", Map.of()));
        assertThat(plain.items().getFirst().value("account.secret")).isEqualTo("s3cret");
        assertThat(work.records.query(noAccounts, RecordQuery.of("quote", List.of("account.name"))))
                .isInstanceOf(QueryResult.Invalid.class);
        work.save(work.admin(), new Change.Delete("quote", id, 1));
    }

    @Test
    void an_automation_writes_its_fields_and_nothing_else() {
        var automation = new Actor.Automation("flow", work.sales("zhang"), "quote", Set.of("discount"));

        var saved = work.records.save(
                automation, new Change.Update("quote", ofLi, 1, Map.of("discount", new BigDecimal("0.2"))));
        var refused = work.records.save(automation, new Change.Update("quote", ofLi, 2, Map.of("title", "x")));
        var elsewhere =
                work.records.save(automation, new Change.Update("account", work.id("acme"), 1, Map.of("name", "x")));

        assertThat(saved).isInstanceOf(SaveResult.Saved.class);
        assertThat(refused).isInstanceOf(SaveResult.Rejected.class);
        assertThat(elsewhere).isEqualTo(new SaveResult.NotFound());
    }

    @Test
    void the_directory_reads_people_and_nothing_else() {
        var directory = new Actor.Platform(Actor.Purpose.DIRECTORY);

        assertThat(work.find(directory, "user", work.id("li")).value("name")).isEqualTo("李娜");
        assertThat(work.records.find(directory, "quote", ofLi, Set.of())).isEqualTo(new FindResult.NotFound());
        assertThat(work.records.save(directory, new Change.Create("user", Map.of("name", "x"))))
                .isInstanceOf(SaveResult.Denied.class);
        assertThat(work.app.get(People.class).person(work.id("li"))).hasValueSatisfying(facts -> {
            assertThat(facts.name()).isEqualTo("李娜");
            assertThat(facts.departments()).containsExactly(work.id("east"));
        });
        assertThat(work.app.get(People.class).organisation().managerOf(work.id("li")))
                .contains(work.id("wang"));
    }

    @Test
    void a_lock_holds_against_people_and_lets_open_fields_through() {
        var li = work.sales("li");
        var id = work.save(li, new Change.Create("quote", Map.of("title", "Locked")))
                .id();
        var holder = new RecordId(4711);

        work.save(TestWorkspace.APPROVAL, new Change.Lock("quote", id, holder, List.of("discount")));

        assertThat(work.find(li, "quote", id).lock()).isEqualTo(holder);
        assertThat(work.find(li, "quote", id).may().edit()).isFalse();
        assertThat(work.records.save(li, new Change.Update("quote", id, 1, Map.of("title", "x"))))
                .isInstanceOf(SaveResult.Locked.class);
        assertThat(work.records.save(
                        li, new Change.Update("quote", id, 1, Map.of("lines", List.of(work.line("pump", "1"))))))
                .isInstanceOf(SaveResult.Locked.class);
        assertThat(work.records.save(li, new Change.Delete("quote", id, 1))).isInstanceOf(SaveResult.Locked.class);
        assertThat(work.records.save(li, new Change.Lock("quote", id, null, List.of())))
                .isInstanceOf(SaveResult.Denied.class);
        work.save(li, new Change.Update("quote", id, 1, Map.of("discount", new BigDecimal("0.3"))));
        work.save(TestWorkspace.APPROVAL, new Change.Lock("quote", id, null, List.of()));
        work.save(li, new Change.Delete("quote", id, 2));
    }

    @Test
    void an_open_task_shows_one_record_and_opens_its_fields() {
        var zhang = work.sales("zhang");
        var id = work.save(work.sales("li"), new Change.Create("quote", Map.of("title", "Task")))
                .id();
        work.save(TestWorkspace.APPROVAL, new Change.Lock("quote", id, new RecordId(1), List.of("discount")));
        assertThat(work.records.find(zhang, "quote", id, Set.of())).isEqualTo(new FindResult.NotFound());

        work.tasks.put(id, new TemporaryGrant(Map.of("discount", FieldRight.WRITE)));

        var shown = work.find(zhang, "quote", id);
        assertThat(shown.value("title")).isEqualTo("Task");
        assertThat(shown.may().edit()).isTrue();
        work.save(zhang, new Change.Update("quote", id, 1, Map.of("discount", new BigDecimal("0.4"))));
        assertThat(work.records.save(zhang, new Change.Update("quote", id, 2, Map.of("title", "x"))))
                .isInstanceOf(SaveResult.Denied.class);
        assertThat(titles(zhang)).doesNotContain("Task");
        work.tasks.clear();
        assertThat(work.records.find(zhang, "quote", id, Set.of())).isEqualTo(new FindResult.NotFound());
        work.save(TestWorkspace.APPROVAL, new Change.Lock("quote", id, null, List.of()));
        work.save(work.admin(), new Change.Delete("quote", id, 2));
    }

    @Test
    void another_engine_may_refuse_a_save_before_anything_is_written() {
        var veto = Problem.at("title", RecordProblem.VALIDATION_FAILED).with("message", "no");
        work.vetoes.put("Vetoed", veto);
        long quotes = work.rows("r_quote");

        var result = work.records.save(work.sales("li"), new Change.Create("quote", Map.of("title", "Vetoed")));

        assertThat(result).isEqualTo(new SaveResult.Rejected(List.of(veto)));
        assertThat(work.rows("r_quote")).isEqualTo(quotes);
    }
}
