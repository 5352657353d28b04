package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.expression.Checked;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.expression.Expressions;
import dev.trellis.core.expression.MetadataSchema;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.publish.PublishResult;
import dev.trellis.core.publish.Publisher;
import dev.trellis.core.script.FunctionApprovals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Functions in JavaScript in the hands of the gate: formulas, validations, approval, and what happens to a hostile one. */
class FunctionsTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final String FUNCTIONS = """
            [{"id": "luhn", "label": {"en": "Luhn"}, "parameters": [{"id": "digits", "type": "text"}],
              "result": "boolean", "source": "if (digits === null) return null; let sum = 0;\
             for (let i = 0; i < digits.length; i++) { let d = Number(digits[digits.length - 1 - i]);\
             if (i % 2) { d *= 2; if (d > 9) d -= 9; } sum += d; } return sum % 10 === 0;",
              "tests": [{"id": "good", "arguments": ["79927398713"], "result": true},
                        {"id": "bad", "arguments": ["79927398710"], "result": false}]},
             {"id": "exact", "label": {"en": "Exact"}, "parameters": [{"id": "n", "type": "decimal"}],
              "result": "decimal", "source": "return n;"},
             {"id": "twice", "label": {"en": "Twice"}, "parameters": [{"id": "n", "type": "number"}],
              "result": "number", "source": "return n * 2;"},
             {"id": "next", "label": {"en": "Next"}, "parameters": [{"id": "n", "type": "integer"}],
              "result": "integer", "source": "return n + 1n;"},
             {"id": "loops", "label": {"en": "Loops"}, "parameters": [{"id": "x", "type": "text"}],
              "result": "boolean", "source": "if (x === 'LOOP') { for (;;); } return true;"}]
            """;

    private static TestWorkspace work;

    @BeforeAll
    static void start() {
        work = TestWorkspace.start();
        work.publish(definitions());
        work.app.get(FunctionApprovals.class).approveInstalled(functions(), "tests");
    }

    @AfterAll
    static void stop() {
        work.close();
    }

    private static List<FunctionDefinition> functions() {
        var functions = new ArrayList<FunctionDefinition>();
        MAPPER.readTree(FUNCTIONS).forEach(json -> functions.add(function((ObjectNode) json)));
        return functions;
    }

    private static FunctionDefinition function(ObjectNode json) {
        return (FunctionDefinition) SampleMetadata.definitions(MAPPER.createObjectNode()
                        .set("function", MAPPER.createArrayNode().add(json)))
                .getFirst();
    }

    private static List<Definition> definitions() {
        var all = TestWorkspace.json();
        all.set("function", MAPPER.readTree(FUNCTIONS));
        all.withArray("entity").add(MAPPER.readTree("""
                {"id": "card", "label": {"en": "Card"}, "plural": {"en": "Cards"}, "title": "number",
                 "fields": [
                    {"id": "number", "label": {"en": "Number"}, "type": "text"},
                    {"id": "note", "label": {"en": "Note"}, "type": "text"},
                    {"id": "limit", "label": {"en": "Limit"}, "type": "decimal", "scale": 10},
                    {"id": "doubled", "label": {"en": "Doubled"}, "type": "formula",
                     "result": {"type": "decimal", "scale": 4}, "expression": "TWICE(limit)"},
                    {"id": "kept", "label": {"en": "Kept"}, "type": "formula",
                     "result": {"type": "decimal", "scale": 10}, "expression": "exact(limit)"},
                    {"id": "again", "label": {"en": "Again"}, "type": "formula",
                     "result": {"type": "integer"}, "expression": "next(next(INT(limit)))"}],
                 "validations": [
                    {"id": "luhn", "mustHold": "ISBLANK(number) OR Luhn(number)", "field": "number",
                     "message": {"en": "No card number", "zh-CN": "卡号不对"}},
                    {"id": "note_fine", "mustHold": "ISBLANK(note) OR LOOPS(note)", "field": "note",
                     "message": {"en": "Bad note", "zh-CN": "备注不对"}}]}"""));
        return SampleMetadata.definitions(all);
    }

    private static SaveResult create(Map<String, Object> values) {
        return work.records.save(TestWorkspace.INSTALL, new Change.Create("card", values));
    }

    private static StoredRecord read(SaveResult result) {
        return work.find(
                TestWorkspace.INSTALL, "card", TestWorkspace.saved(result).id());
    }

    @Test
    void a_validation_calls_a_function_and_refuses_what_it_denies() {
        assertThat(create(Map.of("number", "79927398713"))).isInstanceOf(SaveResult.Saved.class);

        assertThat(TestWorkspace.problems(create(Map.of("number", "79927398710"))))
                .containsExactly("number VALIDATION_FAILED");
    }

    @Test
    void numbers_cross_the_border_exactly_or_not_at_all() {
        var long20 = new BigDecimal("123456789012345678.1234567891");
        var record = read(create(Map.of("limit", long20)));

        assertThat((BigDecimal) record.value("kept")).isEqualByComparingTo(long20);
        assertThat(record.value("doubled"))
                .as("more digits than a JavaScript number holds")
                .isNull();
        var small = read(create(Map.of("limit", new BigDecimal("0.1"))));
        assertThat((BigDecimal) small.value("doubled")).isEqualByComparingTo("0.2");
    }

    @Test
    void calls_within_calls_are_fetched_in_turns() {
        var record = read(create(Map.of("limit", new BigDecimal("41.5"))));

        assertThat((BigDecimal) record.value("again")).isEqualByComparingTo("43");
    }

    @Test
    void a_whole_batch_gets_its_results() {
        var changes = new ArrayList<Change>();
        for (int i = 0; i < 300; i++) {
            changes.add(new Change.Create("card", Map.of("limit", new BigDecimal(i))));
        }
        var results = work.records.apply(TestWorkspace.INSTALL, changes, Records.Mode.ALL);

        assertThat(results).allMatch(SaveResult.Saved.class::isInstance);
        assertThat((BigDecimal) read(results.get(299)).value("doubled")).isEqualByComparingTo("598");
    }

    @Test
    void a_preview_computes_what_a_save_would() {
        var preview = work.records.preview(
                TestWorkspace.INSTALL, new Change.Create("card", Map.of("number", "1", "limit", new BigDecimal("3"))));

        assertThat((BigDecimal) preview.values().get("doubled")).isEqualByComparingTo("6");
        assertThat(preview.problems()).anyMatch(problem -> problem.code().key().equals("VALIDATION_FAILED"));
    }

    @Test
    void a_function_that_loops_is_stopped_and_its_validation_warns() {
        long began = System.nanoTime();
        var result = create(Map.of("note", "LOOP"));

        assertThat((System.nanoTime() - began) / 1_000_000).as("milliseconds").isLessThanOrEqualTo(3_000);
        assertThat(TestWorkspace.saved(result).warnings())
                .singleElement()
                .satisfies(warning -> assertThat(
                                warning.path() + " " + warning.code().key())
                        .isEqualTo("note VALIDATION_UNAVAILABLE"));
        assertThat(TestWorkspace.saved(create(Map.of("note", "fine"))).warnings())
                .isEmpty();
    }

    @Test
    void an_unapproved_function_is_not_run_and_says_so() {
        var changed = new ArrayList<Definition>(definitions());
        changed.replaceAll(definition -> definition instanceof FunctionDefinition function
                        && function.id().equals("twice")
                ? new FunctionDefinition(
                        "twice",
                        function.label(),
                        function.description(),
                        function.parameters(),
                        function.result(),
                        "return n + n;",
                        function.tests())
                : definition);
        work.publish(changed);
        try {
            var record = read(create(Map.of("limit", new BigDecimal("4"))));

            assertThat(record.value("doubled")).isNull();
        } finally {
            work.publish(definitions());
        }
        var again = read(create(Map.of("limit", new BigDecimal("4"))));
        assertThat((BigDecimal) again.value("doubled"))
                .as("the old source is approved still")
                .isEqualByComparingTo("8");
    }

    @Test
    void a_publish_is_refused_while_a_test_is_red() {
        var red = (ObjectNode) MAPPER.readTree(FUNCTIONS).get(0);
        red.put("id", "red").put("source", "return false;");
        var broken = (ObjectNode) MAPPER.readTree(FUNCTIONS).get(2);
        broken.put("id", "broken").put("source", "return n *;");

        assertThat(refusals(red)).containsExactly("function/red/tests/good FUNCTION_TEST_FAILED");
        assertThat(refusals(broken)).containsExactly("function/broken/source FUNCTION_THREW");
    }

    @Test
    void a_function_may_not_be_called_like_one_of_the_language() {
        var taken = (ObjectNode) MAPPER.readTree(FUNCTIONS).get(2);
        taken.put("id", "sum");
        taken.withArray("parameters").removeAll();
        taken.withArray("parameters").addObject().put("id", "class").put("type", "number");

        assertThat(refusals(taken))
                .containsExactlyInAnyOrder(
                        "function/sum/id FUNCTION_NAME_TAKEN",
                        "function/sum/parameters/class/id FUNCTION_PARAMETER_WORD");
    }

    private static List<String> refusals(ObjectNode function) {
        var result = work.app
                .get(Publisher.class)
                .install(new Actor.Platform(Actor.Purpose.INSTALL), List.of(function(function)), "refused");
        assertThat(result).isInstanceOf(PublishResult.Rejected.class);
        return ((PublishResult.Rejected) result)
                .problems().stream()
                        .map(problem -> problem.path() + " " + problem.code().key())
                        .toList();
    }

    @Test
    void a_call_is_typed_by_the_signature_and_never_filters() {
        var schema = new MetadataSchema(work.app.get(LiveMetadata.class).current());

        assertThat(Expressions.check("luhn(limit)", "card", schema, Expected.ANY))
                .isInstanceOf(Checked.Invalid.class);
        assertThat(Expressions.check("luhn()", "card", schema, Expected.ANY)).isInstanceOf(Checked.Invalid.class);
        assertThat(Expressions.check("IF(luhn('1'), 'x', 'y')", "card", schema, Expected.ANY))
                .isInstanceOf(Checked.Valid.class);
        assertThat(Expressions.check("luhn(number)", "card", schema, Expected.BOOLEAN))
                .isInstanceOfSatisfying(Checked.Valid.class, valid -> {
                    assertThat(valid.expression().isPushable()).isFalse();
                    assertThat(valid.expression().functions()).containsExactly("luhn");
                });
        assertThat(work.records.query(
                        TestWorkspace.INSTALL,
                        RecordQuery.of("card", List.of("number")).filtered("luhn(number)", Map.of())))
                .isInstanceOf(QueryResult.Invalid.class);
    }

    @Test
    void a_new_source_fills_stored_values_again() {
        var id = TestWorkspace.saved(create(Map.of("limit", new BigDecimal("5"))))
                .id();
        var thrice = new ArrayList<Definition>(definitions());
        thrice.replaceAll(definition -> definition instanceof FunctionDefinition function
                        && function.id().equals("twice")
                ? new FunctionDefinition(
                        "twice",
                        function.label(),
                        function.description(),
                        function.parameters(),
                        function.result(),
                        "return n * 3;",
                        function.tests())
                : definition);
        work.app
                .get(FunctionApprovals.class)
                .approveInstalled(
                        thrice.stream()
                                .filter(FunctionDefinition.class::isInstance)
                                .map(FunctionDefinition.class::cast)
                                .toList(),
                        "tests");
        work.publish(thrice);
        try {
            assertThat((BigDecimal) work.find(TestWorkspace.INSTALL, "card", id).value("doubled"))
                    .isEqualByComparingTo("15");
        } finally {
            work.publish(definitions());
        }
    }
}
