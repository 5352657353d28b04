package dev.trellis.workflow.sales;

import static dev.trellis.workflow.sales.SalesTeam.codes;
import static dev.trellis.workflow.sales.SalesTeam.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.action.ActionOutcome;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.workflow.pool.PoolRecycle;
import dev.trellis.workflow.pool.PoolReminders;
import dev.trellis.workflow.pool.Pools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Records without an owner: who sees them, who gets them, how they come back. */
class PoolsTest {

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
    void members_see_what_the_pool_shows_and_others_nothing() {
        var lead = team.inPool("visible");
        var elsewhere = team.create(SalesTeam.INSTALL, "lead", Map.of("name", "x", "pool", "others"));

        var seen = ((FindResult.Found) team.find("Wang", "lead", lead)).record();

        assertThat(seen.value("name")).isEqualTo("visible");
        assertThat(String.valueOf(seen.value("phone"))).isNotEqualTo("13800001234");
        assertThat(seen.value("secret")).isNull();
        assertThat(seen.may().edit()).isFalse();
        assertThat(team.find("Wang", "lead", elsewhere)).isInstanceOf(FindResult.NotFound.class);
        assertThat(team.find("Li", "lead", elsewhere)).isInstanceOf(FindResult.Found.class);
        assertThat(team.find("Stranger", "lead", lead)).isInstanceOf(FindResult.NotFound.class);
        assertThat(names("Wang", "name = \"visible\"")).containsExactly("visible");
        assertThat(names("Wang", "secret = \"s\" AND name = \"visible\"")).isEmpty();
    }

    @Test
    void who_claims_first_owns_it_and_the_second_reads_who() {
        var hao = member("Hao");
        var lead = team.inPool("one");

        var first = team.act(hao, "lead", lead, "claim", Map.of());
        var second = team.act("Zhang", "lead", lead, "claim", Map.of());

        assertThat(first).isInstanceOf(ActionOutcome.Done.class);
        assertThat(codes(problems(second))).containsExactly(" POOL_ALREADY_CLAIMED");
        assertThat(problems(second).getFirst().arguments()).containsEntry("name", "Hao");
        var stored = team.read("lead", lead);
        assertThat(stored.value("owner")).isEqualTo(team.who(hao).user());
        assertThat(stored.value("pool")).isNull();
        assertThat(stored.value("claimed_at")).isNotNull();
        assertThat(((FindResult.Found) team.find(hao, "lead", lead)).record().value("phone"))
                .isEqualTo("13800001234");
        assertThat(team.find("Zhang", "lead", lead)).isInstanceOf(FindResult.NotFound.class);
    }

    @Test
    void the_sixth_claim_of_a_day_is_refused_with_the_reason() {
        var member = member("Six");
        for (int i = 0; i < 5; i++) {
            assertThat(team.act(member, "lead", team.inPool("six"), "claim", Map.of()))
                    .isInstanceOf(ActionOutcome.Done.class);
        }
        var sixth = team.inPool("sixth");

        var refused = team.act(member, "lead", sixth, "claim", Map.of());

        assertThat(codes(problems(refused))).containsExactly(" POOL_DAY_LIMIT");
        assertThat(problems(refused).getFirst().arguments()).containsEntry("limit", 5);
        assertThat(team.read("lead", sixth).value("owner")).isNull();
    }

    @Test
    void nobody_holds_more_than_the_cap_and_what_is_done_does_not_count() {
        var member = member("Cap");
        var ids = new ArrayList<RecordId>();
        for (int i = 0; i < 7; i++) {
            var id = team.inPool("cap");
            ids.add(id);
            assertThat(team.get(Pools.class)
                            .assign(team.who("Li"), "lead", id, team.who(member).user()))
                    .isInstanceOf(SaveResult.Saved.class);
        }
        var more = team.inPool("more");

        assertThat(codes(problems(team.act(member, "lead", more, "claim", Map.of()))))
                .containsExactly(" POOL_HOLDING_LIMIT");
        team.edit(member, "lead", ids.getFirst(), Map.of("status", "converted"));
        assertThat(team.act(member, "lead", more, "claim", Map.of())).isInstanceOf(ActionOutcome.Done.class);
    }

