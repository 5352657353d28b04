package dev.trellis.core.access;

import dev.trellis.core.field.RecordId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says what an open task lets a person see and write, and what it hides from them; found by injection. Asked inside the
 * gate's transaction, so it may read its own tables. It must not call the gate.
 */
public interface TemporaryGrants {

    /** Asked of locked records, and of those that the person's roles do not reach. */
    Optional<TemporaryGrant> find(Actor.Person person, String entity, RecordId record);

    /**
     * What a person is given of records of an entity that nothing locks, because it is their turn to change them. Asked for
     * every statement on one record of the entity: whoever gives nothing there says so without asking the database.
     */
    default Map<RecordId, TemporaryGrant> handed(Actor.Person person, String entity) {
        return Map.of();
    }

    /**
     * The fields that do not exist for a person on some records of an entity, although roles may show them. Asked for
     * every statement that reads the entity: whoever hides nothing there says so without asking the database.
     */
    default Map<RecordId, Set<String>> hidden(Actor.Person person, String entity) {
        return Map.of();
    }
}
