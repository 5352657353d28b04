package dev.trellis.form.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.metadata.PipelineDefinition.Stage;
import dev.trellis.core.name.Label;
import dev.trellis.form.Shop;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** A pipeline under the hands of a designer. */
class PipelineDesignerTest {

    private static final MetadataJson JSON = new MetadataJson(Shop.TYPES);
    private static final PipelineDesigner DESIGNER = new PipelineDesigner(JSON);

    private static Metadata draft() {
        var pipeline = new JsonMapper().readTree("""
                {"id": "steps", "label": {"en": "Steps"}, "entity": "offer", "replaced": {"old": "b"}, "stages": [
                    {"id": "a", "label": {"en": "A"}, "color": "grey", "expiry": {"at": "due", "into": "b"}},
                    {"id": "b", "label": {"en": "B"}, "color": "blue"},
                    {"id": "won", "label": {"en": "Won"}, "color": "green", "outcome": "won"}]}
                """);
        return switch (JSON.read(Kind.PIPELINE, pipeline)) {
            case MetadataJson.Reading.Read(var read) -> Shop.metadata().with(read);
            case MetadataJson.Reading.Refused(var problems) -> throw new AssertionError(problems);
        };
    }

    private static Metadata apply(Metadata draft, PipelineEdit edit) {
        return switch (DESIGNER.apply(draft, "steps", edit)) {
            case PipelineDesigner.Result.Applied(var after) -> after;
            case PipelineDesigner.Result.Refused(var problem) -> throw new AssertionError(problem);
        };
    }

    private static String refused(PipelineEdit edit) {
        return switch (DESIGNER.apply(draft(), "steps", edit)) {
            case PipelineDesigner.Result.Applied _ -> "applied";
            case PipelineDesigner.Result.Refused(var problem) -> problem.code().key();
        };
    }

    private static List<String> stages(Metadata draft) {
        return PipelineDesigner.find(draft, "steps").orElseThrow().stages().stream()
                .map(Stage::id)
                .toList();
    }

    @Test
    void a_new_stage_comes_before_those_that_end_and_no_code_is_given_twice() {
        var once = apply(draft(), new PipelineEdit.AddStage(Label.of("Trial", "试用")));
        var twice = apply(once, new PipelineEdit.AddStage(Label.of("Trial", "试用")));

        assertThat(stages(twice)).containsExactly("a", "b", "c_trial", "c_trial_2", "won");
    }

    @Test
    void a_stage_moves_and_positions_count_as_they_were_seen() {
        assertThat(stages(apply(draft(), new PipelineEdit.MoveStage("a", 2)))).containsExactly("b", "a", "won");
        assertThat(stages(apply(draft(), new PipelineEdit.MoveStage("won", 0)))).containsExactly("won", "a", "b");
        assertThat(refused(new PipelineEdit.MoveStage("nothing", 0))).isEqualTo("PIPELINE_EDIT_NO_STAGE");
    }

    @Test
    void a_stage_that_goes_says_where_its_records_and_those_of_stages_before_it_go() {
        var without = PipelineDesigner.find(apply(draft(), new PipelineEdit.RemoveStage("b", "won")), "steps")
                .orElseThrow();

        assertThat(without.stages()).extracting(Stage::id).containsExactly("a", "won");
        assertThat(without.replaced()).isEqualTo(Map.of("old", "won", "b", "won"));
        assertThat(without.stages().getFirst().expiry()).hasFieldOrPropertyWithValue("into", "won");
        assertThat(refused(new PipelineEdit.RemoveStage("b", "b"))).isEqualTo("PIPELINE_EDIT_NO_STAGE");
        assertThat(refused(new PipelineEdit.RemoveStage("b", "nothing"))).isEqualTo("PIPELINE_EDIT_NO_STAGE");
    }

    @Test
    void properties_are_set_and_go_back_to_their_default() {
        var set =
                apply(draft(), new PipelineEdit.SetProperty("b", "color", JsonNodeFactory.instance.stringNode("red")));
        var ordered =
                apply(set, new PipelineEdit.SetProperty("", "inOrder", JsonNodeFactory.instance.booleanNode(true)));
        var back = apply(ordered, new PipelineEdit.SetProperty("", "inOrder", null));

        assertThat(PipelineDesigner.find(ordered, "steps")
                        .orElseThrow()
                        .stages()
                        .get(1)
                        .color())
                .isEqualTo("red");
        assertThat(PipelineDesigner.find(ordered, "steps").orElseThrow().inOrder())
                .isTrue();
        assertThat(PipelineDesigner.find(back, "steps").orElseThrow().inOrder()).isFalse();
    }
}
