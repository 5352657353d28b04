package dev.trellis.core.record;

import dev.trellis.core.access.Shared;
import dev.trellis.core.advice.Asked;
import dev.trellis.core.expression.CompiledExpression;
import dev.trellis.core.expression.FieldPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A statement that was made for one actor and is made for them again and again: its text and values, and how its rows are
 * read. It is kept with what exists for the actor, so that it goes with the published version and with their rights, and
 * holds only while nothing is shared and nothing hidden of which it knew nothing.
 *
 * @param shares by entity, what being shared would let the actor reach
 * @param lines the line items that are read besides
 * @param keysAt where the values begin by which the rows are sorted
 * @param parts the statements that read the rows, the next where the one before has not found enough
 * @param counting the statement that counts, or null
 * @param asked the fields by which a list is asked for
 */
record Kept(
        Map<String, Set<Shared>> shares,
        Selection selection,
        Map<FieldShape, Set<String>> lines,
        int keysAt,
        List<RecordSql.Rendered> parts,
        RecordSql.@Nullable Rendered counting,
        Asked asked) {

    /** Beyond this, what is asked is hardly asked again. */
    private static final int MOST_VALUES = 60;

    Kept {
        shares = Map.copyOf(shares);
        parts = List.copyOf(parts);
    }

    /** Returns what a statement over these tables depends on beside the rights of the actor; empty where it is more. */
    static Optional<Map<String, Set<Shared>>> ground(Session session, Tables tables) {
        var shares = new HashMap<String, Set<Shared>>();
        for (var shape : tables.guarded()) {
            var access = session.access(shape);
            if (shape.isOwned() || !access.criteria().isEmpty()) {
                return Optional.empty();
            }
            shares.put(shape.id(), access.shared());
        }
        return holds(session, shares) ? Optional.of(shares) : Optional.empty();
    }

    /** Tells whether it is still the statement that would be made. */
    boolean holds(Session session) {
        return holds(session, shares);
    }

    private static boolean holds(Session session, Map<String, Set<Shared>> shares) {
        for (var entry : shares.entrySet()) {
            if (!session.tasks().hidesNothing(entry.getKey())) {
                return false;
            }
            for (var shared : entry.getValue()) {
                if (session.shared()
                        .few(entry.getKey(), shared)
                        .filter(Set::isEmpty)
                        .isEmpty()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Tells whether a filter says the same at any time, to whoever asks, of the record's own fields. */
    static boolean isSteady(CompiledExpression filter) {
        return !filter.isVolatile()
                && !filter.readsRates()
                && filter.functions().isEmpty()
                && filter.references().stream()
                        .allMatch(path -> path.root() == FieldPath.Root.RECORD && path.isSingle());
    }

    boolean isSmall() {
        return parts.stream().allMatch(part -> part.values().size() <= MOST_VALUES);
    }

    /** Finds a record by its id. */
    record ById(String entity, List<String> paths) {
        ById {
            paths = List.copyOf(paths);
        }
    }

    /** Reads the first rows of a page. */
    record Page(RecordQuery query, boolean beginning) {}
}
