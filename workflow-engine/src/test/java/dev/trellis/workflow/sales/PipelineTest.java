package dev.trellis.workflow.sales;

import static dev.trellis.workflow.sales.SalesTeam.codes;
import static dev.trellis.workflow.sales.SalesTeam.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.action.ActionOutcome;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.publish.PublishResult;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.workflow.pipeline.StageExpiry;
import dev.trellis.workflow.pipeline.StageTimes;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every way of saving a record meets the same pipeline. */
class PipelineTest {

    private static SalesTeam team;

    @BeforeAll
    static void start() {
        team = SalesTeam.start();
    }

    @AfterAll
    static void stop() {
        team.close();
    }

    @Test
    void a_new_record_begins_in_the_first_stage_with_its_chance_and_time() {
        var deal = deal("500");

        var stored = team.read("deal", deal);
        assertThat(stored.value("stage")).isEqualTo("open");
        assertThat((BigDecimal) stored.value("chance")).isEqualByComparingTo("0.1");
        assertThat((BigDecimal) stored.value("weighted")).isEqualByComparingTo("50");
        assertThat(stored.value("since")).isInstanceOf(Instant.class);
        assertThat(stored.value("closed")).isNull();
    }

    @Test
    void nobody_begins_further_on_unless_he_may_skip() {
        var gate = team.get(Records.class);
        Map<String, Object> values = Map.of("name", "D", "stage", "demo", "amount", new BigDecimal("500"));

        var refused = gate.save(team.who("Wang"), new Change.Create("deal", Map.copyOf(values)));
        var done = gate.save(team.who("Boss"), new Change.Create("deal", Map.copyOf(values)));

        assertThat(codes(problems(refused))).containsExactly("stage STAGE_NOT_THE_FIRST");
        assertThat(done).isInstanceOf(SaveResult.Saved.class);
    }

    @Test
    void a_move_needs_what_the_stage_requires_and_says_at_which_field() {
        var deal = team.create(team.who("Wang"), "deal", Map.of("name", "D"));

        var refused = team.edit("Wang", "deal", deal, Map.of("stage", "demo"));

        assertThat(codes(problems(refused))).containsExactly("amount STAGE_FIELD_MISSING", "stage STAGE_CONDITION");
        assertThat(team.read("deal", deal).value("stage")).isEqualTo("open");
    }

    @Test
    void an_entry_condition_tells_its_own_message() {
        var deal = deal("50");

        var refused = team.edit("Wang", "deal", deal, Map.of("stage", "demo"));

        assertThat(problems(refused).getFirst().arguments().get("message").toString())
                .contains("100 or more");
    }

    @Test
    void stages_come_one_after_the_other_unless_one_may_skip() {
        var deal = deal("500");

        var refused = team.edit("Wang", "deal", deal, Map.of("stage", "offer"));
        var skipped = team.edit("Boss", "deal", deal, Map.of("stage", "offer", "margin", new BigDecimal("1")));

        assertThat(codes(problems(refused))).containsExactly("stage STAGE_SKIPPED");
        assertThat(skipped).isInstanceOf(SaveResult.Saved.class);
    }

    @Test
    void a_stage_is_left_when_its_tasks_are_done() {
        var deal = deal("500");
        team.edit("Wang", "deal", deal, Map.of("stage", "demo"));

        var refused = team.edit("Wang", "deal", deal, Map.of("stage", "offer"));
        var done = team.edit("Wang", "deal", deal, Map.of("stage", "offer", "shown", true));

        assertThat(codes(problems(refused))).containsExactly("shown STAGE_TASK_OPEN");
        assertThat(done)
                .as("margin is hidden from sellers, so it is not asked of them")
                .isInstanceOf(SaveResult.Saved.class);
    }

    @Test
    void an_exit_condition_holds_on_the_way_on_and_not_on_the_way_out() {
        var deal = deal("5000000");
        team.edit("Wang", "deal", deal, Map.of("stage", "demo", "shown", true));
        team.edit("Wang", "deal", deal, Map.of("stage", "offer"));

        assertThat(codes(problems(team.edit("Wang", "deal", deal, Map.of("stage", "won")))))
                .containsExactly("stage STAGE_CONDITION");
        assertThat(codes(problems(team.edit("Wang", "deal", deal, Map.of("stage", "lost")))))
                .containsExactly("why STAGE_FIELD_MISSING");
        assertThat(team.edit("Wang", "deal", deal, Map.of("stage", "lost", "why", "price")))
                .isInstanceOf(SaveResult.Saved.class);
        assertThat(team.read("deal", deal).value("closed")).isInstanceOf(Instant.class);
    }

    @Test
    void what_is_closed_is_opened_again_only_by_who_may_skip() {
        var deal = deal("500");
        team.edit("Wang", "deal", deal, Map.of("stage", "lost", "why", "price"));

        assertThat(codes(problems(team.edit("Wang", "deal", deal, Map.of("stage", "open")))))
                .containsExactly("stage STAGE_CLOSED");
        assertThat(team.edit("Boss", "deal", deal, Map.of("stage", "open"))).isInstanceOf(SaveResult.Saved.class);
        assertThat(team.read("deal", deal).value("closed")).isNull();
    }

    @Test
    void going_back_is_free() {
        var deal = deal("500");
        team.edit("Wang", "deal", deal, Map.of("stage", "demo"));

        assertThat(team.edit("Wang", "deal", deal, Map.of("stage", "open"))).isInstanceOf(SaveResult.Saved.class);
    }

