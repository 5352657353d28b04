package dev.trellis.core.record;

import dev.trellis.core.field.FieldContext;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.types.DateTimeType;
import dev.trellis.core.field.types.DepartmentType;
import dev.trellis.core.field.types.IntegerType;
import dev.trellis.core.field.types.LookupType;
import dev.trellis.core.field.types.UserType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.name.Label;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The system fields as field definitions, so that lists, filters and forms treat them like any other field. */
public final class SystemFieldDefinitions {

    private static final FieldType INSTANT = new DateTimeType(null);
    private static final FieldType NUMBER = new IntegerType(null, null);

    private SystemFieldDefinitions() {}

    /** Everything kept in columns, the inner workings included. */
    static List<FieldDefinition> stored(EntityDefinition entity, FieldContext context) {
        var fields = new ArrayList<>(visible(entity, context));
        fields.add(field(SystemFields.LOCK, "Lock", "锁定", new LookupType(entity.id())));
        fields.add(field(SystemFields.DELETED_AT, "Deleted at", "删除时间", INSTANT));
        return bound(fields, context);
    }

    /** What people may read, filter and sort. */
    public static List<FieldDefinition> visible(EntityDefinition entity, FieldContext context) {
        var fields = new ArrayList<FieldDefinition>();
        fields.add(field(SystemFields.ID, "ID", "编号", new LookupType(entity.id())));
        fields.add(field(SystemFields.VERSION, "Version", "版本", NUMBER));
        var owner = entity.ownedBy();
        if (owner == null) {
            fields.add(field(SystemFields.OWNER, "Owner", "负责人", new UserType()));
            fields.add(field(SystemFields.DEPARTMENT, "Department", "所属部门", new DepartmentType()));
        } else {
            fields.add(field(SystemFields.PARENT, "Belongs to", "所属单据", new LookupType(owner)));
            fields.add(field(SystemFields.POSITION, "Position", "行号", NUMBER));
        }
        fields.add(field(SystemFields.CREATED_AT, "Created at", "创建时间", INSTANT));
        fields.add(field(SystemFields.CREATED_BY, "Created by", "创建人", new UserType()));
        fields.add(field(SystemFields.CHANGED_AT, "Changed at", "修改时间", INSTANT));
        fields.add(field(SystemFields.CHANGED_BY, "Changed by", "修改人", new UserType()));
        return bound(fields, context);
    }

    private static List<FieldDefinition> bound(List<FieldDefinition> fields, FieldContext context) {
        return fields.stream()
                .map(field -> field.withType(field.type().bind(context)))
                .toList();
    }

    private static FieldDefinition field(String id, String english, String chinese, FieldType type) {
        @Nullable String noDefault = null;
        return new FieldDefinition(id, Label.of(english, chinese), Label.EMPTY, type, false, false, noDefault);
    }
}
