package dev.trellis.ui.web.field;

import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.PipelineDefinition;
import dev.trellis.core.record.VisibleSchema;
import java.util.Optional;

/** Finds the field that says in which stage of a pipeline a record is. */
public final class StageField {

    private StageField() {}

    /** Returns the field, empty where it does not exist for the reader. */
    public static Optional<FieldDefinition> of(VisibleSchema schema, PipelineDefinition pipeline) {
        return schema.fields(pipeline.entity()).stream()
                .filter(field ->
                        field.type().stagesOf().filter(pipeline.id()::equals).isPresent())
                .findFirst();
    }
}
