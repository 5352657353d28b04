package dev.trellis.core.access;

import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What one role gives one actor on one entity. Grants are kept apart: the fields of one never open on the records of
 * another. What is shared widens which records a role reaches, never what it may do with them.
 *
 * @param role the id of the role; empty where no role gives it
 * @param own what the role itself reaches, by verb; a verb that is absent reaches nothing
 * @param reach the same with what is shared
 * @param otherFields the right on designed fields without an entry
 * @param fields exceptions by field id
 */
record Grant(
        String role,
        Map<Verb, Reach> own,
        Map<Verb, Reach> reach,
        FieldRight otherFields,
        Map<String, FieldRight> fields) {

    Grant {
        own = copy(own);
        reach = copy(reach);
        fields = Map.copyOf(fields);
    }

    private static Map<Verb, Reach> copy(Map<Verb, Reach> given) {
        var copy = new EnumMap<Verb, Reach>(Verb.class);
        copy.putAll(given);
        return copy;
    }

    /** Everything everywhere, as far as the verbs go. */
    static Grant everywhere(FieldRight otherFields, Map<String, FieldRight> fields, Verb... verbs) {
        var reach = new EnumMap<Verb, Reach>(Verb.class);
        for (var verb : verbs) {
            reach.put(verb, Reach.ALL);
        }
        return new Grant("", reach, reach, otherFields, fields);
    }

    Grant limitedTo(Set<Verb> verbs) {
        return new Grant(role, only(verbs, own), only(verbs, reach), otherFields, fields);
    }

    /** The same, with fields that are only read. */
    Grant closing(Set<String> closed) {
        var less = new HashMap<>(fields);
        closed.forEach(field -> less.put(field, EntityAccess.narrower(right(field), FieldRight.READ)));
        return new Grant(role, own, reach, otherFields, less);
    }

    Grant without(Set<String> hidden) {
        var less = new HashMap<>(fields);
        hidden.forEach(field -> less.put(field, FieldRight.NONE));
        return new Grant(role, own, reach, otherFields, less);
    }

    private static Map<Verb, Reach> only(Set<Verb> verbs, Map<Verb, Reach> given) {
        var less = new EnumMap<Verb, Reach>(Verb.class);
        given.forEach((verb, records) -> {
            if (verbs.contains(verb)) {
                less.put(verb, records);
            }
        });
        return less;
    }

    Reach reach(Verb verb) {
        return reach.getOrDefault(verb, Reach.NOTHING);
    }

    /** What the role reaches by itself. */
    Reach own(Verb verb) {
        return own.getOrDefault(verb, Reach.NOTHING);
    }

    /** System fields can be read wherever the record can, unless the role names them; the owner is written by transfer. */
    FieldRight right(String field) {
        if (!SystemFields.ALL.contains(field)) {
            return fields.getOrDefault(field, otherFields);
        }
        var named = fields.getOrDefault(field, FieldRight.READ);
        if (named == FieldRight.NONE) {
            return FieldRight.NONE;
        }
        return field.equals(SystemFields.OWNER) && !reach(Verb.TRANSFER).isNothing()
                ? FieldRight.WRITE
                : FieldRight.READ;
    }
}
