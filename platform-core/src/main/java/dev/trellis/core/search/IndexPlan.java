package dev.trellis.core.search;

import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * Where the texts of each entity go in the index. Fields that every role with the entity may read share two fields of
 * the index, one for titles and one for the rest; any other field has one of its own, which is asked only for those who
 * may read it.
 *
 * @param entities by entity id
 */
record IndexPlan(Map<String, Texts> entities) {

    static final String TITLE = "title";
    static final String TEXT = "text";

    private static final String OWN = "own:";

    IndexPlan {
        entities = Map.copyOf(entities);
    }

    /**
     * The searched fields of one entity.
     *
     * @param title the field whose text names a record; empty where that is no searched text
     * @param places the field of the index for each searched field, the title first
     */
    record Texts(String entity, Optional<String> title, SequencedMap<String, String> places) {

        /** Says in a few words what the index holds; where it says something else, the entity is read anew. */
        String fingerprint() {
            return places.entrySet().stream()
                    .map(place -> place.getKey() + "=" + place.getValue())
                    .sorted()
                    .collect(Collectors.joining(",", title.orElse("") + ";", ""));
        }

        /** Tells whether only some of the roles with this entity may read the field. */
        boolean isRestricted(String field) {
            return places.getOrDefault(field, OWN).startsWith(OWN);
        }
    }

    /** Line items are not found by themselves: they have no page of their own. */
    static IndexPlan of(Metadata metadata) {
        var entities = new LinkedHashMap<String, Texts>();
        for (var entity : metadata.entities()) {
            if (entity.ownedBy() == null) {
                var texts = texts(metadata, entity);
                if (!texts.places().isEmpty()) {
                    entities.put(entity.id(), texts);
                }
            }
        }
        return new IndexPlan(entities);
    }

    private static Texts texts(Metadata metadata, EntityDefinition entity) {
        var places = new LinkedHashMap<String, String>();
        var title = entity.field(entity.title()).filter(field -> field.type().isSearchable());
        title.ifPresent(field -> places.put(field.id(), place(metadata, entity, field, TITLE)));
        for (var field : entity.fields()) {
            if (field.type().isSearchable()) {
                places.putIfAbsent(field.id(), place(metadata, entity, field, TEXT));
            }
        }
        return new Texts(entity.id(), title.map(FieldDefinition::id), places);
    }

    private static String place(Metadata metadata, EntityDefinition entity, FieldDefinition field, String shared) {
        boolean hidden = metadata.all(RoleDefinition.class).stream()
                .map(role -> Optional.ofNullable(role.entities().get(entity.id())))
                .flatMap(Optional::stream)
                .anyMatch(rights -> rights.verbs().containsKey(Verb.READ)
                        && rights.field(field.id()).compareTo(FieldRight.READ) < 0);
        return hidden ? OWN + entity.id() + "." + field.id() : shared;
    }
}
