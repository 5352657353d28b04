package dev.trellis.form.pipeline;

import dev.trellis.core.name.Label;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One change that a person makes to a pipeline. */
public sealed interface PipelineEdit {

    /** The pipeline itself, where an edit names a stage. */
    String PIPELINE = "";

    /** Adds a stage before those that win or lose. */
    record AddStage(Label label) implements PipelineEdit {}

    /** @param position before which stage, as they stand before the move; beyond the end is at the end */
    record MoveStage(String stage, int position) implements PipelineEdit {}

    /**
     * Takes a stage out.
     *
     * @param into the stage into which its records go
     */
    record RemoveStage(String stage, String into) implements PipelineEdit {}

    /**
     * Sets a property of a stage or of the pipeline.
     *
     * @param value as in the definition; null goes back to the default
     */
    record SetProperty(
            String stage, String property, @Nullable JsonNode value) implements PipelineEdit {}
}
