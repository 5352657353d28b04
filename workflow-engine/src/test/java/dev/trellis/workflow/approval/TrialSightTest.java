package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.workflow.notify.Notifications;
import dev.trellis.workflow.rule.RuleTrial;
import dev.trellis.workflow.rule.Rules;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A trial tells by what it does what stands in the fields that it reads: a designer who does not see them learns nothing. */
class TrialSightTest {

    private static Company company;

    @BeforeAll
    static void start() {
        company = Company.start();
        company.publish("""
                {"role": [{"id": "blind", "label": {"en": "Designer"}, "rights": ["design"], "entities": {"quote": {
                    "verbs": {"read": "all"}, "otherFields": "read", "fields": {"cost": "none"}}}}],
                 "rule": [
                    {"id": "peeps", "label": {"en": "Peeps"}, "entity": "quote", "triggers": [{"on": "created"}],
                     "when": "cost > 5", "steps": [{"do": "set", "id": "note", "values": {"remark": "\\"dear\\""}}]},
                    {"id": "copies", "label": {"en": "Copies"}, "entity": "quote", "triggers": [{"on": "created"}],
                     "steps": [{"do": "set", "id": "note", "values": {"remark": "TEXT(cost, \\"0.00\\")"}}]},
                    {"id": "minds", "label": {"en": "Minds its own"}, "entity": "quote", "triggers": [{"on": "created"}],
                     "when": "discount > 0", "steps": [{"do": "set", "id": "note", "values": {"remark": "name"}}]}]}
                """);
    }

    @AfterAll
    static void stop() {
        company.close();
    }

    private static Actor.Person designer() {
        var stranger = company.who("Stranger");
        return new Actor.Person(
                stranger.user(), stranger.name(), Set.of("blind"), Set.of(), stranger.locale(), stranger.via());
    }

    private static ApprovalDefinition flow(String when) {
        var json = (ObjectNode) new JsonMapper().readTree("""
                {"approval": [{"id": "quote_approval", "label": {"en": "Quote approval"}, "entity": "quote", "nodes": [
                    {"kind": "condition", "id": "size", "label": {"en": "Size"}, "branches": [
                        {"id": "big", "label": {"en": "Big"}, "when": "%s", "nodes": [
                            {"kind": "approve", "id": "a", "label": {"en": "A"},
                             "approvers": [{"source": "role", "role": "director"}]}]}],
                     "otherwise": [{"kind": "approve", "id": "b", "label": {"en": "B"},
                         "approvers": [{"source": "role", "role": "finance"}]}]}],
                    "administrators": ["admin"]}]}
                """.formatted(when));
        return (ApprovalDefinition) SampleMetadata.definitions(json).getFirst();
    }

    @Test
    void a_flow_that_reads_what_is_hidden_shows_no_way() {
        company.quote("Wang", "0.1");

        var report = company.app().get(FlowTrial.class).run(designer(), flow("cost > 5"), 10);

        assertThat(report.trials()).isNotEmpty().allSatisfy(trial -> {
            assertThat(trial.after()).isNull();
            assertThat(trial.before()).isNull();
            assertThat(trial.problems())
                    .extracting(problem -> problem.code().key())
                    .containsExactly("METADATA_FLOW_READS_DENIED");
            for (var locale : Messages.LANGUAGES) {
                assertThat(Messages.text(trial.problems().getFirst(), locale)).doesNotContain("{", "METADATA");
            }
        });
        assertThat(report.load()).isEmpty();
    }

    @Test
    void a_flow_that_reads_what_is_shown_is_tried() {
        company.quote("Wang", "0.1");

        assertThat(company.app()
                        .get(FlowTrial.class)
                        .run(designer(), flow("discount > 0.05"), 10)
                        .trials())
                .isNotEmpty()
                .allSatisfy(trial -> assertThat(trial.after()).isNotNull());
    }

    @Test
    void a_rule_that_reads_what_is_hidden_is_not_tried() {
        var quote = company.quote("Wang", "0.1");
        var rules = company.app().get(Rules.class);

        for (var rule : Set.of("peeps", "copies")) {
            assertThat(rules.test(designer(), rule, quote))
                    .as(rule)
                    .isInstanceOfSatisfying(
                            Rules.Result.Refused.class,
                            refused -> assertThat(refused.problems().toString()).contains("RULE_READS_DENIED"));
        }
        assertThat(rules.test(designer(), "minds", quote))
                .isInstanceOfSatisfying(
                        Rules.Result.Done.class,
                        done -> assertThat(((RuleTrial) done.value()).holds()).isTrue());
    }

    @Test
    void what_a_rule_says_is_read_in_the_language_that_the_reader_speaks_by_then() {
        var quote = company.quote("Wang", "0.1");
        var wang = company.who("Wang");
        var notifications = company.app().get(Notifications.class);
        company.app().inUnit(() -> notifications.tell(List.of(wang.user()), Label.of("Look", "请看"), "quote", quote));

        for (var locale : Messages.LANGUAGES) {
            var reader = new Actor.Person(wang.user(), wang.name(), wang.roles(), Set.of(), locale, wang.via());
            assertThat(notifications.list(reader, false, null, 10).getFirst().text())
                    .isEqualTo(locale.equals(Locale.ENGLISH) ? "Look" : "请看");
        }
    }
}
