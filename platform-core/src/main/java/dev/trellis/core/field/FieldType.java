package dev.trellis.core.field;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.trellis.core.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A configured field type: an immutable record whose components are its options, e.g. a decimal with its scale. Open:
 * a plug-in may implement it. It describes itself only in the words of the sealed vocabularies {@link Storage},
 * {@link ValueType} and {@link Editor}; nobody switches on a key or a class.
 */
@JsonPropertyOrder("type")
public interface FieldType {

    /** The discriminator in JSON: {@code "decimal"}. */
    @JsonProperty("type")
    String key();

    /** Where values live: DDL, reading, writing. */
    @JsonIgnore
    Storage storage();

    /** What an expression sees. */
    @JsonIgnore
    ValueType valueType();

    /** The JSON Schema of one value as the REST API carries it. */
    @JsonIgnore
    ObjectNode jsonSchema();

    /** How a value is edited and shown. */
    @JsonIgnore
    Editor editor();

    /** Carries values between column, JSON and text. */
    @JsonIgnore
    ValueCodec codec();

    /**
     * Returns this type with what it needs of other definitions (the stages of a pipeline, for instance). Called once
     * when a snapshot is built; what it adds is never written to JSON.
     */
    default FieldType bind(FieldContext context) {
        return this;
    }

    /** Returns what is wrong with the options, with paths relative to the field's JSON; the metadata is not needed. */
    default List<Problem> check() {
        return List.of();
    }

    /** Returns the id of the pipeline whose stages the values are; empty for everything but a stage. */
    @JsonIgnore
    default Optional<String> stagesOf() {
        return Optional.empty();
    }

    /** What becomes of a value that refers to a record when that is deleted. */
    @JsonIgnore
    default TargetGone targetGone() {
        return TargetGone.KEEP;
    }

    /** Where the values come from: people, a formula, a counter. */
    @JsonIgnore
    default Origin origin() {
        return Origin.ENTERED;
    }

    /** Tells whether people find records by this text; a type whose stored text is not what they read says no. */
    @JsonIgnore
    default boolean isSearchable() {
        return valueType() instanceof ValueType.Text && !isSealed() && !(storage() instanceof Storage.None);
    }

    /** The parts that paths reach beyond the field, in the order of its columns; empty for a value of one piece. */
    @JsonIgnore
    default List<FieldPart> parts() {
        return List.of();
    }

    /**
     * Tells whether the database keeps the value sealed. Such a value is never filtered, sorted, searched or computed
     * with, and the history says only that it changed. The column must be {@link ColumnType.Plain#MEDIUMTEXT}.
     */
    @JsonIgnore
    default boolean isSealed() {
        return false;
    }

    /** The part of the columns by which people order; empty where that is the first. */
    @JsonIgnore
    default Optional<Storage.Part> orderedBy() {
        return Optional.empty();
    }

    /** The part of the columns that holds what an amount is worth in the workspace's currency; empty for all else. */
    @JsonIgnore
    default Optional<Storage.Part> worth() {
        return Optional.empty();
    }

    /** What files the values hold, if they are files. */
    @JsonIgnore
    default Optional<FileRules> files() {
        return Optional.empty();
    }

    /** What the search finds of a value, without marks that nobody reads. */
    default String searchText(Object value, Locale locale) {
        return codec().toText(value, locale);
    }

    /** Tells whether the platform alone writes the values (formula, auto-number). */
    @JsonIgnore
    default boolean isComputed() {
        return !(origin() instanceof Origin.Entered);
    }
}
