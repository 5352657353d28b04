package dev.trellis.core.schema;

import dev.trellis.core.field.ColumnType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the tables as they are with what the metadata need and lists the steps between. Pure. Tables only grow: a
 * dropped field or entity keeps its columns and values, so that a revert finds them again.
 */
public final class SchemaPlanner {

    private SchemaPlanner() {}

    /**
     * What is to be done.
     *
     * @param steps in order
     * @param problems why the tables cannot follow; with any of them nothing must be run
     */
    public record Plan(List<SchemaChange> steps, List<Problem> problems) {
        public Plan {
            steps = List.copyOf(steps);
            problems = List.copyOf(problems);
        }
    }

    /** Plans from what the database holds now, whatever was planned or half done before. */
    public static Plan plan(Catalogue catalogue, Metadata target) {
        var creations = new ArrayList<SchemaChange>();
        var columns = new ArrayList<SchemaChange>();
        var drops = new ArrayList<SchemaChange>();
        var additions = new ArrayList<SchemaChange>();
        var problems = new ArrayList<Problem>();
        for (var entity : target.entities()) {
            var name = PhysicalNames.table(entity);
            var indexes = Indexes.wanted(entity, target);
            var existing = catalogue.table(name);
            if (existing.isEmpty()) {
                creations.add(new SchemaChange.CreateTable(name, SystemColumn.of(entity), wanted(entity), indexes));
                continue;
            }
            var table = existing.get();
            columns.addAll(columns(name, table, entity, problems));
            for (var index : table.indexes().values()) {
                if (!indexes.contains(index)) {
                    drops.add(new SchemaChange.DropIndex(name, index.name()));
                }
            }
            for (var index : indexes) {
                if (!index.equals(table.indexes().get(index.name()))) {
                    additions.add(new SchemaChange.AddIndex(name, index));
                }
            }
        }
        var steps = new ArrayList<>(creations);
        steps.addAll(columns);
        steps.addAll(drops);
        steps.addAll(additions);
        return new Plan(steps, problems);
    }

    private static List<SchemaChange> columns(
            SqlName name, Catalogue.Table table, EntityDefinition entity, List<Problem> problems) {
        var missing = new LinkedHashMap<SqlName, ColumnType>();
        var changes = new ArrayList<SchemaChange>();
        SystemColumn.of(entity).stream()
                .filter(column -> table.column(column.name()).isEmpty())
                .forEach(column -> missing.put(column.name(), column.type()));
        for (var field : entity.fields()) {
            var names = PhysicalNames.columns(field);
            var types = StoragePlanner.columnTypes(field);
            for (int i = 0; i < names.size(); i++) {
                var column = names.get(i);
                var wanted = types.get(i);
                var there = table.column(column);
                if (there.isEmpty()) {
                    missing.put(column, wanted);
                    continue;
                }
                switch (ColumnSql.widening(there.get(), wanted)) {
                    case NONE -> {}
                    case INPLACE, COPY -> changes.add(new SchemaChange.WidenColumn(name, column, there.get(), wanted));
                    case IMPOSSIBLE -> problems.add(otherStorage(entity, field));
                }
            }
        }
        if (!missing.isEmpty()) {
            changes.addFirst(new SchemaChange.AddColumns(name, missing));
        }
        return changes;
    }

    private static Problem otherStorage(EntityDefinition entity, FieldDefinition field) {
        return Problem.at(entity.key() + "/fields/" + field.id() + "/type", SchemaProblem.OTHER_STORAGE)
                .with("entity", entity.label())
                .with("field", field.label())
                .with("type", field.type().key());
    }

    private static Map<SqlName, ColumnType> wanted(EntityDefinition entity) {
        var columns = new LinkedHashMap<SqlName, ColumnType>();
        for (var field : entity.fields()) {
            var names = PhysicalNames.columns(field);
            var types = StoragePlanner.columnTypes(field);
            for (int i = 0; i < names.size(); i++) {
                columns.put(names.get(i), types.get(i));
            }
        }
        return columns;
    }
}
