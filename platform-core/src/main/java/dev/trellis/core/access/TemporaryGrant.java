package dev.trellis.core.access;

import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import java.util.Map;
import java.util.Set;

/**
 * What a person may do with one record beyond the roles, as long as something is open for that person: read the record,
 * and read or write these fields. Every other field keeps the right that the roles give.
 *
 * @param closed the fields that the person only reads, whatever roles say
 */
public record TemporaryGrant(Map<String, FieldRight> fields, Set<String> closed) {

    public TemporaryGrant {
        fields = Map.copyOf(fields);
        closed = Set.copyOf(closed);
    }

    public TemporaryGrant(Map<String, FieldRight> fields) {
        this(fields, Set.of());
    }
}
