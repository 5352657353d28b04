package dev.trellis.core.account;

import dev.trellis.core.field.RecordId;
import java.util.Set;

/**
 * What the records say about a person.
 *
 * @param name how the person is shown to others
 * @param departments the departments the person belongs to now
 * @param positions the positions the person holds now
 */
public record PersonFacts(String name, Set<RecordId> departments, Set<RecordId> positions) {

    public PersonFacts {
        departments = Set.copyOf(departments);
        positions = Set.copyOf(positions);
    }
}