    @Test
    void what_a_stage_requires_cannot_be_cleared_in_it() {
        var deal = deal("500");
        team.edit("Wang", "deal", deal, Map.of("stage", "demo"));
        var cleared = new java.util.HashMap<String, @org.jspecify.annotations.Nullable Object>();
        cleared.put("amount", null);

        assertThat(codes(problems(team.edit("Wang", "deal", deal, cleared))))
                .containsExactly("amount STAGE_FIELD_MISSING");
        assertThat(team.edit("Wang", "deal", deal, Map.of("name", "other"))).isInstanceOf(SaveResult.Saved.class);
    }

    @Test
    void an_override_of_the_chance_stays_until_the_next_stage() {
        var deal = deal("500");

        team.edit("Wang", "deal", deal, Map.of("chance", new BigDecimal("0.33")));
        assertThat((BigDecimal) team.read("deal", deal).value("weighted")).isEqualByComparingTo("165");
        team.edit("Wang", "deal", deal, Map.of("stage", "demo", "chance", new BigDecimal("0.5")));
        assertThat((BigDecimal) team.read("deal", deal).value("chance")).isEqualByComparingTo("0.5");
        team.edit("Wang", "deal", deal, Map.of("stage", "open"));
        assertThat((BigDecimal) team.read("deal", deal).value("chance")).isEqualByComparingTo("0.1");
    }

    @Test
    void every_stay_is_written_down() {
        var deal = deal("500");
        team.edit("Wang", "deal", deal, Map.of("stage", "demo"));
        team.edit("Wang", "deal", deal, Map.of("name", "no move"));
        team.edit("Wang", "deal", deal, Map.of("stage", "lost", "why", "x"));

        var stays =
                team.get(StageTimes.class).of(team.who("Wang"), "deal", deal).orElseThrow();

        assertThat(stays).extracting(StageTimes.Stay::stage).containsExactly("open", "demo", "lost");
        assertThat(stays.get(0).leftAt()).isNotNull();
        assertThat(stays.get(1).leftAt())
                .isBetween(stays.get(1).enteredAt(), stays.get(2).enteredAt());
        assertThat(stays.get(2).leftAt()).isNull();
        assertThat(team.get(StageTimes.class).of(team.who("Zhang"), "deal", deal))
                .isEmpty();
    }

    @Test
    void a_bulk_save_meets_it_row_by_row() {
        var good = deal("500");
        var bad = deal("5");

        var results = team.get(Records.class)
                .apply(
                        team.who("Wang"),
                        List.of(
                                new Change.Update("deal", good, 1, Map.of("stage", "demo")),
                                new Change.Update("deal", bad, 1, Map.of("stage", "demo"))),
                        Records.Mode.EACH);

        assertThat(results.getFirst()).isInstanceOf(SaveResult.Saved.class);
        assertThat(codes(problems(results.getLast()))).containsExactly("stage STAGE_CONDITION");
    }

    @Test
    void advance_takes_the_next_stage_and_what_it_asks_for() {
        var deal = team.create(team.who("Wang"), "deal", Map.of("name", "D"));

        var refused = team.act("Wang", "deal", deal, "advance", Map.of());
        var done = team.act("Wang", "deal", deal, "advance", Map.of("amount", new BigDecimal("300")));

        assertThat(codes(problems(refused))).containsExactly("amount STAGE_FIELD_MISSING", "to STAGE_CONDITION");
        assertThat(done).isEqualTo(new ActionOutcome.Done("deal", deal));
        assertThat(team.read("deal", deal).value("stage")).isEqualTo("demo");
    }

    @Test
    void a_stage_ends_by_itself_when_its_time_is_over() {
        var late = team.create(
                team.who("Wang"),
                "deal",
                Map.of("name", "D", "due", Instant.now().minusSeconds(60)));
        var early = team.create(
                team.who("Wang"),
                "deal",
                Map.of("name", "D", "due", Instant.now().plusSeconds(3_600)));

        assertThat(team.get(StageExpiry.class).run()).isEqualTo(1);
        assertThat(team.get(StageExpiry.class).run()).isZero();
        assertThat(team.read("deal", late).value("stage")).isEqualTo("lost");
        assertThat(team.read("deal", early).value("stage")).isEqualTo("open");
    }

    @Test
    void a_stage_goes_only_where_its_records_have_somewhere_to_go() {
        try (var other = SalesTeam.start()) {
            var deal = other.create(other.who("Wang"), "deal", Map.of("name", "D", "amount", new BigDecimal("500")));
            other.edit("Wang", "deal", deal, Map.of("stage", "demo"));
            var gone = SalesTeam.pipeline("\"id\":\"demo\"", "\"id\":\"trial\"");

            var refused = other.tryPublish(gone);
            other.publish(gone.replace("\"inOrder\":true", "\"inOrder\":true,\"replaced\":{\"demo\":\"offer\"}"));

            assertThat(refused).isInstanceOf(PublishResult.Rejected.class);
            assertThat(codes(((PublishResult.Rejected) refused).problems()))
                    .containsExactly("pipeline/sales/replaced/demo METADATA_STAGE_GONE");
            assertThat(other.read("deal", deal).value("stage")).isEqualTo("offer");
        }
    }

    private static RecordId deal(String amount) {
        return team.create(team.who("Wang"), "deal", Map.of("name", "D", "amount", new BigDecimal(amount)));
    }
}
