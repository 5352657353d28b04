package dev.trellis.workflow.condition;

import dev.trellis.core.expression.ExpressionRow;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.record.StoredRecord;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record as expressions read it; what its lookups lead to is read when it is asked for. */
record StoredRow(RecordExpressions reader, Metadata metadata, StoredRecord record) implements ExpressionRow {

    @Override
    public @Nullable Object value(String field) {
        return switch (field) {
            case SystemFields.ID -> record.id();
            case SystemFields.VERSION -> BigDecimal.valueOf(record.version());
            default -> record.value(field);
        };
    }

    @Override
    public Optional<ExpressionRow> related(String lookupField) {
        if (!(value(lookupField) instanceof RecordId id)) {
            return Optional.empty();
        }
        return target(lookupField)
                .flatMap(target -> reader.find(target, id))
                .map(found -> new StoredRow(reader, metadata, found));
    }

    @Override
    public List<ExpressionRow> rows(String childrenField) {
        return record.lines(childrenField).stream()
                .<ExpressionRow>map(line -> new StoredRow(reader, metadata, line))
                .toList();
    }

    private Optional<String> target(String field) {
        return switch (field) {
            case SystemFields.OWNER, SystemFields.CREATED_BY, SystemFields.CHANGED_BY -> Optional.of("user");
            case SystemFields.DEPARTMENT -> Optional.of("department");
            case SystemFields.PARENT -> metadata.entity(record.entity()).map(EntityDefinition::ownedBy);
            default ->
                metadata.entity(record.entity())
                        .flatMap(found -> found.field(field))
                        .flatMap(found -> found.type().valueType() instanceof ValueType.Ref(var target)
                                ? Optional.of(target)
                                : Optional.empty());
        };
    }
}
