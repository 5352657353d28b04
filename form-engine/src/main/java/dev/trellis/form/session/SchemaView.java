package dev.trellis.form.session;

import dev.trellis.core.expression.ExpressionSchema;
import dev.trellis.core.expression.MetadataSchema;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.record.VisibleSchema;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What names mean to expressions that are evaluated for one person: a hidden field does not exist. The place of a line
 * in its parent is no secret of any role.
 */
public final class SchemaView implements ExpressionSchema {

    private static final Set<String> STRUCTURE = Set.of(SystemFields.ID, SystemFields.PARENT, SystemFields.POSITION);

    private final VisibleSchema visible;
    private final MetadataSchema all;

    public SchemaView(VisibleSchema visible) {
        this.visible = visible;
        this.all = new MetadataSchema(visible.metadata());
    }

    @Override
    public Optional<SchemaField> field(String entity, String name) {
        return all.field(entity, name).filter(_ -> isVisible(entity, name));
    }

    @Override
    public Optional<SchemaField> labelled(String entity, String label) {
        return all.labelled(entity, label).filter(field -> isVisible(entity, field.id()));
    }

    @Override
    public Optional<SchemaField> recordDate(String entity) {
        return all.recordDate(entity).filter(date -> isVisible(entity, date.id()));
    }

    @Override
    public List<String> names(String entity) {
        return all.names(entity).stream()
                .filter(name -> isVisible(entity, name))
                .toList();
    }

    @Override
    public List<FunctionDefinition> functions() {
        return all.functions();
    }

    @Override
    public ZoneId zone() {
        return all.zone();
    }

    @Override
    public String currency() {
        return all.currency();
    }

    private boolean isVisible(String entity, String name) {
        return visible.entity(entity).isPresent()
                && (STRUCTURE.contains(name) || visible.field(entity, name).isPresent());
    }
}
