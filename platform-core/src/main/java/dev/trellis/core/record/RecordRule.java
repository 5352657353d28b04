package dev.trellis.core.record;

import dev.trellis.core.access.Actor;
import dev.trellis.core.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes part in a save, inside its transaction and before the checks: another engine's stage moves, locks or rules. It may complete
 * what is saved, refuse it, and follow it.
 * Found by injection; several run in no particular order.
 */
public interface RecordRule {

    /**
     * Looks at one change.
     *
     * @param before the stored record with every field, or null on create; of a record that comes back from the recycle
     *     bin the same as {@code after}
     * @param after the merged record with every field, formulas computed; or null on delete
     * @return what refuses the save; empty to let it pass
     */
    List<Problem> check(Actor actor, String entity, @Nullable StoredRecord before, @Nullable StoredRecord after);

    /**
     * Returns what the save writes besides, by field id, after the caller's values were taken over and before formulas are
     * computed. Whoever saves needs no right to these fields. Also asked by previews: no effects.
     *
     * @param before the stored record with every field, or null on create
     * @param after the merged record with every field, defaults filled; formulas still as they are stored
     * @param written what the caller changed
     */
    default Map<String, @Nullable Object> complete(
            Actor actor, String entity, @Nullable StoredRecord before, StoredRecord after, Set<String> written) {
        return Map.of();
    }

    /**
     * Follows a save that was written, in its transaction: what is written here is kept or undone with it.
     *
     * @param before the record as it was, or null on create
     * @param after the record as it is now, or null on delete
     */
    default void written(Actor actor, String entity, @Nullable StoredRecord before, @Nullable StoredRecord after) {}
}
