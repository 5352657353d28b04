package dev.trellis.core.access;

import dev.trellis.core.field.RecordId;
import org.jspecify.annotations.Nullable;

/** One record, as far as it matters to who reaches it. */
public interface Candidate {

    @Nullable
    RecordId owner();

    @Nullable
    RecordId department();

    boolean isShared(Shared shared);

    boolean holds(Criterion criterion);

    /** A record of which only owner and department are known: nothing is shared and no criterion holds. */
    static Candidate of(@Nullable RecordId owner, @Nullable RecordId department) {
        return new Plain(owner, department);
    }

    /** See {@link #of}. */
    record Plain(@Nullable RecordId owner, @Nullable RecordId department) implements Candidate {

        @Override
        public boolean isShared(Shared shared) {
            return false;
        }

        @Override
        public boolean holds(Criterion criterion) {
            return false;
        }
    }
}
