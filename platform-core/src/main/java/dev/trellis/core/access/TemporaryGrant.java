package dev.trellis.core.access;

import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import java.util.Map;

/**
 * What a person may do with one record beyond the roles, as long as something is open for that person: read the record,
 * and read or write these fields. Every other field keeps the right that the roles give.
 */
public record TemporaryGrant(Map<String, FieldRight> fields) {

    public TemporaryGrant {
        fields = Map.copyOf(fields);
    }
}
