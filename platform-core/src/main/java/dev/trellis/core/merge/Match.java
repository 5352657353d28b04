package dev.trellis.core.merge;

import dev.trellis.core.metadata.DuplicateDefinition;
import dev.trellis.core.record.StoredRecord;

/**
 * A record that is there already and that the one who asks may see.
 *
 * @param title as people call the record
 */
public record Match(DuplicateDefinition rule, StoredRecord record, String title) {}
