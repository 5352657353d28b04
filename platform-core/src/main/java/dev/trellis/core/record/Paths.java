package dev.trellis.core.record;

import dev.trellis.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Resolves names of a request, over what the actor may see and nothing else. */
final class Paths {

    private Paths() {}

    /**
     * A path found.
     *
     * @param lookups the lookups on the way
     * @param field what stands at its end
     */
    record Path(String text, List<FieldShape> lookups, FieldShape field) {
        Path {
            lookups = List.copyOf(lookups);
        }

        /** Joins what is on the way and returns the table that holds the field. */
        Tables.Node node(Tables tables) {
            var node = tables.root();
            for (var lookup : lookups) {
                node = tables.beyond(node, lookup);
            }
            return node;
        }
    }

    /** Says so where a path ends in a field that the actor sees only masked: records are not found by it. */
    static Optional<Problem> masked(ActorSchema schema, String place, Path path, String entity) {
        var at = path.lookups().isEmpty()
                ? entity
                : path.lookups().getLast().target().orElse(entity);
        return schema.readable(at, path.field().id()).isPresent()
                ? Optional.empty()
                : Optional.of(RecordProblem.of(RecordProblem.FIELD_MASKED, place, path.field()));
    }

    static Optional<Path> resolve(ActorSchema schema, String entity, String text) {
        return resolve(schema, entity, text, List.of(text.split("\\.", -1)));
    }

    static Optional<Path> resolve(ActorSchema schema, String entity, String text, List<String> names) {
        if (names.size() > ActorSchema.MAX_HOPS + 1) {
            return Optional.empty();
        }
        var lookups = new ArrayList<FieldShape>();
        var at = entity;
        for (int i = 0; i < names.size() - 1; i++) {
            var whole = schema.readable(at, names.get(i));
            if (i == names.size() - 2 && whole.isPresent()) {
                var part = whole.get().part(names.getLast());
                if (part.isPresent()) {
                    return part.map(field -> new Path(text, lookups, field));
                }
            }
            var lookup = whole.filter(field -> field.target().isPresent());
            if (lookup.isEmpty() || !lookup.get().isStored()) {
                return Optional.empty();
            }
            lookups.add(lookup.get());
            at = lookup.get().target().orElseThrow();
        }
        return schema.shape(at, names.getLast()).map(field -> new Path(text, lookups, field));
    }
}
