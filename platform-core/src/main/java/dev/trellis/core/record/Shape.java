package dev.trellis.core.record;

import dev.trellis.core.field.FieldContext;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.schema.PhysicalNames;
import dev.trellis.core.schema.SqlName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the records of one entity are stored; made once per snapshot. */
final class Shape {

    private final EntityDefinition entity;
    private final SqlName table;
    private final Map<String, FieldShape> fields;
    private final List<FieldShape> stored;
    private final List<FieldShape> designed;
    private final List<FieldShape> lines;

    private Shape(EntityDefinition entity, Map<String, FieldShape> fields) {
        this.entity = entity;
        this.table = PhysicalNames.table(entity);
        this.fields = Collections.unmodifiableMap(fields);
        this.stored = fields.values().stream().filter(FieldShape::isStored).toList();
        this.designed =
                fields.values().stream().filter(field -> !field.isSystem()).toList();
        this.lines =
                designed.stream().filter(field -> field.lines().isPresent()).toList();
    }

    static Shape of(EntityDefinition entity, FieldContext context) {
        var fields = new LinkedHashMap<String, FieldShape>();
        SystemFieldDefinitions.stored(entity, context)
                .forEach(field -> fields.put(field.id(), FieldShape.of(field, true)));
        entity.fields().forEach(field -> fields.put(field.id(), FieldShape.of(field, false)));
        return new Shape(entity, fields);
    }

    EntityDefinition entity() {
        return entity;
    }

    String id() {
        return entity.id();
    }

    SqlName table() {
        return table;
    }

    /** Whether the records are line items of others. */
    boolean isOwned() {
        return entity.ownedBy() != null;
    }

    Optional<FieldShape> field(String id) {
        return Optional.ofNullable(fields.get(id));
    }

    FieldShape known(String id) {
        var field = fields.get(id);
        if (field == null) {
            throw new IllegalArgumentException("No field " + id + " in " + entity.id());
        }
        return field;
    }

    /** The fields that have columns, system fields first. */
    List<FieldShape> stored() {
        return stored;
    }

    List<FieldShape> designed() {
        return designed;
    }

    /** The line-items fields. */
    List<FieldShape> lines() {
        return lines;
    }

    /** The field whose text names a record; the id where the designer named none that is stored. */
    FieldShape title() {
        var title = fields.get(entity.title());
        return title != null && title.isStored() ? title : known(SystemFields.ID);
    }

    boolean hasUnique() {
        return designed.stream().anyMatch(field -> field.definition().unique() && field.isStored());
    }

    /** Reads a field out of the columns of {@link #stored()}, beginning at {@code at}. */
    static @Nullable Object read(FieldShape field, @Nullable Object[] columns, int at) {
        int count = field.columns().size();
        var parts = new ArrayList<@Nullable Object>(count);
        for (int i = 0; i < count; i++) {
            parts.add(columns[at + i]);
        }
        return field.codec().fromColumns(parts);
    }
}
