package dev.trellis.form.pipeline;

import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.metadata.PipelineDefinition;
import dev.trellis.core.name.Label;
import dev.trellis.core.name.Slug;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.form.design.Design;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Applies edits to a pipeline: pure, each gives another draft or says why not. A stage that goes leaves word where its records
 * go, so that a publish moves them.
 */
@Singleton
public final class PipelineDesigner {

    private static final ProblemCode NO_PIPELINE = ProblemCode.invalid("PIPELINE_EDIT_NO_PIPELINE");
    private static final ProblemCode NO_STAGE = ProblemCode.invalid("PIPELINE_EDIT_NO_STAGE");
    private static final ProblemCode LAST_STAGE = ProblemCode.invalid("PIPELINE_EDIT_LAST_STAGE");

    private static final String STAGES = "stages";
    private static final String REPLACED = "replaced";
    private static final String EXPIRY = "expiry";

    private final MetadataJson json;

    public PipelineDesigner(MetadataJson json) {
        this.json = json;
    }

    /** What an edit makes of a draft. */
    public sealed interface Result {

        record Applied(Metadata draft) implements Result {}

        /** The edit means nothing here, or what it gives is no definition at all; the draft stays. */
        record Refused(Problem problem) implements Result {}
    }

    public static Optional<PipelineDefinition> find(Metadata draft, String pipeline) {
        return draft.find(new DefinitionKey(Kind.PIPELINE, pipeline)).map(PipelineDefinition.class::cast);
    }

    /** The definition with every default left out. */
    public ObjectNode write(PipelineDefinition pipeline) {
        return json.write(pipeline);
    }

    public Result apply(Metadata draft, String pipeline, PipelineEdit edit) {
        var definition = find(draft, pipeline);
        if (definition.isEmpty()) {
            return refused(NO_PIPELINE, pipeline);
        }
        var written = json.write(definition.get());
        var problem = edit(written, edit);
        if (problem.isPresent()) {
            return new Result.Refused(problem.get());
        }
        return switch (json.read(Kind.PIPELINE, written)) {
            case MetadataJson.Reading.Read(var read) -> new Result.Applied(draft.with(read));
            case MetadataJson.Reading.Refused(var problems) -> new Result.Refused(problems.getFirst());
        };
    }

    private static Optional<Problem> edit(ObjectNode pipeline, PipelineEdit edit) {
        return switch (edit) {
            case PipelineEdit.AddStage(var label) -> add(pipeline, label);
            case PipelineEdit.MoveStage(var id, var position) -> move(pipeline, id, position);
            case PipelineEdit.RemoveStage(var id, var into) -> remove(pipeline, id, into);
            case PipelineEdit.SetProperty(var id, var property, var value) -> {
                var element = id.equals(PipelineEdit.PIPELINE)
                        ? Optional.of(pipeline)
                        : stage(pipeline, id)
                                .map(position -> (ObjectNode) stages(pipeline).get(position));
                element.ifPresent(found -> {
                    if (value == null) {
                        found.remove(property);
                    } else {
                        found.set(property, value);
                    }
                });
                yield element.isPresent() ? Optional.empty() : Optional.of(problem(NO_STAGE, id));
            }
        };
    }

    private static Optional<Problem> add(ObjectNode pipeline, Label label) {
        var stages = stages(pipeline);
        var stage = JsonNodeFactory.instance.objectNode();
        stage.put("id", id(pipeline, label));
        var texts = stage.putObject("label");
        label.texts().forEach(texts::put);
        stage.put("color", "blue");
        int position = 0;
        while (position < stages.size()
                && stages.get(position).path("outcome").asString("open").equals("open")) {
            position++;
        }
        stages.insert(position, stage);
        return Optional.empty();
    }

    /** A code is never given again: records and histories may still hold that of a stage that is gone. */
    private static String id(ObjectNode pipeline, Label label) {
        var taken = new HashSet<String>();
        stages(pipeline).forEach(stage -> taken.add(stage.path("id").asString("")));
        pipeline.path(REPLACED).propertyNames().forEach(taken::add);
        var text = label.texts().getOrDefault("en", label.text(Locale.ENGLISH));
        var proposed = Slug.propose(Design.PREFIX + text, Design.PREFIX + "stage");
        var stem = proposed.equals("c") ? Design.PREFIX + "stage" : proposed;
        var name = stem;
        for (int i = 2; taken.contains(name); i++) {
            name = stem + "_" + i;
        }
        return name;
    }

    private static Optional<Problem> move(ObjectNode pipeline, String id, int position) {
        var from = stage(pipeline, id);
        if (from.isEmpty()) {
            return Optional.of(problem(NO_STAGE, id));
        }
        var stages = stages(pipeline);
        int to = from.get() < position ? position - 1 : position;
        var stage = stages.get(from.get());
        stages.remove(from.get());
        stages.insert(Math.clamp(to, 0, stages.size()), stage);
        return Optional.empty();
    }

    private static Optional<Problem> remove(ObjectNode pipeline, String id, String into) {
        var from = stage(pipeline, id);
        if (from.isEmpty() || stage(pipeline, into).isEmpty() || id.equals(into)) {
            return Optional.of(
                    stages(pipeline).size() < 2
                            ? problem(LAST_STAGE, id)
                            : problem(NO_STAGE, from.isEmpty() ? id : into));
        }
        stages(pipeline).remove(from.get());
        var replaced = pipeline.withObject("/" + REPLACED);
        for (var name : Set.copyOf(replaced.propertyNames())) {
            if (replaced.path(name).asString("").equals(id)) {
                replaced.put(name, into);
            }
        }
        replaced.put(id, into);
        for (var stage : stages(pipeline)) {
            if (stage.path(EXPIRY).path("into").asString("").equals(id)) {
                ((ObjectNode) stage.path(EXPIRY)).put("into", into);
            }
        }
        return Optional.empty();
    }

    private static ArrayNode stages(ObjectNode pipeline) {
        return pipeline.withArray(STAGES);
    }

    private static Optional<Integer> stage(ObjectNode pipeline, String id) {
        var stages = stages(pipeline);
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).path("id").asString("").equals(id)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static Problem problem(ProblemCode code, String given) {
        return Problem.at("", code).with("given", given);
    }

    private static Result refused(ProblemCode code, String given) {
        return new Result.Refused(problem(code, given));
    }
}