    @Test
    void a_return_keeps_the_reason_and_cools_the_former_owner_down() {
        var member = member("Cool");
        var lead = team.inPool("cool");
        team.act(member, "lead", lead, "claim", Map.of());

        var back = team.act(member, "lead", lead, "release", Map.of("pool", "leads", "reason", "no budget"));

        assertThat(back).isInstanceOf(ActionOutcome.Done.class);
        var stored = team.read("lead", lead);
        assertThat(stored.value("owner")).isNull();
        assertThat(stored.value("reason")).isEqualTo("no budget");
        assertThat(codes(problems(team.act(member, "lead", lead, "claim", Map.of()))))
                .containsExactly(" POOL_COOLING_DOWN");
        assertThat(team.act(member("Fresh"), "lead", lead, "claim", Map.of())).isInstanceOf(ActionOutcome.Done.class);
        var history =
                team.get(Pools.class).history(team.who("Fresh"), "lead", lead).orElseThrow();
        assertThat(history).extracting(Pools.Event::kind).containsExactly("claimed", "released", "claimed");
        assertThat(history.get(1).reason()).isEqualTo("no budget");
    }

    @Test
    void a_return_needs_a_reason_and_a_right() {
        var member = member("Why");
        var lead = team.inPool("why");
        team.act(member, "lead", lead, "claim", Map.of());

        assertThat(codes(problems(team.act(member, "lead", lead, "release", Map.of()))))
                .containsExactly("reason ACTION_INPUT_MISSING");
        assertThat(team.act("Zhang", "lead", lead, "release", Map.of("reason", "x")))
                .isEqualTo(new ActionOutcome.Refused(new SaveResult.NotFound()));
    }

    @Test
    void a_hundred_are_dealt_out_evenly() {
        var people = List.of("A1", "A2", "A3").stream()
                .map(PoolsTest::member)
                .map(name -> team.who(name).user())
                .toList();
        var ids = new ArrayList<RecordId>();
        for (int i = 0; i < 24; i++) {
            ids.add(team.inPool("deal"));
        }

        var results = team.get(Pools.class).deal(team.who("Li"), "lead", ids, people);
        var refused = team.get(Pools.class).assign(team.who("Wang"), "lead", team.inPool("no"), people.getFirst());

        assertThat(results.values().stream().filter(SaveResult.Saved.class::isInstance))
                .hasSize(21);
        assertThat(people).allSatisfy(user -> assertThat(held(user)).isEqualTo(7));
        assertThat(codes(problems(refused))).containsExactly(" POOL_NOT_AN_ADMINISTRATOR");
    }

    @Test
    void what_is_left_alone_goes_back_once_and_a_follow_up_keeps_it() {
        var member = member("Idle");
        var idle = owned(member, 8);
        var noted = owned(member, 8);
        team.create(team.who(member), "note", Map.of("lead", noted, "text", "called"));
        var kept = owned(member, 8);
        team.edit(member, "lead", kept, Map.of("kept", true));
        var fresh = owned(member, 6);

        var moved = team.get(PoolRecycle.class).run();
        var again = team.get(PoolRecycle.class).run();

        assertThat(moved).isEqualTo(1);
        assertThat(again).isZero();
        assertThat(team.read("lead", idle).value("owner")).isNull();
        assertThat(team.read("lead", idle).value("pool")).isEqualTo("leads");
        assertThat(List.of(noted, kept, fresh))
                .allSatisfy(
                        id -> assertThat(team.read("lead", id).value("owner")).isNotNull());
        assertThat(team.outbox("pool.recycled", idle)).isEqualTo(1);
        assertThat(team.outbox("pool.warned", fresh)).isEqualTo(1);
        assertThat(team.outbox("pool.warned", noted)).isZero();
    }

    @Test
    void owner_and_manager_are_reminded_once_a_day() {
        var member = member("Quiet");
        var three = owned(member, 3);
        var five = owned(member, 5);

        team.get(PoolReminders.class).run();
        team.get(PoolReminders.class).run();

        assertThat(team.outbox("pool.reminded", three)).isEqualTo(1);
        assertThat(team.outbox("pool.reminded", five)).as("owner and manager").isEqualTo(2);
    }

