package dev.trellis.core.metadata;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.trellis.core.name.Label;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The stages through which records of an entity go; the options of a field of type {@code stage}.
 *
 * @param entity whose records
 */
public record PipelineDefinition(String id, Label label, String entity, List<Stage> stages) implements Definition {

    public PipelineDefinition {
        stages = List.copyOf(stages);
    }

    @Override
    public Kind kind() {
        return Kind.PIPELINE;
    }

    /**
     * One stage.
     *
     * @param id the stored code
     * @param color a palette word
     * @param probability the chance of winning as a fraction, or null
     */
    public record Stage(
            String id, Label label, String color, @Nullable BigDecimal probability, Outcome outcome) {}

    /** What a stage means for the funnel. */
    public enum Outcome {
        OPEN,
        WON,
        LOST;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
