package dev.trellis.core.merge;

import dev.trellis.core.metadata.DuplicateDefinition;
import dev.trellis.core.record.StoredRecord;

/** Two records that a rule holds for the same, both visible to the one who asks. */
public record DuplicatePair(DuplicateDefinition rule, StoredRecord one, StoredRecord other) {}
