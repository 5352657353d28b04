package dev.trellis.form.design;

import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.name.Label;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One change that a person makes in the designer. Ids of new elements come with the edit, so that applying it is pure. */
public sealed interface DesignEdit {

    /**
     * Makes a field of a type and puts it on the form.
     *
     * @param type the key of a field type
     * @param item the id of the new element of the form; without meaning for a column of line items
     */
    record AddField(String type, Place place, String item) implements DesignEdit {}

    /** Puts a field that exists on the form. */
    record PlaceExisting(String field, Place place, String item) implements DesignEdit {}

    record MoveItem(String item, Place.InSection place) implements DesignEdit {}

    /** Takes a field off the form; the field and its values stay. */
    record RemoveItem(String item) implements DesignEdit {}

    /** Moves a column of line items to another position. */
    record MoveColumn(String item, String column, int position) implements DesignEdit {}

    /** Takes a column off the line items; the field and its values stay. */
    record RemoveColumn(String item, String column) implements DesignEdit {}

    /** Drops a field everywhere; its values are kept until purge. */
    record RetireField(FieldKey field) implements DesignEdit {}

    /** Brings a dropped field back, with its values. */
    record ReviveField(FieldKey field) implements DesignEdit {}

    /** Gives an unpublished field another id. */
    record RenameField(FieldKey field, String id) implements DesignEdit {}

    record AddSection(String section, Label label, int position) implements DesignEdit {}

    record MoveSection(String section, int position) implements DesignEdit {}

    /** Takes a section off the form with all its items; the fields stay. */
    record RemoveSection(String section) implements DesignEdit {}

    /** @param text blank removes the text of this language */
    record RenameLabel(Labelled of, String language, String text) implements DesignEdit {}

    /** @param text blank removes the text of this language */
    record SetHelp(FieldKey field, String language, String text) implements DesignEdit {}

    /**
     * Sets an option of a field's type.
     *
     * @param value as in the field's JSON; null goes back to what a new field has
     */
    record SetOption(
            FieldKey field, String option, @Nullable JsonNode value) implements DesignEdit {}

    record SetFormula(FieldKey field, String expression) implements DesignEdit {}

    record SetRequired(FieldKey field, boolean required) implements DesignEdit {}

    record SetUnique(FieldKey field, boolean unique) implements DesignEdit {}

    /** @param expression null or blank for none */
    record SetDefault(FieldKey field, @Nullable String expression) implements DesignEdit {}

    /**
     * Sets a rule of an element of the form.
     *
     * @param element an item, or for {@link Rule#VISIBLE} also a section
     * @param expression null or blank for none
     */
    record SetRule(String element, Rule rule, @Nullable String expression) implements DesignEdit {}

    /** Gives a field an index of its own or takes it away. */
    record SetIndexed(String field, boolean indexed) implements DesignEdit {}

    /** Says whether it is kept who reads which record. */
    record SetSensitive(boolean sensitive) implements DesignEdit {}

    /** Says by which date field amounts are converted; null for the day of creation. */
    record SetRecordDate(@Nullable String field) implements DesignEdit {}

    record SetSpan(String item, int span) implements DesignEdit {}

    record SetColumns(String section, int columns) implements DesignEdit {}

    /** Says what a role may do with a field. */
    record SetRight(String role, FieldKey field, FieldRight right) implements DesignEdit {}

    /** The rules of an element. */
    enum Rule {
        VISIBLE,
        REQUIRED,
        READ_ONLY
    }

    /** Where something is put; positions count from 0, beyond the end is at the end. */
    sealed interface Place {

        record InSection(String section, int position) implements Place {}

        /** As a column of the line items in an element of the form. */
        record InLines(String item, int position) implements Place {}
    }

    /** What has a label. */
    sealed interface Labelled {

        record OfField(FieldKey field) implements Labelled {}

        record OfSection(String section) implements Labelled {}

        record OfForm() implements Labelled {}

        record OfEntity() implements Labelled {}
    }

    /** Makes the id of a new element: 8 random letters and digits. */
    static String newId() {
        var random = new SecureRandom();
        var id = new StringBuilder(8).append((char) ('a' + random.nextInt(26)));
        while (id.length() < 8) {
            id.append("abcdefghijklmnopqrstuvwxyz0123456789".charAt(random.nextInt(36)));
        }
        return id.toString();
    }
}
