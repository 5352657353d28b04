package dev.trellis.core.job;

import dev.trellis.core.field.RecordId;
import java.util.List;
import java.util.Optional;

/** Background work that keeps itself in tables of its own, for the operators' list. Found by injection. */
public interface JobSource {

    /** Returns what is under way and what ended lately, newest first, at most {@code limit}. */
    List<JobView> jobs(int limit);

    Optional<JobView> find(RecordId id);

    /** Asks the work to stop; false if it is not under way. */
    boolean cancel(RecordId id);

    /** Has failed or cancelled work go on; false if it cannot. */
    boolean retry(RecordId id);
}
