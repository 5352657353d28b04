package dev.trellis.core.record;

import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import java.util.List;
import java.util.Optional;

/** What of one snapshot exists for one actor; filters, sorts, forms, exports and messages resolve names only here. */
public interface VisibleSchema {

    /** The whole snapshot, for what concerns no right (forms, lists, menus still have to be filtered). */
    Metadata metadata();

    /** The entities the actor may read or create. */
    List<EntityDefinition> entities();

    Optional<EntityDefinition> entity(String id);

    /** The fields of an entity, system fields included, that the actor may read, in order. */
    List<FieldDefinition> fields(String entity);

    Optional<FieldDefinition> field(String entity, String id);

    /** Resolves a path over lookups ({@code account.owner.name}) to its last field. */
    Optional<FieldDefinition> path(String entity, String path);

    /** NONE also for what does not exist; computed fields are at most READ. */
    FieldRight right(String entity, String field);

    /** Whether the actor holds the verb for at least some records. */
    boolean may(String entity, Verb verb);
}
