package dev.trellis.core.metadata;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trellis.core.name.Label;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stages through which records of an entity go; the options of a field of type {@code stage}. The gate holds every
 * save against it, whichever way the save came.
 *
 * @param entity whose records
 * @param inOrder whether a record moves forward one stage at a time, unless somebody may skip
 * @param probabilityField the field that takes the chance of the stage when a record enters it, or null
 * @param sinceField the field that takes the time at which the record entered its stage, or null
 * @param closedField the field that takes the time at which the record was won or lost, or null
 * @param replaced for stages that were removed, the stage into which their records went
 */
public record PipelineDefinition(
        String id,
        Label label,
        String entity,
        List<Stage> stages,
        boolean inOrder,
        @Nullable String probabilityField,
        @Nullable String sinceField,
        @Nullable String closedField,
        Map<String, String> replaced)
        implements Definition {

    public PipelineDefinition {
        stages = List.copyOf(stages);
        replaced = Map.copyOf(replaced);
    }

    @Override
    public Kind kind() {
        return Kind.PIPELINE;
    }

    @JsonIgnore
    public Optional<Stage> stage(@Nullable Object code) {
        return stages.stream().filter(stage -> stage.id().equals(code)).findFirst();
    }

    /** Returns how many stages come before one. */
    @JsonIgnore
    public int position(Stage stage) {
        return stages.indexOf(stage);
    }

    /**
     * One stage.
     *
     * @param id the stored code
     * @param color a palette word
     * @param probability the chance of winning as a fraction, or null
     * @param required the fields that a record in this stage has filled
     * @param tasks the yes-or-no fields that are ticked before a record leaves this stage forward
     * @param entry what holds for a record that comes in, or null
     * @param exit what holds for a record that goes on, or null
     * @param expiry when a record leaves this stage by itself, or null
     */
    public record Stage(
            String id,
            Label label,
            String color,
            @Nullable BigDecimal probability,
            Outcome outcome,
            List<String> required,
            List<String> tasks,
            @Nullable Condition entry,
            @Nullable Condition exit,
            @Nullable Expiry expiry) {
        public Stage {
            required = List.copyOf(required);
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * What must hold for a move.
     *
     * @param mustHold an expression; FALSE, blank or an error refuses the move
     * @param message what the person reads
     */
    public record Condition(String mustHold, Label message) {}

    /**
     * A stage that ends by itself.
     *
     * @param at the date-time field that says when
     * @param into the stage in which the record then is
     */
    public record Expiry(String at, String into) {}

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
