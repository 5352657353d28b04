package dev.trellis.workflow.rule;

import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.record.StoredRecord;

/**
 * What a step works with.
 *
 * @param work the record that the step is about: that of the run, or inside a loop one that belongs to it
 * @param facts what the expressions of the step read
 */
record RuleScope(RuleDefinition rule, RuleWork work, StoredRecord record, RuleFacts facts, Metadata metadata) {

    String entity() {
        return work.entity();
    }
}
