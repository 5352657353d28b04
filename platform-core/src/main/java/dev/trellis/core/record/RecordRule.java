package dev.trellis.core.record;

import dev.trellis.core.access.Actor;
import dev.trellis.core.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes part in a save, inside its transaction and before the checks: another engine's stage moves, locks or rules.
 * Found by injection; several run in no particular order.
 */
public interface RecordRule {

    /**
     * Looks at one change.
     *
     * @param before the stored record with every field, or null on create
     * @param after the merged record with every field, formulas computed; or null on delete
     * @return what refuses the save; empty to let it pass
     */
    List<Problem> check(Actor actor, String entity, @Nullable StoredRecord before, @Nullable StoredRecord after);
}
