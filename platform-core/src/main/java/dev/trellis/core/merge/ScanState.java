package dev.trellis.core.merge;

import java.time.Instant;

/**
 * How looking for duplicates among all records of an entity stands.
 *
 * @param found pairs found by all rules
 */
public record ScanState(Instant begun, boolean isRunning, long found) {}
