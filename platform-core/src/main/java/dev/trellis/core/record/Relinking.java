package dev.trellis.core.record;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import java.util.List;

/**
 * Lets what refers to one record refer to another, in the unit of work under way and whoever may see it: whoever merges
 * two records needs no right on everything that belongs to them. Histories, versions and computed values follow; rules,
 * validations and approval locks are not asked, for nothing but the name of the same thing changes.
 */
public interface Relinking {

    /** A reference that was moved. */
    record Link(String entity, String field, RecordId record) {}

    /** The outcome of a move. */
    sealed interface Result {

        record Moved(List<Link> links) implements Result {
            public Moved {
                links = List.copyOf(links);
            }
        }

        /** Two records that refer to the two would have the same unique value; some may be written by now. */
        record Refused(Problem problem) implements Result {}
    }

    /**
     * Moves every reference from one record to another of its entity, those of the recycle bin too. A reference of the
     * other to the one becomes blank.
     */
    Result move(Actor actor, String entity, RecordId from, RecordId to);

    /**
     * Moves references back to where they led.
     *
     * @return those that were left alone because they lead elsewhere by now
     */
    List<Link> moveBack(Actor actor, String entity, List<Link> links, RecordId from, RecordId to);

    /** Notes in the history of a record that something happened to it that is no change of a field. */
    void note(Actor actor, String entity, RecordId record, HistoryResult.Kind kind);
}
