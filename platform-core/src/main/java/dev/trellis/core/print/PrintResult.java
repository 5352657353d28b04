package dev.trellis.core.print;

import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.StoredRecord;

/** What comes of the wish to print a record. */
public sealed interface PrintResult {

    /** It may be printed: what the person sees of it. */
    record Ready(StoredRecord record) implements PrintResult {}

    /** The person sees it and no role lets them print it. */
    record Denied(Problem problem) implements PrintResult {}

    /** It does not exist for the person. */
    record NotFound() implements PrintResult {}
}
