package dev.trellis.form.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.name.Label;
import dev.trellis.form.Shop;
import dev.trellis.form.rule.RuleEdit.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A rule under the hands of a designer. */
class RuleDesignerTest {

    private static final MetadataJson JSON = new MetadataJson(Shop.TYPES);
    private static final RuleDesigner DESIGNER = new RuleDesigner(JSON);

    private static Metadata draft() {
        var rule = new JsonMapper().readTree("""
                {"id": "remind", "label": {"en": "Remind", "zh-CN": "提醒"}, "entity": "offer",
                 "triggers": [{"on": "created"}],
                 "steps": [
                    {"do": "branch", "id": "size", "when": "discount > 15%",
                     "then": [{"do": "notify", "id": "boss", "to": ["manager"], "text": {"en": "Look"}}],
                     "otherwise": [{"do": "wait", "id": "later", "hours": 48}]},
                    {"do": "submit", "id": "ask"}]}
                """);
        return switch (JSON.read(Kind.RULE, rule)) {
            case MetadataJson.Reading.Read(var read) -> Shop.metadata().with(read);
            case MetadataJson.Reading.Refused(var problems) -> throw new AssertionError(problems);
        };
    }

    private static Metadata apply(Metadata draft, RuleEdit edit) {
        return switch (DESIGNER.apply(draft, "remind", edit)) {
            case RuleDesigner.Result.Applied(var after) -> after;
            case RuleDesigner.Result.Refused(var problem) -> throw new AssertionError(problem);
        };
    }

    private static String refused(Metadata draft, RuleEdit edit) {
        return switch (DESIGNER.apply(draft, "remind", edit)) {
            case RuleDesigner.Result.Applied _ -> "applied";
            case RuleDesigner.Result.Refused(var problem) -> problem.code().key();
        };
    }

    private static ObjectNode rule(Metadata draft) {
        return DESIGNER.write(RuleDesigner.find(draft, "remind").orElseThrow());
    }

    private static String steps(Metadata draft) {
        return line(rule(draft).path("steps"));
    }

    private static String line(JsonNode steps) {
        return steps.valueStream()
                .map(step -> step.path("id").asString()
                        + StepKind.of(step).orElseThrow().lists().stream()
                                .map(list -> list + ": " + line(step.path(list)))
                                .collect(Collectors.joining(" | ", "(", ")"))
                                .replace("()", ""))
                .collect(Collectors.joining(" "));
    }

    private static ObjectNode step(StepKind kind, String id) {
        return kind.make(id, draft(), "offer");
    }

    @Test
    void every_kind_of_step_can_be_put_everywhere_and_is_a_definition() {
        for (var kind : StepKind.values()) {
            for (var spot :
                    List.of(new Spot("", "steps", 0), new Spot("size", "then", 1), new Spot("size", "otherwise", 99))) {
                var after = apply(draft(), new RuleEdit.Insert(step(kind, "fresh"), spot));
                assertThat(steps(after)).contains("fresh");
            }
        }
    }

    @Test
    void a_step_moves_with_everything_in_it_and_positions_count_as_they_were_seen() {
        assertThat(steps(apply(draft(), new RuleEdit.Move("size", new Spot("", "steps", 2)))))
                .isEqualTo("ask size(then: boss | otherwise: later)");
        assertThat(steps(apply(draft(), new RuleEdit.Move("boss", new Spot("size", "otherwise", 0)))))
                .isEqualTo("size(then:  | otherwise: boss later) ask");
        assertThat(refused(draft(), new RuleEdit.Move("size", new Spot("size", "then", 0))))
                .isEqualTo("RULE_EDIT_INTO_ITSELF");
        assertThat(refused(draft(), new RuleEdit.Move("ask", new Spot("boss", "then", 0))))
                .isEqualTo("RULE_EDIT_NO_ELEMENT");
        assertThat(refused(draft(), new RuleEdit.Insert(step(StepKind.WAIT, "ask"), new Spot("", "steps", 0))))
                .isEqualTo("RULE_EDIT_ID_TAKEN");
    }

