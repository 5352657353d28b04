package dev.trellis.workflow.paper;

import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.record.StoredRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A record as JSON: each field's value and, for references, what it was called. */
public final class RecordContent {

    private RecordContent() {}

    /** @param kept which fields are written */
    public static ObjectNode write(Metadata metadata, StoredRecord record, Predicate<FieldDefinition> kept) {
        var json = JsonNodeFactory.instance.objectNode();
        metadata.entity(record.entity()).map(EntityDefinition::fields).orElse(List.of()).stream()
                .filter(field -> record.values().containsKey(field.id()) && kept.test(field))
                .forEach(field -> {
                    var one = json.putObject(field.id());
                    if (isLines(record, field)) {
                        var lines = one.putArray("value");
                        record.lines(field.id()).forEach(line -> lines.add(write(metadata, line, kept)));
                    } else {
                        one.set("value", field.type().codec().toJson(record.value(field.id())));
                    }
                    Optional.ofNullable(record.labels().get(field.id())).ifPresent(label -> one.put("label", label));
                });
        return json;
    }

    private static boolean isLines(StoredRecord record, FieldDefinition field) {
        return record.value(field.id()) instanceof List<?> list
                && list.stream().allMatch(StoredRecord.class::isInstance);
    }
}
