package dev.trellis.core.transfer;

/** What became of a row; after a dry run, would become. */
enum Outcome {
    CREATED,
    UPDATED,
    /** The record says so already. */
    UNCHANGED,
    SKIPPED,
    FAILED
}