    @Test
    void a_record_put_into_a_pool_by_a_save_loses_its_owner() {
        var lead = team.create(team.who("Admin"), "lead", Map.of("name", "typed", "pool", "leads"));

        assertThat(team.read("lead", lead).value("owner")).isNull();
        assertThat(team.find("Wang", "lead", lead)).isInstanceOf(FindResult.Found.class);
    }

    @Test
    void a_conversion_makes_all_or_nothing_and_closes_the_lead() {
        var member = member("Conv");
        var lead = team.inPool("Acme");
        team.act(member, "lead", lead, "claim", Map.of());
        var note = team.create(team.who(member), "note", Map.of("lead", lead, "text", "hello"));

        var done = team.act(member, "lead", lead, "convert", Map.of("carry_note", true));

        assertThat(done).isInstanceOf(ActionOutcome.Done.class);
        var customer = ((ActionOutcome.Done) done).id();
        assertThat(team.read("customer", customer).value("name")).isEqualTo("Acme");
        assertThat(team.read("note", note).value("customer")).isEqualTo(customer);
        var stored = team.read("lead", lead);
        assertThat(stored.value("status")).isEqualTo("converted");
        assertThat(stored.value("converted_at")).isNotNull();
        assertThat(stored.value("customer")).isEqualTo(customer);
        assertThat(deals(customer)).containsExactly("Deal Acme");
        assertThat(codes(problems(team.edit(member, "lead", lead, Map.of("name", "other")))))
                .containsExactly(" CONVERSION_READ_ONLY");
        assertThat(codes(problems(team.act(member, "lead", lead, "convert", Map.of()))))
                .containsExactly(" CONVERSION_ALREADY_DONE");
    }

    @Test
    void a_conversion_can_take_an_existing_customer_and_leave_the_rest() {
        var member = member("Exist");
        var customer = team.create(team.who(member), "customer", Map.of("name", "There"));
        var lead = team.inPool("Beta");
        team.act(member, "lead", lead, "claim", Map.of());
        var note = team.create(team.who(member), "note", Map.of("lead", lead, "text", "hello"));

        var done = team.act(
                member,
                "lead",
                lead,
                "convert",
                Map.of("existing_customer", customer, "with_deal", false, "carry_note", false));

        assertThat(done).isEqualTo(new ActionOutcome.Done("customer", customer));
        assertThat(deals(customer)).isEmpty();
        assertThat(team.read("note", note).value("customer")).isNull();
    }

    /** A new seller, so that limits of one test do not meet those of another. */
    private static String member(String name) {
        team.hire(name, Map.of("manager", team.who("Li").user()), "seller");
        return name;
    }

    private static RecordId owned(String member, int days) {
        var lead = team.inPool("old");
        team.get(Pools.class)
                .assign(team.who("Li"), "lead", lead, team.who(member).user());
        team.age("lead", lead, "claimed_at", days);
        team.age("lead", lead, "created_at", days);
        return lead;
    }

    private static long held(RecordId user) {
        var query = RecordQuery.of("lead", List.of("id"))
                .filtered("owner = :user", Map.of("user", user))
                .page(0, 100);
        return ((QueryResult.Page) team.get(Records.class).query(SalesTeam.INSTALL, query))
                .items()
                .size();
    }

    private static List<String> deals(RecordId customer) {
        var query = RecordQuery.of("deal", List.of("name"))
                .filtered("customer = :customer", Map.of("customer", customer))
                .page(0, 100);
        return ((QueryResult.Page) team.get(Records.class).query(SalesTeam.INSTALL, query))
                .items().stream()
                        .map(item -> String.valueOf(item.value("name")))
                        .toList();
    }

    private static List<String> names(String who, String filter) {
        var query = RecordQuery.of("lead", List.of("name")).filtered(filter, Map.of());
        return ((QueryResult.Page) team.get(Records.class).query(team.who(who), query))
                .items().stream()
                        .map(item -> String.valueOf(item.value("name")))
                        .toList();
    }
}
