package dev.trellis.core.access;

import dev.trellis.core.field.RecordId;
import java.util.Optional;

/**
 * Says what an open task lets a person see and write; found by injection. Asked inside the gate's transaction, and only
 * for locked records, so it may read its own tables. It must not call the gate.
 */
public interface TemporaryGrants {

    Optional<TemporaryGrant> find(Actor.Person person, String entity, RecordId record);
}
