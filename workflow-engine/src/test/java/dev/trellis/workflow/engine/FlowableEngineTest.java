package dev.trellis.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.core.database.TestApp;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Branch;
import dev.trellis.core.metadata.ApprovalDefinition.CarbonCopy;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.core.metadata.ApprovalDefinition.Condition;
import dev.trellis.core.metadata.ApprovalDefinition.Effects;
import dev.trellis.core.metadata.ApprovalDefinition.Node;
import dev.trellis.core.metadata.ApprovalDefinition.SelfApproval;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.TrellisException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flowable.bpmn.converter.BpmnXMLConverter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlowableEngineTest {

    private static final RecordId INSTANCE = new RecordId(4711);
    private static final String HOSTILE = "${''.getClass().forName('java.lang.Runtime')}";

    private static TestApp app;
    private static Recorder steps;
    private static FlowableEngine engine;
    private static String deployed;

    @BeforeAll
    static void start() {
        app = TestApp.start();
        steps = new Recorder();
        var begun = Instant.now();
        engine = boot();
        deployed = app.inUnit(() -> engine.deploy(definition()));
        System.out.println("Engine with a new schema up after "
                + Duration.between(begun, Instant.now()).toMillis() + " ms");
    }

    @AfterAll
    static void stop() {
        engine.close();
        app.close();
    }

    @BeforeEach
    void forget() {
        steps.clear();
    }

    private static FlowableEngine boot() {
        return new FlowableEngine(app.get(UnitOfWork.class), app.sql(), app.get(DataSource.class), () -> steps);
    }

    @Test
    void a_flow_waits_at_its_node_and_ends_approved() {
        var process = app.inUnit(() -> engine.start(deployed, INSTANCE));
        assertThat(steps.seen).containsExactly("waits first");

        app.inUnit(() -> engine.complete(steps.task, steps.node, false));

        assertThat(steps.seen).containsExactly("waits first", "branch size", "copies tell", "APPROVED");
        assertThat(app.inUnit(() -> engine.holds(process))).isFalse();
    }

    @Test
    void the_branch_that_was_answered_is_taken() {
        steps.branch = 1;
        app.inUnit(() -> engine.start(deployed, INSTANCE));

        app.inUnit(() -> engine.complete(steps.task, steps.node, false));

        assertThat(steps.seen).containsExactly("waits first", "branch size", "waits 2nd");
    }

    @Test
    void a_reject_ends_the_flow_from_inside_a_branch() {
        steps.branch = 1;
        var process = app.inUnit(() -> engine.start(deployed, INSTANCE));
        app.inUnit(() -> engine.complete(steps.task, steps.node, false));

        app.inUnit(() -> engine.complete(steps.task, steps.node, true));

        assertThat(steps.seen).endsWith("waits 2nd", "REJECTED");
        assertThat(app.inUnit(() -> engine.holds(process))).isFalse();
    }

    @Test
    void a_branch_without_steps_goes_on_behind_the_condition() {
        steps.branch = 0;
        app.inUnit(() -> engine.start(deployed, INSTANCE));

        app.inUnit(() -> engine.complete(steps.task, steps.node, false));

        assertThat(steps.seen).containsExactly("waits first", "branch size", "copies tell", "APPROVED");
    }

    @Test
    void a_cancelled_flow_is_gone() {
        var process = app.inUnit(() -> engine.start(deployed, INSTANCE));

        app.inUnit(() -> engine.cancel(process));

        assertThat(app.inUnit(() -> engine.holds(process))).isFalse();
    }

    @Test
    void what_a_step_throws_undoes_the_command_and_reaches_the_caller() {
        var process = app.inUnit(() -> engine.start(deployed, INSTANCE));
        var task = steps.task;
        steps.refuse = true;

        assertThatThrownBy(() -> app.inUnit(() -> engine.complete(task, "first", false)))
                .hasMessage("refused on purpose");

        steps.refuse = false;
        assertThat(app.inUnit(() -> engine.holds(process))).isTrue();
        app.inUnit(() -> engine.complete(task, "first", false));
        assertThat(steps.seen).endsWith("APPROVED");
    }

    @Test
    void a_failure_after_the_engine_has_gone_on_undoes_what_it_did() {
        var before = count("ACT_RU_EXECUTION");

        assertThatThrownBy(() -> app.inUnit(() -> {
                    engine.start(deployed, INSTANCE);
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(count("ACT_RU_EXECUTION")).isEqualTo(before);
    }

    @Test
    void the_engine_refuses_to_work_outside_a_unit_of_work() {
        assertThatThrownBy(() -> engine.start(deployed, INSTANCE)).isInstanceOf(TrellisException.class);
    }

    @Test
    void a_second_boot_finds_the_schema() {
        var begun = Instant.now();
        var second = boot();
        try {
            app.inUnit(() -> second.start(deployed, INSTANCE));
        } finally {
            second.close();
        }
        System.out.println("Engine with its schema in place up after "
                + Duration.between(begun, Instant.now()).toMillis() + " ms");
        assertThat(steps.seen).containsExactly("waits first");
    }

    @Test
    void no_text_of_a_person_gets_into_the_model() {
        var xml = new String(
                new BpmnXMLConverter().convertToXML(ApprovalBpmn.compile(definition())), StandardCharsets.UTF_8);

        assertThat(xml).doesNotContain("getClass").doesNotContain("discount");
        var expressions = Pattern.compile("[$#]\\{[^}]*}")
                .matcher(xml)
                .results()
                .map(found -> found.group())
                .distinct();
        assertThat(expressions)
                .containsExactlyInAnyOrder(
                        "${waits}",
                        "${branches}",
                        "${copies}",
                        "${ends}",
                        "${refused:first}",
                        "${refused:2nd}",
                        "${takes:size:0}",
                        "${takes:size:1}");
    }

    @Test
    void an_expression_that_is_none_of_ours_is_refused() {
        var closed = new ClosedExpressions(Map.of());

        for (var text : List.of(
                HOSTILE,
                "${applicationContext}",
                "#{x}",
                "${takes:size:0} || true",
                "${refused:a b}",
                "${takes:a:b}",
                "a ${b}")) {
            assertThatThrownBy(() -> closed.createExpression(text)).isInstanceOf(TrellisException.class);
        }
    }

    @Test
    void a_node_id_that_is_no_identifier_is_refused() {
        var definition = definition(approve("a\"/><script"));

        assertThatThrownBy(() -> ApprovalBpmn.compile(definition)).isInstanceOf(TrellisException.class);
    }

    private static long count(String table) {
        return app.inUnit(() -> app.sql()
                .one("SELECT COUNT(*) FROM " + table, row -> row.getLong(1))
                .orElseThrow());
    }

    private static ApprovalDefinition definition() {
        return definition(
                approve("first"),
                new Condition(
                        "size",
                        label(),
                        List.of(
                                new Branch("none", label(), "discount < 0", List.of()),
                                new Branch("big", label(), "discount > 15%", List.of(approve("2nd")))),
                        List.of()),
                new CarbonCopy("tell", label(), List.of()));
    }

    private static ApprovalDefinition definition(Node... nodes) {
        return new ApprovalDefinition(
                "engine_test", label(), "quote", HOSTILE, List.of(nodes), Effects.NONE, List.of(), List.of());
    }

    private static Approve approve(String id) {
        return new Approve(id, label(), List.of(), Completion.ANY, SelfApproval.ESCALATE, Map.of());
    }

    private static Label label() {
        return Label.of(HOSTILE, HOSTILE);
    }

    /** Writes down where the flow came. */
    private static final class Recorder implements FlowSteps {
        private final List<String> seen = new ArrayList<>();
        private String task = "";
        private String node = "";
        private int branch = -1;
        private boolean refuse;

        void clear() {
            seen.clear();
            task = "";
            branch = -1;
            refuse = false;
        }

        @Override
        public void waits(RecordId instance, String node, String waiting) {
            assertThat(instance).isEqualTo(INSTANCE);
            seen.add("waits " + node);
            task = waiting;
            this.node = node;
        }

        @Override
        public List<Integer> branches(RecordId instance, String node) {
            if (refuse) {
                throw new IllegalStateException("refused on purpose");
            }
            seen.add("branch " + node);
            return branch < 0 ? List.of() : List.of(branch);
        }

        @Override
        public void copies(RecordId instance, String node) {
            seen.add("copies " + node);
        }

        @Override
        public void ends(RecordId instance, End end) {
            seen.add(end.name());
        }
    }
}
