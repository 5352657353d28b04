package dev.trellis.workflow.call;

import dev.trellis.core.field.RecordId;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a flow asks.
 *
 * @param key the same for every try of one arrival at a node
 * @param instance the request
 * @param entity of the record
 * @param recipients the users a message goes to; may be empty
 * @param inputs the values of the node's expressions by name
 */
public record CallRequest(
        RecordId key,
        RecordId instance,
        String approval,
        String entity,
        RecordId record,
        List<RecordId> recipients,
        Map<String, @Nullable Object> inputs) {

    public CallRequest(
            RecordId key,
            RecordId instance,
            String approval,
            String entity,
            RecordId record,
            List<RecordId> recipients,
            Map<String, @Nullable Object> inputs) {
        this.key = key;
        this.instance = instance;
        this.approval = approval;
        this.entity = entity;
        this.record = record;
        this.recipients = List.copyOf(recipients);
        this.inputs = Collections.unmodifiableMap(new HashMap<>(inputs));
    }
}
