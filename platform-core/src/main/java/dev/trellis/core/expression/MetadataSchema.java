package dev.trellis.core.expression;

import dev.trellis.core.field.ColumnType;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.name.Label;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything a snapshot holds: for formulas, defaults and rules, which no person's rights narrow. */
public final class MetadataSchema implements ExpressionSchema {

    private final Metadata metadata;

    public MetadataSchema(Metadata metadata) {
        this.metadata = metadata;
    }

    @Override
    public Optional<SchemaField> field(String entity, String name) {
        return metadata.entity(entity)
                .flatMap(found -> found.field(name)
                        .map(MetadataSchema::schemaField)
                        .or(() ->
                                Optional.ofNullable(systemType(found, name)).map(type -> new SchemaField(name, type))));
    }

    @Override
    public Optional<SchemaField> labelled(String entity, String label) {
        return metadata.entity(entity)
                .flatMap(found -> found.fields().stream()
                        .filter(field -> field.label().texts().values().stream().anyMatch(label::equalsIgnoreCase))
                        .findFirst()
                        .map(MetadataSchema::schemaField)
                        .or(() -> field(entity, label)));
    }

    @Override
    public Optional<SchemaField> recordDate(String entity) {
        return metadata.entity(entity)
                .flatMap(found -> Optional.ofNullable(found.recordDate()))
                .flatMap(date -> field(entity, date));
    }

    @Override
    public List<String> names(String entity) {
        var names = new ArrayList<String>();
        metadata.entity(entity).ifPresent(found -> {
            found.fields().forEach(field -> names.add(field.id()));
            SystemFields.ALL.stream()
                    .filter(name -> systemType(found, name) != null)
                    .forEach(names::add);
        });
        return names;
    }

    @Override
    public Label label(String entity) {
        return metadata.entity(entity).map(EntityDefinition::label).orElseGet(() -> Label.of(entity, entity));
    }

    @Override
    public List<FunctionDefinition> functions() {
        return metadata.functions();
    }

    @Override
    public ZoneId zone() {
        return metadata.zone();
    }

    @Override
    public String currency() {
        return metadata.workspace().currency();
    }

    private static SchemaField schemaField(FieldDefinition field) {
        return new SchemaField(field.id(), field.type().valueType(), digits(field.type()));
    }

    private static int digits(FieldType type) {
        var column = switch (type.storage()) {
            case Storage.OneColumn(var only) -> only;
            case Storage.Columns(var parts) -> parts.getFirst().type();
            case Storage.None _, Storage.ChildTable _, Storage.LinkTable _, Storage.Tree _ ->
                ColumnType.Plain.MEDIUMTEXT;
        };
        return column instanceof ColumnType.Decimal(var precision, var scale)
                ? Math.min(precision - scale, FixedPoint.DIGITS)
                : FixedPoint.DIGITS;
    }

    private static @Nullable ValueType systemType(EntityDefinition entity, String name) {
        var owner = entity.ownedBy();
        return switch (name) {
            case SystemFields.ID -> new ValueType.Ref(entity.id());
            case SystemFields.VERSION -> ValueType.NUMBER;
            case SystemFields.CREATED_AT, SystemFields.CHANGED_AT -> ValueType.DATE_TIME;
            case SystemFields.CREATED_BY, SystemFields.CHANGED_BY -> new ValueType.Ref(USER);
            case SystemFields.OWNER -> owner == null ? new ValueType.Ref(USER) : null;
            case SystemFields.DEPARTMENT -> owner == null ? new ValueType.Ref("department") : null;
            case SystemFields.PARENT -> owner == null ? null : new ValueType.Ref(owner);
            case SystemFields.POSITION -> owner == null ? null : ValueType.NUMBER;
            default -> null;
        };
    }
}
