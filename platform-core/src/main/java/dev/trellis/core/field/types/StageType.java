package dev.trellis.core.field.types;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trellis.core.field.ColumnType;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldContext;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stage of a pipeline.
 *
 * @param pipeline the pipeline's id
 * @param stages the pipeline's stages; bound, never written
 */
public record StageType(
        String pipeline, @JsonIgnore @Nullable List<Editor.Option> stages) implements FieldType {

    static final String KEY = "stage";

    public StageType {
        stages = stages == null ? null : List.copyOf(stages);
    }

    public StageType(String pipeline) {
        this(pipeline, null);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return new Storage.OneColumn(new ColumnType.Ascii(ChoiceType.CODE_LENGTH));
    }

    @Override
    public ValueType valueType() {
        return new ValueType.Option(codes());
    }

    @Override
    public ObjectNode jsonSchema() {
        return Schemas.oneOf(codes());
    }

    @Override
    public Editor editor() {
        return new Editor.Choice(bound());
    }

    @Override
    public ValueCodec codec() {
        return new ChoiceCodec(bound());
    }

    @Override
    public Optional<String> stagesOf() {
        return Optional.of(pipeline);
    }

    @Override
    public FieldType bind(FieldContext context) {
        return new StageType(pipeline, context.stages(pipeline).orElse(null));
    }

    @Override
    public List<Problem> check() {
        return Options.present("pipeline", pipeline);
    }

    private List<Editor.Option> bound() {
        return stages == null ? List.of() : stages;
    }

    private List<String> codes() {
        return bound().stream().map(Editor.Option::code).toList();
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<StageType> type() {
            return StageType.class;
        }

        @Override
        public Label label() {
            return Label.of("Stage", "阶段");
        }

        @Override
        public String icon() {
            return "list";
        }

        @Override
        public StageType initial() {
            return new StageType("");
        }

        @Override
        public List<TypeOption> options() {
            return List.of(new TypeOption(
                    "pipeline",
                    Label.of("Pipeline", "销售流程"),
                    new PanelType("pipeline", new Editor.DefinitionOf("pipeline"))));
        }

        @Override
        public int paletteOrder() {
            return 71;
        }
    }
}
