package dev.trellis.form.pipeline;

import dev.trellis.core.field.Editor;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.metadata.PipelineDefinition;
import dev.trellis.core.metadata.PipelineDefinition.Outcome;
import dev.trellis.core.metadata.PipelineDefinition.Stage;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.form.design.NewId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The reasons for which records are won or lost: the options of a field that a last stage asks for. Pure. */
@Singleton
public final class EndReasons {

    private final MetadataJson json;

    public EndReasons(MetadataJson json) {
        this.json = json;
    }

    /**
     * A field of reasons.
     *
     * @param stages the stages that ask for it
     */
    public record Asked(FieldDefinition field, List<Stage> stages, List<Reason> reasons) {
        public Asked {
            stages = List.copyOf(stages);
            reasons = List.copyOf(reasons);
        }
    }

    /** @param isOffered whether it may still be chosen; records keep it all the same */
    public record Reason(String code, Label label, boolean isOffered) {}

    /** The fields with options that the stages ask for at which records end. */
    public List<Asked> of(Metadata draft, PipelineDefinition pipeline) {
        var ends = pipeline.stages().stream()
                .filter(stage -> stage.outcome() != Outcome.OPEN)
                .toList();
        return draft.entity(pipeline.entity()).stream()
                .flatMap(entity -> entity.fields().stream())
                .filter(field -> field.type().editor() instanceof Editor.Choice
                        && !field.type().key().equals("stage"))
                .map(field -> new Asked(
                        field,
                        ends.stream()
                                .filter(stage -> stage.required().contains(field.id()))
                                .toList(),
                        reasons(draft, pipeline.entity(), field.id())))
                .filter(asked -> !asked.stages().isEmpty())
                .toList();
    }

    private List<Reason> reasons(Metadata draft, String entity, String field) {
        return draft.entity(entity)
                .map(json::write)
                .flatMap(written -> field(written, field))
                .map(found -> found.path("options")
                        .valueStream()
                        .map(option -> new Reason(
                                option.path("code").asString(""),
                                label(option.path("label")),
                                option.path("active").asBoolean(true)))
                        .toList())
                .orElse(List.of());
    }

    private static Label label(JsonNode texts) {
        var label = Label.EMPTY;
        for (var text : texts.properties()) {
            label = label.with(text.getKey(), text.getValue().asString(""));
        }
        return label;
    }

    /** Adds a reason at the end. */
    public Metadata add(Metadata draft, String entity, String field, Label label) {
        var taken = reasons(draft, entity, field).stream().map(Reason::code).toList();
        return edit(draft, entity, field, found -> {
            var option = found.withArray("options").addObject();
            option.put("code", NewId.of(label, "reason", taken::contains));
            put(option, label);
            option.put("active", true);
        });
    }

    public Metadata name(Metadata draft, String entity, String field, String code, Label label) {
        return edit(draft, entity, field, found -> option(found, code).ifPresent(option -> put(option, label)));
    }

    /** Offers a reason, or does so no longer; records that have it keep it. */
    public Metadata offer(Metadata draft, String entity, String field, String code, boolean isOffered) {
        return edit(
                draft,
                entity,
                field,
                found -> option(found, code).ifPresent(option -> option.put("active", isOffered)));
    }

    /** Makes a field of reasons and has every stage ask for it at which records are lost. */
    public Metadata make(Metadata draft, PipelineDefinition pipeline, Label field, Label first) {
        var entity = draft.entity(pipeline.entity()).orElseThrow();
        var written = json.write(entity);
        var id = NewId.of(field, "reason", name -> entity.field(name).isPresent());
        var made = written.withArray("fields").addObject();
        made.put("id", id);
        put(made, field);
        made.put("type", "choice");
        var option = made.withArray("options").addObject().put("code", "other").put("active", true);
        put(option, first);
        var asking = json.write(pipeline);
        for (var stage : asking.withArray("stages")) {
            if (stage.path("outcome").asString("").equals(Outcome.LOST.key())) {
                ((ObjectNode) stage).withArray("required").add(id);
            }
        }
        return with(with(draft, Kind.ENTITY, written), Kind.PIPELINE, asking);
    }

    private Metadata edit(Metadata draft, String entity, String field, Consumer<ObjectNode> change) {
        var written = json.write(draft.entity(entity).orElseThrow());
        field(written, field).ifPresent(change);
        return with(draft, Kind.ENTITY, written);
    }

    private static Optional<ObjectNode> field(ObjectNode entity, String field) {
        return entity.path("fields")
                .valueStream()
                .filter(one -> one.path("id").asString("").equals(field))
                .map(ObjectNode.class::cast)
                .findFirst();
    }

    private static Optional<ObjectNode> option(ObjectNode field, String code) {
        return field.path("options")
                .valueStream()
                .filter(one -> one.path("code").asString("").equals(code))
                .map(ObjectNode.class::cast)
                .findFirst();
    }

    private static void put(ObjectNode element, Label label) {
        var texts = element.putObject("label");
        label.texts().forEach(texts::put);
    }

    private Metadata with(Metadata draft, Kind kind, ObjectNode written) {
        return switch (json.read(kind, written)) {
            case MetadataJson.Reading.Read(var read) -> draft.with(read);
            case MetadataJson.Reading.Refused(var problems) ->
                throw new TrellisException("Reasons are no definition: " + problems);
        };
    }
}
