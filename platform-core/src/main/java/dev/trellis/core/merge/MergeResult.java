package dev.trellis.core.merge;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.SaveResult;
import java.util.List;

/** The outcome of a merge or of undoing one; where it is none of the first two, nothing was written. */
public sealed interface MergeResult {

    /** @param moved how many references lead to the survivor now */
    record Merged(RecordId merge, RecordId survivor, int version, int moved) implements MergeResult {}

    /**
     * The other record is back.
     *
     * @param kept the fields of the survivor that were changed after the merge and therefore stay
     * @param left how many references lead elsewhere by now and stay
     */
    record Undone(RecordId survivor, RecordId other, List<String> kept, int left) implements MergeResult {
        public Undone {
            kept = List.copyOf(kept);
        }
    }

    /** Rules of merging refuse it. */
    record Refused(List<Problem> problems) implements MergeResult {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** The gate refuses a part of it. */
    record NotSaved(SaveResult reason) implements MergeResult {}
}
