package dev.trellis.form.pipeline;

import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.form.design.NewDefinition;
import dev.trellis.form.design.NewId;
import jakarta.inject.Singleton;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes a new pipeline of four stages, and the field of the entity that says in which of them a record is. */
@Singleton
public final class NewPipeline implements NewDefinition {

    private final MetadataJson json;

    public NewPipeline(MetadataJson json) {
        this.json = json;
    }

    @Override
    public Made make(Metadata draft, String entity, Label label) {
        var id = NewId.of(draft, Kind.PIPELINE, label);
        var about = draft.entity(entity)
                .orElseThrow(() -> new TrellisException("A pipeline of records that are not there: " + entity));
        var pipeline = JsonNodeFactory.instance.objectNode();
        pipeline.put("id", id);
        put(pipeline, label);
        pipeline.put("entity", entity);
        stage(pipeline, "begun", Label.of("Begun", "开始"), "blue", "open");
        stage(pipeline, "under_way", Label.of("Under way", "进行中"), "teal", "open");
        stage(pipeline, "won", Label.of("Won", "成功"), "green", "won");
        stage(pipeline, "lost", Label.of("Lost", "失败"), "red", "lost");
        var withPipeline = with(draft, Kind.PIPELINE, pipeline);
        return new Made(with(withPipeline, Kind.ENTITY, staged(about, id)), id);
    }

    private static void stage(ObjectNode pipeline, String id, Label label, String color, String outcome) {
        var stage = pipeline.withArray("stages").addObject();
        stage.put("id", id);
        put(stage, label);
        stage.put("color", color);
        if (!outcome.equals("open")) {
            stage.put("outcome", outcome);
        }
    }

    private ObjectNode staged(EntityDefinition entity, String pipeline) {
        var written = json.write(entity);
        var name = Label.of("Stage", "阶段");
        var field = written.withArray("fields").addObject();
        field.put("id", NewId.of(name, "stage", id -> entity.field(id).isPresent()));
        put(field, name);
        field.put("type", "stage").put("pipeline", pipeline).put("default", "\"begun\"");
        return written;
    }

    private static void put(ObjectNode element, Label label) {
        var texts = element.putObject("label");
        label.texts().forEach(texts::put);
    }

    private Metadata with(Metadata draft, Kind kind, ObjectNode written) {
        return switch (json.read(kind, written)) {
            case MetadataJson.Reading.Read(var read) -> draft.with(read);
            case MetadataJson.Reading.Refused(var problems) ->
                throw new TrellisException("A new pipeline is no definition: " + problems);
        };
    }
}
