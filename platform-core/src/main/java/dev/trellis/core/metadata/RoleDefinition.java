package dev.trellis.core.metadata;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trellis.core.name.Label;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What people with this role may do. Roles merge by allowing: a right is held if one role gives it. Assignments are
 * data, not metadata.
 *
 * @param entities by entity id; an entity that is not named is not visible
 */
public record RoleDefinition(
        String id, Label label, Label description, Set<Right> rights, Map<String, EntityRights> entities)
        implements Definition {

    public RoleDefinition {
        rights = Collections.unmodifiableSet(new TreeSet<>(rights));
        entities = Map.copyOf(entities);
    }

    @Override
    public Kind kind() {
        return Kind.ROLE;
    }

    /** The rights that concern the workspace rather than records; a closed list. */
    public enum Right {
        DESIGN,
        PUBLISH,
        ADMINISTER,
        OPERATE;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Right of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * The rights on one entity. Line items take their parent's verbs; their fields have entries of their own.
     *
     * @param verbs which records each verb reaches; a verb that is not named is not held
     * @param otherFields the right on every field without an entry of its own, so that a new field has one at once
     * @param fields exceptions by field id
     * @param conditions what must hold of a record besides, by verb, in the expression language; an expression that
     *     fails holds for no record
     */
    public record EntityRights(
            Map<Verb, Scope> verbs,
            FieldRight otherFields,
            Map<String, FieldRight> fields,
            Map<Verb, String> conditions) {
        public EntityRights {
            verbs = Map.copyOf(verbs);
            fields = Map.copyOf(fields);
            conditions = Map.copyOf(conditions);
        }

        public EntityRights(Map<Verb, Scope> verbs, FieldRight otherFields, Map<String, FieldRight> fields) {
            this(verbs, otherFields, fields, Map.of());
        }

        public FieldRight field(String fieldId) {
            return fields.getOrDefault(fieldId, otherFields);
        }
    }

    /** What is done to records. */
    public enum Verb {
        CREATE,
        READ,
        EDIT,
        DELETE,
        TRANSFER,
        HISTORY,
        /** Brings in many records from a file; each still needs the right to create or edit it. */
        IMPORT,
        /** Takes records that may be read out as a file. */
        EXPORT,
        /** Puts records that may be read on paper. */
        PRINT,
        /** Changes many records at once; each still needs the right to edit it. */
        BULK,
        /** Moves a record over stages of a pipeline whose stages come one after the other, and opens a closed one again. */
        SKIP;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Verb of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** Which records, from narrow to wide. */
    public enum Scope {
        OWN,
        OWN_AND_SUBORDINATES,
        DEPARTMENT,
        DEPARTMENT_AND_BELOW,
        ALL;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Scope of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** What a role may do with a field; the later constant includes the earlier. */
    public enum FieldRight {
        NONE,
        /** Shown with most of it hidden; not filtered, sorted, grouped or measured. */
        MASKED,
        READ,
        WRITE;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static FieldRight of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }
}
