package dev.trellis.core.search;

import dev.trellis.core.access.Access;
import dev.trellis.core.access.Reach;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.record.VisibleSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/**
 * Where one actor may look: which entities, which fields, whose records. It narrows a search so that it is quick for
 * those who see little; what is found is judged by the gate all the same.
 */
final class Scope {

    private final Access access;
    private final IndexPlan plan;
    private final Map<String, List<String>> fields = new LinkedHashMap<>();

    /** @param wanted the entities asked for; empty for all */
    Scope(IndexPlan plan, VisibleSchema schema, Access access, Set<String> wanted) {
        this.access = access;
        this.plan = plan;
        plan.entities().forEach((entity, texts) -> {
            if (schema.may(entity, Verb.READ) && (wanted.isEmpty() || wanted.contains(entity))) {
                var readable = texts.places().keySet().stream()
                        .filter(field -> schema.right(entity, field).compareTo(FieldRight.READ) >= 0)
                        .toList();
                if (!readable.isEmpty()) {
                    fields.put(entity, readable);
                }
            }
        });
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    /** The searched fields of an entity that exist for the actor. */
    List<String> fields(String entity) {
        return fields.getOrDefault(entity, List.of());
    }

    /** A field of the index with those whose records may be found by it; null for all that may be found at all. */
    record Place(String name, Optional<Query> readers) {}

    /** Returns the fields of the index to look into besides the shared ones. */
    List<Place> places() {
        var places = new ArrayList<Place>();
        fields.forEach((entity, readable) -> {
            var texts = plan.entities().get(entity);
            for (var field : readable) {
                if (texts != null && texts.isRestricted(field)) {
                    var name = texts.places().getOrDefault(field, "");
                    places.add(new Place(name, records(access.on(entity).readers(field))));
                }
            }
        });
        return places;
    }

    /** Returns what the documents must satisfy; empty where the actor may find everything there is. */
    Optional<Query> filter() {
        var byReach = new LinkedHashMap<Reach, List<String>>();
        fields.keySet()
                .forEach(entity -> byReach.computeIfAbsent(access.on(entity).reach(Verb.READ), _ -> new ArrayList<>())
                        .add(entity));
        if (byReach.size() == 1
                && byReach.containsKey(Reach.ALL)
                && fields.size() == plan.entities().size()) {
            return Optional.empty();
        }
        var any = new BooleanQuery.Builder();
        byReach.forEach((reach, entities) -> {
            var both = new BooleanQuery.Builder().add(oneOf(SearchIndex.ENTITY, entities), Occur.FILTER);
            records(reach).ifPresent(query -> both.add(query, Occur.FILTER));
            any.add(both.build(), Occur.SHOULD);
        });
        return Optional.of(any.build());
    }

    /** Tells whether only a criterion says which records of an entity are reached, so that the index cannot know. */
    boolean isByCriterion(String entity) {
        return !access.on(entity).reach(Verb.READ).limited().isEmpty();
    }

    /** Lets through these records of an entity, and all others. */
    static Query only(String entity, Collection<RecordId> ids) {
        var others = new BooleanQuery.Builder()
                .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
                .add(oneOf(SearchIndex.ENTITY, List.of(entity)), Occur.MUST_NOT)
                .build();
        return new BooleanQuery.Builder()
                .add(oneOf(SearchIndex.ID, texts(ids)), Occur.SHOULD)
                .add(others, Occur.SHOULD)
                .build();
    }

    /** What a criterion lets through only the gate can tell; it judges what is found within. */
    private static Optional<Query> records(Reach reach) {
        if (reach.all()) {
            return Optional.empty();
        }
        var shared = reach.shared();
        var any = new BooleanQuery.Builder()
                .add(oneOf(SearchIndex.OWNER, texts(reach.owners())), Occur.SHOULD)
                .add(oneOf(SearchIndex.DEPARTMENT, texts(reach.departments())), Occur.SHOULD)
                .add(oneOf(SearchIndex.SHARED, shared == null ? List.of() : shared.recipients()), Occur.SHOULD);
        for (var part : reach.limited()) {
            var within = records(part.within());
            if (within.isEmpty()) {
                return Optional.empty();
            }
            any.add(within.get(), Occur.SHOULD);
        }
        return Optional.of(any.build());
    }

    private static List<String> texts(Collection<RecordId> ids) {
        return ids.stream().map(RecordId::toString).toList();
    }

    private static Query oneOf(String field, Collection<String> texts) {
        return new TermInSetQuery(field, texts.stream().map(BytesRef::new).toList());
    }
}
