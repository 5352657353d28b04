package dev.trellis.workflow.pipeline;

import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.PipelineDefinition;
import dev.trellis.core.metadata.PipelineDefinition.Outcome;
import dev.trellis.core.metadata.PipelineDefinition.Stage;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline together with the field that says in which of its stages a record is.
 *
 * @param field the id of that field
 */
public record Staging(PipelineDefinition pipeline, String field) {

    /** Returns the pipelines that records of an entity go through. */
    public static List<Staging> of(Metadata metadata, String entity) {
        var definition = metadata.entity(entity);
        if (definition.isEmpty()) {
            return List.of();
        }
        return metadata.pipelines(entity).stream()
                .flatMap(pipeline ->
                        field(definition.get(), pipeline).map(field -> new Staging(pipeline, field.id())).stream())
                .toList();
    }

    private static Optional<FieldDefinition> field(EntityDefinition entity, PipelineDefinition pipeline) {
        return entity.fields().stream()
                .filter(field ->
                        field.type().stagesOf().filter(pipeline.id()::equals).isPresent())
                .findFirst();
    }

    /** Returns the stage that comes next on the way to a win; empty at the end and for what is closed. */
    public Optional<Stage> next(Stage stage) {
        if (stage.outcome() != Outcome.OPEN) {
            return Optional.empty();
        }
        return pipeline.stages().stream()
                .skip(pipeline.position(stage) + 1L)
                .filter(each -> each.outcome() != Outcome.LOST)
                .findFirst();
    }

    /** The stage in which records begin. */
    public Stage first() {
        return pipeline.stages().getFirst();
    }

    /** Tells whether a move leads on: forward, and not out by a loss. */
    boolean leadsOn(Stage from, Stage to) {
        return to.outcome() != Outcome.LOST && pipeline.position(to) > pipeline.position(from);
    }
}
