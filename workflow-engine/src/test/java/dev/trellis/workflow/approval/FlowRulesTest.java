package dev.trellis.workflow.approval;

import static dev.trellis.workflow.approval.Deals.LI;
import static dev.trellis.workflow.approval.Deals.QIAN;
import static dev.trellis.workflow.approval.Deals.ZHOU;
import static dev.trellis.workflow.approval.Deals.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds for flows as a whole: who starts, who leaves, what a trial shows, hostile texts. */
class FlowRulesTest {

    private static final List<String> HOSTILE = List.of(
            "${''.getClass().forName('java.lang.Runtime').getRuntime().exec('id')}",
            "#{execution.setVariable('x', 1)}",
            "${waits}",
            "<script>alert(1)</script>",
            "'; DROP TABLE t_approval_instance; --",
            "{{7*7}} %{7*7} *{T(java.lang.Runtime)}");

    private static Deals deals;
    private static Company company;

    @BeforeAll
    static void start() {
        deals = Deals.start();
        company = deals.company();
    }

    @AfterAll
    static void stop() {
        deals.close();
    }

    @Test
    void only_the_named_may_start() {
        deals.flowWith("\"policy\": {\"starters\": [{\"source\": \"role\", \"role\": \"director\"}]}", LI);
        assertThat(company.submit("Wang", "deal", deals.deal(Map.of()))).isInstanceOf(ApprovalResult.Refused.class);

        deals.flowWith("\"policy\": {\"starters\": [{\"source\": \"role\", \"role\": \"sales\"}]}", LI);
        assertThat(company.submit("Wang", "deal", deals.deal(Map.of()))).isInstanceOf(ApprovalResult.Done.class);
    }

    @Test
    void a_request_ends_with_its_initiator_only_where_it_should() {
        deals.flowWith("\"policy\": {\"endsWithInitiator\": true}", ZHOU);
        var ends = deals.submitted(Map.of());
        deals.flow(ZHOU);
        var stays = deals.submitted(Map.of());

        active("Wang", false);
        company.app().get(Leavers.class).run(Instant.now());
        active("Wang", true);

        assertThat(deals.state(ends)).isEqualTo(ApprovalState.CANCELLED);
        assertThat(deals.state(stays)).isEqualTo(ApprovalState.RUNNING);
    }

    @Test
    void open_tasks_follow_the_organisation_only_where_they_should() {
        deals.flowWith("\"policy\": {\"reResolves\": true}", QIAN);
        var follows = deals.submitted(Map.of());
        deals.flow(QIAN);
        var stays = deals.submitted(Map.of());

        company.vacate("finance");
        company.assign("Zhou", "finance");
        company.app().get(Leavers.class).run(Instant.now());
        company.vacate("finance");
        company.assign("Qian", "finance");

        assertThat(deals.asked(follows)).containsExactly("Zhou");
        assertThat(deals.asked(stays)).containsExactly("Qian");
    }

    private static void active(String name, boolean active) {
        var id = company.who(name).user();
        company.app()
                .inUnit(() -> company.app()
                        .get(Records.class)
                        .save(
                                Company.INSTALL,
                                new Change.Update(
                                        "user", id, company.read("user", id).version(), Map.of("active", active))));
    }

    @Test
    void a_trial_tells_which_records_take_another_way_and_writes_nothing() {
        deals.flow(QIAN);
        var big = deals.deal(Map.of("amount", new BigDecimal("5000")));
        var small = deals.deal(Map.of("amount", new BigDecimal("5")));
        var live = definition();
        deals.flow(node("condition", "size", """
                "branches": [{"id": "big", "label": {"en": "Big"}, "when": "amount > 1000", "nodes": [%s]}],
                "otherwise": [%s]""".formatted(ZHOU, QIAN)));
        var draft = definition();
        deals.flow(QIAN);
        assertThat(live.nodes()).hasSize(1);
        var before = company.checksums();

        var report = company.app().get(FlowTrial.class).run(company.who("Wang"), draft, 100);

        assertThat(company.checksums()).isEqualTo(before);
        assertThat(report.trials())
                .filteredOn(FlowTrial.Trial::isChanged)
                .extracting(FlowTrial.Trial::record)
                .contains(big)
                .doesNotContain(small);
        assertThat(report.load()).extracting(FlowTrial.Load::name).contains("Zhou", "Qian");
        assertThat(report.stuck()).isZero();
    }

    private static ApprovalDefinition definition() {
        return company
                .app()
                .inUnit(() -> company.app().get(RecordReader.class).metadata())
                .all(ApprovalDefinition.class)
                .stream()
                .filter(one -> one.id().equals("deal_approval"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hostile_texts_are_stored_and_shown_literally() {
        for (var text : HOSTILE) {
            var json = new tools.jackson.databind.json.JsonMapper().writeValueAsString(text);
            deals.flow(
                    "{\"kind\": \"approve\", \"id\": \"li\", \"label\": {\"en\": %s}, \"approvers\": [{\"source\": \"manager\"}], \"fields\": {\"note\": \"write\"}}"
                            .formatted(json),
                    "{\"kind\": \"call\", \"id\": \"ask\", \"label\": {\"en\": %s}, \"channel\": \"echo\", \"inputs\": {\"text\": \"note\"}, \"results\": {\"state\": \"text\"}}"
                            .formatted(json),
                    QIAN);
            var deal = deals.submitted(Map.of("name", text));
            company.approvals().comment(company.who("Wang"), "deal", deal, text, List.of());

            var agreed = company.approvals()
                    .agree(company.who("Li"), company.task("Li", deal), text, Map.of("note", text), null);
            deals.later(0);

            assertThat(agreed).isInstanceOf(ApprovalResult.Done.class);
            var view = company.last("deal", deal);
            assertThat(view.log().stream().filter(line -> line.remark().equals(text)))
                    .hasSize(2);
            assertThat(view.path().steps().getFirst().label().text(java.util.Locale.ENGLISH))
                    .isEqualTo(text);
            assertThat(deals.value(deal, "name")).isEqualTo(text);
            assertThat(deals.value(deal, "note")).isEqualTo(text);
            assertThat(deals.value(deal, "state")).isEqualTo(text);
            assertThat(deals.asked(deal)).containsExactly("Qian");
        }
    }
}
