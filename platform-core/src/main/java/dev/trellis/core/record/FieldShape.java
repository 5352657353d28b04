package dev.trellis.core.record;

import dev.trellis.core.field.Origin;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.schema.PhysicalNames;
import dev.trellis.core.schema.SqlName;
import java.util.List;
import java.util.Optional;

/** One field of an entity, designed or of the system, with the columns that hold it; none for line items. */
record FieldShape(FieldDefinition definition, List<SqlName> columns, boolean isSystem) {

    static FieldShape of(FieldDefinition definition, boolean isSystem) {
        return new FieldShape(definition, PhysicalNames.columns(definition), isSystem);
    }

    String id() {
        return definition.id();
    }

    ValueCodec codec() {
        return definition.type().codec();
    }

    /** The entity that a reference leads to. */
    Optional<String> target() {
        return definition.type().valueType() instanceof ValueType.Ref(var entity)
                ? Optional.of(entity)
                : Optional.empty();
    }

    /** The entity of the line items. */
    Optional<String> lines() {
        return definition.type().storage() instanceof Storage.ChildTable(var entity)
                ? Optional.of(entity)
                : Optional.empty();
    }

    boolean isStored() {
        return !columns.isEmpty();
    }

    /** Tells whether nobody but the platform writes it. */
    boolean isComputed() {
        return definition.type().isComputed();
    }

    Optional<Origin.Numbering> numbering() {
        return definition.type().origin() instanceof Origin.Numbering numbering
                ? Optional.of(numbering)
                : Optional.empty();
    }
}
