package dev.trellis.core.backfill;

import dev.trellis.core.field.RecordId;
import java.util.Optional;

/** One kind of hidden values that records get by a save and that older records still lack. */
public interface BackfillWork {

    /** A word for it: {@code sort}. */
    String kind();

    /**
     * Fills the next records in the unit of work under way. What somebody saves meanwhile must come out right, too.
     *
     * @param subject what it is done for, an entity for instance
     * @param after the last record that is done
     * @return how far it came; empty where no record is left
     */
    Optional<Done> next(String subject, RecordId after);

    /** Some records that are done. */
    record Done(RecordId last, int count) {}
}
