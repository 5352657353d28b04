package dev.trellis.core.file;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.record.RecordRule;
import dev.trellis.core.record.StoredRecord;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets a record hold only files that were sent for this field by whoever saves, or that are its own already; a file of
 * another record is as unknown as one that does not exist. Name, kind and size are what the store says.
 */
@Singleton
final class FileRule implements RecordRule {

    private final LiveMetadata live;
    private final FileStore store;

    FileRule(LiveMetadata live, FileStore store) {
        this.live = live;
        this.store = store;
    }

    private List<FieldDefinition> fields(String entity) {
        return live.current().entity(entity).stream()
                .flatMap(found -> found.fields().stream())
                .filter(field -> field.type().files().isPresent())
                .toList();
    }

    @Override
    public Map<String, @Nullable Object> complete(
            Actor actor, String entity, @Nullable StoredRecord before, StoredRecord after, Set<String> written) {
        var completed = new LinkedHashMap<String, @Nullable Object>();
        for (var field : fields(entity)) {
            var value = after.value(field.id());
            var known = completed(value);
            if (value != null && written.contains(field.id()) && !value.equals(known)) {
                completed.put(field.id(), known);
            }
        }
        return completed;
    }

    private @Nullable Object completed(@Nullable Object value) {
        return switch (value) {
            case Composite one
            when one.part("file") instanceof RecordId id ->
                store.find(id).map(FileRule::composite).orElse(one);
            case List<?> list -> {
                var all = new ArrayList<Object>();
                list.forEach(one -> Optional.ofNullable(completed(one)).ifPresent(all::add));
                yield List.copyOf(all);
            }
            case null, default -> value;
        };
    }

    static Composite composite(StoredFile file) {
        var parts = new LinkedHashMap<String, Object>();
        parts.put("file", file.id());
        parts.put("name", file.name());
        parts.put("type", file.mediaType());
        parts.put("size", BigDecimal.valueOf(file.size()));
        return new Composite(parts);
    }

    @Override
    public List<Problem> check(
            Actor actor, String entity, @Nullable StoredRecord before, @Nullable StoredRecord after) {
        if (after == null) {
            return List.of();
        }
        var problems = new ArrayList<Problem>();
        for (var field : fields(entity)) {
            var known = before == null ? Set.<RecordId>of() : held(before, field);
            for (var file : held(after, field)) {
                if (!known.contains(file) && !isFree(actor, entity, field, after.id(), file)) {
                    problems.add(Problem.at(field.id(), FileProblem.UNKNOWN).with("given", file));
                }
            }
        }
        return problems;
    }

    private boolean isFree(Actor actor, String entity, FieldDefinition field, RecordId record, RecordId file) {
        return store.find(file)
                .filter(found -> found.entity().equals(entity) && found.field().equals(field.id()))
                .filter(found -> record.equals(found.record())
                        || (found.record() == null
                                && (!(actor instanceof Actor.Person person)
                                        || person.user().equals(found.createdBy()))))
                .isPresent();
    }

    @Override
    public void written(Actor actor, String entity, @Nullable StoredRecord before, @Nullable StoredRecord after) {
        if (after == null) {
            return;
        }
        for (var field : fields(entity)) {
            var now = held(after, field);
            var gone = before == null ? new HashSet<RecordId>() : new HashSet<>(held(before, field));
            gone.removeAll(now);
            gone.forEach(store::detach);
            now.forEach(file -> {
                if (before == null || !gone.isEmpty() || !held(before, field).contains(file)) {
                    store.attach(file, after.id());
                }
            });
        }
    }

    private static Set<RecordId> held(StoredRecord record, FieldDefinition field) {
        return Files.held(record.value(field.id())).collect(Collectors.toSet());
    }
}
