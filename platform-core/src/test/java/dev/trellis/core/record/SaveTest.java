package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.Money;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SaveTest {

    private TestWorkspace work;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
    }

    @AfterAll
    void stop() {
        work.close();
    }

    @Test
    void a_created_record_is_read_back_with_chinese_text_exactly() {
        var li = work.sales("li");

        var saved = work.save(li, new Change.Create("account", Map.of("name", "  深圳市𠮷田电子 ", "tax_no", "91440300MA5")));

        var record = work.find(li, "account", saved.id());
        assertThat(record.value("name")).isEqualTo("深圳市𠮷田电子");
        assertThat(record.version()).isEqualTo(1);
        assertThat(record.value("owner")).isEqualTo(work.id("li"));
        assertThat(record.value("department")).isEqualTo(work.id("east"));
        assertThat(record.labels()).containsEntry("owner", "李娜").containsEntry("department", "华东组");
        assertThat(record.values()).doesNotContainKey("secret");
    }

    @Test
    void money_keeps_amount_and_currency() {
        var li = work.sales("li");

        var id = work.save(
                        li,
                        new Change.Create(
                                "quote", Map.of("title", "价", "price", new Money(new BigDecimal("1234.50"), "USD"))))
                .id();

        assertThat(work.find(li, "quote", id).value("price")).isEqualTo(new Money(new BigDecimal("1234.5"), "USD"));
    }

    @Test
    void an_update_bumps_the_version_and_leaves_other_fields() {
        var li = work.sales("li");
        var id = work.save(li, new Change.Create("account", Map.of("name", "A", "key_account", true)))
                .id();

        var saved = work.save(li, new Change.Update("account", id, 1, Map.of("name", "B")));

        assertThat(saved.version()).isEqualTo(2);
        var record = work.find(li, "account", id);
        assertThat(record.value("name")).isEqualTo("B");
        assertThat(record.value("key_account")).isEqualTo(true);
    }

    @Test
    void a_save_that_changes_nothing_writes_nothing() {
        var li = work.sales("li");
        var id =
                work.save(li, new Change.Create("account", Map.of("name", "A"))).id();
        long events = work.rows("t_outbox");

        var saved = work.save(li, new Change.Update("account", id, 1, Map.of("name", "A ")));

        assertThat(saved.version()).isEqualTo(1);
        assertThat(work.rows("t_outbox")).isEqualTo(events);
    }

    @Test
    void a_save_with_an_old_version_is_a_conflict_that_names_what_changed() {
        var li = work.sales("li");
        var id =
                work.save(li, new Change.Create("account", Map.of("name", "A"))).id();
        work.save(li, new Change.Update("account", id, 1, Map.of("name", "B")));

        var result = work.records.save(li, new Change.Update("account", id, 1, Map.of("key_account", true)));

        assertThat(result).isEqualTo(new SaveResult.Conflict(2, List.of("name")));
    }

    @Test
    void every_fault_of_a_change_is_told_at_once() {
        var values = new HashMap<String, Object>();
        values.put("nosuch", "x");
        values.put("id", "1");
        values.put("key_account", "perhaps");

        var result = work.records.save(work.sales("li"), new Change.Create("account", values));

        assertThat(TestWorkspace.problems(result))
                .contains("nosuch UNKNOWN_FIELD", "id READ_ONLY_FIELD", "name REQUIRED")
                .hasSize(4);
    }

    @Test
    void a_taken_unique_value_is_a_problem_and_nothing_is_written() {
        var li = work.sales("li");
        work.save(li, new Change.Create("account", Map.of("name", "A", "tax_no", "T-1")));
        long history = work.rows("t_record_history");

        var result = work.records.save(li, new Change.Create("account", Map.of("name", "B", "tax_no", "T-1")));

        assertThat(TestWorkspace.problems(result)).containsExactly("tax_no NOT_UNIQUE");
        assertThat(work.rows("t_record_history")).isEqualTo(history);
    }

    @Test
    void a_deleted_record_frees_its_unique_value() {
        var li = work.sales("li");
        var id = work.save(li, new Change.Create("account", Map.of("name", "A", "tax_no", "T-2")))
                .id();

        work.save(li, new Change.Delete("account", id, 1));

        assertThat(work.records.find(li, "account", id, java.util.Set.of())).isEqualTo(new FindResult.NotFound());
        work.save(li, new Change.Create("account", Map.of("name", "A", "tax_no", "T-2")));
    }

    @Test
    void one_refused_change_of_all_leaves_nothing_behind() {
        var li = work.sales("li");
        long accounts = work.rows("r_account");

        var results = work.records.apply(
                li,
                List.of(
                        new Change.Create("account", Map.of("name", "Good")),
                        new Change.Create("account", Map.of("rating", BigDecimal.ONE))),
                Records.Mode.ALL);

        assertThat(results.get(0)).isEqualTo(new SaveResult.NotApplied());
        assertThat(results.get(1)).isInstanceOf(SaveResult.Denied.class);
        assertThat(work.rows("r_account")).isEqualTo(accounts);
    }

    @Test
    void of_each_change_the_good_ones_are_written() {
        var li = work.sales("li");
        work.save(li, new Change.Create("account", Map.of("name", "X", "tax_no", "T-3")));

        var results = work.records.apply(
                li,
                List.of(
                        new Change.Create("account", Map.of("name", "Good", "tax_no", "T-4")),
                        new Change.Create("account", Map.of("name", "Taken", "tax_no", "T-3")),
                        new Change.Create("account", Map.of())),
                Records.Mode.EACH);

        assertThat(results.get(0)).isInstanceOf(SaveResult.Saved.class);
        assertThat(TestWorkspace.problems(results.get(1))).containsExactly("tax_no NOT_UNIQUE");
        assertThat(TestWorkspace.problems(results.get(2))).containsExactly("name REQUIRED");
    }

    @Test
    void a_failure_around_a_save_undoes_record_history_and_event() {
        var li = work.sales("li");
        long accounts = work.rows("r_account");
        long history = work.rows("t_record_history");
        long events = work.rows("t_outbox");

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> work.app.inUnit(() -> {
                    work.save(li, new Change.Create("account", Map.of("name", "Gone")));
                    throw new IllegalStateException("after the save");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(work.rows("r_account")).isEqualTo(accounts);
        assertThat(work.rows("t_record_history")).isEqualTo(history);
        assertThat(work.rows("t_outbox")).isEqualTo(events);
    }

    @Test
    void a_reference_must_lead_to_a_living_record() {
        var li = work.sales("li");
        var account = work.save(li, new Change.Create("account", Map.of("name", "Short-lived")))
                .id();
        work.save(li, new Change.Delete("account", account, 1));

        var result = work.records.save(li, new Change.Create("quote", Map.of("title", "Q", "account", account)));

        assertThat(TestWorkspace.problems(result)).containsExactly("account REFERENCE_NOT_FOUND");
    }
}