    @Test
    void events_are_added_replaced_and_removed_but_one_stays() {
        var changed = JsonNodeFactory.instance.objectNode().put("on", "changed");
        var two = apply(draft(), new RuleEdit.AddTrigger(changed));
        assertThat(rule(two).path("triggers").size()).isEqualTo(2);
        var one = apply(two, new RuleEdit.RemoveTrigger(0));
        assertThat(rule(one).path("triggers").path(0).path("on").asString()).isEqualTo("changed");
        assertThat(refused(one, new RuleEdit.RemoveTrigger(0))).isEqualTo("RULE_EDIT_LAST_TRIGGER");
        assertThat(refused(one, new RuleEdit.RemoveTrigger(7))).isEqualTo("RULE_EDIT_NO_ELEMENT");
        assertThat(refused(
                        draft(),
                        new RuleEdit.AddTrigger(
                                JsonNodeFactory.instance.objectNode().put("on", "full_moon"))))
                .isNotEqualTo("applied");
    }

    @Test
    void a_new_rule_is_a_definition_and_its_id_is_never_taken_twice() {
        var recipe = new NewRule(JSON);
        var label = Label.of("Remind owner", "提醒负责人");
        var first = recipe.make(draft(), "offer", label);
        var second = recipe.make(first.draft(), "offer", label);

        assertThat(first.id()).isEqualTo("c_remind_owner");
        assertThat(second.id()).isEqualTo("c_remind_owner_2");
        assertThat(RuleDesigner.find(second.draft(), "c_remind_owner"))
                .map(RuleDefinition::entity)
                .contains("offer");
    }

    @Test
    void a_rule_reads_as_sentences_in_both_languages() {
        var draft = draft();
        var chinese = new RuleWords(draft, "offer", Locale.SIMPLIFIED_CHINESE);
        var english = new RuleWords(draft, "offer", Locale.ENGLISH);
        var rule = rule(draft);
        for (var kind : StepKind.values()) {
            for (var words : List.of(chinese, english)) {
                assertThat(words.step(step(kind, "x"))).isNotBlank().doesNotContain("rule.");
            }
        }
        assertThat(chinese.step(rule.path("steps").path(0).path("then").path(0)))
                .isEqualTo("通知负责人的上级：“Look”");
        assertThat(english.step(rule.path("steps").path(0).path("otherwise").path(0)))
                .isEqualTo("Wait 2 days");
        assertThat(english.trigger(new JsonMapper()
                        .readTree("{\"on\": \"date\", \"date\": \"created_at\", \"days\": -3, \"business\": true}")))
                .startsWith("it is 3 working days before");
    }

    @Test
    void random_edits_never_lose_or_double_a_step() {
        long seed = Long.getLong("trellis.test.rule.seed", System.nanoTime());
        var random = new Random(seed);
        var draft = draft();
        for (int i = 0; i < 400; i++) {
            var ids = ids(rule(draft));
            var before = ids.size();
            var spot = spot(random, rule(draft));
            var edit = random.nextInt(4) > 0 || before > 25
                    ? new RuleEdit.Move(ids.isEmpty() ? "none" : ids.get(random.nextInt(before)), spot)
                    : new RuleEdit.Insert(
                            step(StepKind.values()[random.nextInt(StepKind.values().length)], "r" + i), spot);
            if (DESIGNER.apply(draft, "remind", edit) instanceof RuleDesigner.Result.Applied(var after)) {
                draft = after;
                assertThat(ids(rule(draft)))
                        .as("seed %s, edit %s", seed, edit)
                        .doesNotHaveDuplicates()
                        .hasSize(before + (edit instanceof RuleEdit.Insert ? 1 : 0));
            }
        }
    }

    private static List<String> ids(JsonNode owner) {
        var ids = new ArrayList<String>();
        for (var list : List.of("steps", "then", "otherwise")) {
            for (var step : owner.path(list)) {
                ids.add(step.path("id").asString());
                ids.addAll(ids(step));
            }
        }
        return ids;
    }

    private static Spot spot(Random random, JsonNode rule) {
        var spots = new ArrayList<Spot>();
        spots.add(new Spot("", "steps", random.nextInt(5)));
        spots(rule, spots, random);
        return spots.get(random.nextInt(spots.size()));
    }

    private static void spots(JsonNode owner, List<Spot> spots, Random random) {
        for (var list : List.of("steps", "then", "otherwise")) {
            for (var step : owner.path(list)) {
                for (var inner : StepKind.of(step).orElseThrow().lists()) {
                    spots.add(new Spot(step.path("id").asString(), inner, random.nextInt(4)));
                }
                spots(step, spots, random);
            }
        }
    }
}
