package dev.trellis.core.metadata;

import dev.trellis.core.name.Label;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kind of record with its fields and rules.
 *
 * @param plural the name of many
 * @param icon a word of the icon set
 * @param ownedBy the entity whose line items these records are; null for an entity of its own
 * @param title the field whose text names a record for people
 * @param fields in the order in which they were made; system fields ({@link SystemFields}) are not among them
 * @param validations what must hold for every saved record
 * @param retired dropped fields: their columns and names stay until purge, revert brings the data back
 * @param locked ids of built-in fields that a customer cannot drop or retype
 * @param sensitive whether it is kept who reads which record
 * @param indexed the fields that get an index beside those that lists and references get by themselves
 * @param recordDate the date field whose day says at which rate amounts are worth what in the workspace's currency; null
 *     for the day of creation
 */
public record EntityDefinition(
        String id,
        Label label,
        Label plural,
        String icon,
        @Nullable String ownedBy,
        String title,
        List<FieldDefinition> fields,
        List<Validation> validations,
        List<FieldDefinition> retired,
        List<String> locked,
        boolean sensitive,
        List<String> indexed,
        @Nullable String recordDate)
        implements Definition {

    public EntityDefinition(
            String id,
            Label label,
            Label plural,
            String icon,
            @Nullable String ownedBy,
            String title,
            List<FieldDefinition> fields,
            List<Validation> validations,
            List<FieldDefinition> retired,
            List<String> locked) {
        this(id, label, plural, icon, ownedBy, title, fields, validations, retired, locked, false, List.of(), null);
    }

    public EntityDefinition {
        fields = List.copyOf(fields);
        validations = List.copyOf(validations);
        retired = List.copyOf(retired);
        locked = List.copyOf(locked);
        indexed = List.copyOf(indexed);
    }

    @Override
    public Kind kind() {
        return Kind.ENTITY;
    }

    /** Finds a designed field; system fields ({@link SystemFields}) are not among them. */
    public Optional<FieldDefinition> field(String fieldId) {
        return fields.stream().filter(field -> field.id().equals(fieldId)).findFirst();
    }

    public EntityDefinition withIndexed(List<String> changed) {
        return new EntityDefinition(
                id,
                label,
                plural,
                icon,
                ownedBy,
                title,
                fields,
                validations,
                retired,
                locked,
                sensitive,
                changed,
                recordDate);
    }

    public EntityDefinition withSensitive(boolean changed) {
        return new EntityDefinition(
                id,
                label,
                plural,
                icon,
                ownedBy,
                title,
                fields,
                validations,
                retired,
                locked,
                changed,
                indexed,
                recordDate);
    }

    public EntityDefinition withFields(List<FieldDefinition> changed) {
        return new EntityDefinition(
                id,
                label,
                plural,
                icon,
                ownedBy,
                title,
                changed,
                validations,
                retired,
                locked,
                sensitive,
                indexed,
                recordDate);
    }

    public EntityDefinition withRetired(List<FieldDefinition> changed) {
        return new EntityDefinition(
                id,
                label,
                plural,
                icon,
                ownedBy,
                title,
                fields,
                validations,
                changed,
                locked,
                sensitive,
                indexed,
                recordDate);
    }

    public EntityDefinition withRecordDate(@Nullable String changed) {
        return new EntityDefinition(
                id,
                label,
                plural,
                icon,
                ownedBy,
                title,
                fields,
                validations,
                retired,
                locked,
                sensitive,
                indexed,
                changed);
    }

    /** Finds a dropped field whose column is still there. */
    public Optional<FieldDefinition> retiredField(String fieldId) {
        return retired.stream().filter(field -> field.id().equals(fieldId)).findFirst();
    }

    /**
     * A rule that a record must satisfy.
     *
     * @param id 8 random characters or a slug
     * @param mustHold an expression; FALSE, blank or an error refuses the save
     * @param message what the person reads
     * @param field the field beside which the message stands, or null for the whole record
     */
    public record Validation(
            String id,
            String mustHold,
            Label message,
            @Nullable String field) {}
}
