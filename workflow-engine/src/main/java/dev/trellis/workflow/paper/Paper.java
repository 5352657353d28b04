package dev.trellis.workflow.paper;

import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.StoredRecord;
import java.time.Instant;

/** What comes of the wish to read the paper of a request. */
public sealed interface Paper {

    /**
     * The record as it was when the request ended, with the fields that the reader may see today.
     *
     * @param state how the request ended, as a word
     */
    record Ready(StoredRecord record, String state, Instant at) implements Paper {}

    /** The reader sees the record and no role lets them print it. */
    record Denied(Problem problem) implements Paper {}

    /** There is none, or the record does not exist for the reader. */
    record NotFound() implements Paper {}
}
