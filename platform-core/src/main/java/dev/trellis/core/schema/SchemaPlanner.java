package dev.trellis.core.schema;

import dev.trellis.core.field.ColumnType;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /** Returns the fields of an entity that have an index, or will have one with the next publish. */
    public static Set<String> indexed(EntityDefinition entity, Metadata metadata, TableLayout layout) {
        var indexed = new HashSet<>(Indexes.used(entity, metadata));
        entity.fields().stream()
                .filter(field -> layout.numberOf(entity, field) > 0)
                .map(FieldDefinition::id)
                .filter(field -> !entity.indexed().contains(field))
                .forEach(indexed::remove);
        entity.fields().stream()
                .filter(FieldDefinition::unique)
                .map(FieldDefinition::id)
                .forEach(indexed::add);
        return indexed;
    }

    /** Tells whether an index helps to find records by a field. */
    public static boolean mayBeIndexed(FieldDefinition field) {
        return Indexes.isIndexable(field) && !(field.type().valueType() instanceof ValueType.Bool);
    }

    /** Plans from what the database holds now, whatever was planned or half done before. */
    public static Plan plan(Catalogue catalogue, Metadata target) {
        var creations = new ArrayList<SchemaChange>();
        var columns = new ArrayList<SchemaChange>();
        var drops = new ArrayList<SchemaChange>();
        var additions = new ArrayList<SchemaChange>();
        var problems = new ArrayList<Problem>();
        var layout = new TableLayout(catalogue);
        for (var entity : target.entities()) {
            for (var wanted : tables(entity, layout.place(entity), target)) {
                var existing = catalogue.table(wanted.table());
                if (existing.isEmpty()) {
                    creations.add(new SchemaChange.CreateTable(
                            wanted.table(), wanted.system(), wanted.columns(), wanted.indexes(), wanted.key()));
                    continue;
                }
                var table = existing.get();
                columns.addAll(columns(wanted, table, entity, problems));
                for (var index : table.indexes().values()) {
                    if (!wanted.indexes().contains(index)) {
                        drops.add(new SchemaChange.DropIndex(wanted.table(), index.name()));
                    }
                }
                for (var index : wanted.indexes()) {
                    if (!index.equals(table.indexes().get(index.name()))) {
                        additions.add(new SchemaChange.AddIndex(wanted.table(), index));
                    }
                }
            }
        }
        var steps = new ArrayList<>(creations);
        steps.addAll(columns);
        steps.addAll(drops);
        steps.addAll(additions);
        return new Plan(steps, problems);
    }

    /**
     * A table as the metadata need it.
     *
     * @param owners which field each column belongs to
     */
    private record Wanted(
            SqlName table,
            List<SystemColumn> system,
            Map<SqlName, ColumnType> columns,
            Map<SqlName, FieldDefinition> owners,
            List<Catalogue.Index> indexes,
            List<SqlName> key) {}

    /** The first table of an entity, its extensions and those of its lists. */
    private static List<Wanted> tables(EntityDefinition entity, TableLayout.Placed placed, Metadata target) {
        var tables = new ArrayList<Wanted>();
        var living = new HashSet<>(entity.fields());
        var first = placed.in(0).stream().filter(living::contains).toList();
        var present = TableLayout.columns(first);
        SystemColumn.of(entity).forEach(column -> present.add(column.name()));
        tables.add(wanted(
                PhysicalNames.table(entity),
                SystemColumn.of(entity),
                first,
                Indexes.over(present, Indexes.wanted(entity, target)),
                PhysicalNames.column(SystemFields.ID)));
        for (int number : placed.extensions()) {
            var fields = placed.in(number).stream().filter(living::contains).toList();
            tables.add(wanted(
                    PhysicalNames.extension(entity.id(), number),
                    List.of(RECORD),
                    fields,
                    Indexes.ofExtension(entity, fields),
                    PhysicalNames.RECORD));
        }
        for (var field : entity.fields()) {
            if (field.type().storage() instanceof Storage.LinkTable(var parts)) {
                tables.add(elements(entity, field, parts));
            }
        }
        return tables;
    }

    private static final SystemColumn RECORD = new SystemColumn(PhysicalNames.RECORD, ColumnType.Plain.BIGINT, false);

    private static Wanted wanted(
            SqlName table,
            List<SystemColumn> system,
            List<FieldDefinition> fields,
            List<Catalogue.Index> indexes,
            SqlName key) {
        var columns = new LinkedHashMap<SqlName, ColumnType>();
        var owners = new LinkedHashMap<SqlName, FieldDefinition>();
        for (var field : fields) {
            var names = PhysicalNames.columns(field);
            var types = StoragePlanner.columnTypes(field);
            for (int i = 0; i < names.size(); i++) {
                columns.put(names.get(i), types.get(i));
                owners.put(names.get(i), field);
            }
        }
        return new Wanted(table, system, columns, owners, indexes, List.of(key));
    }

    private static Wanted elements(EntityDefinition entity, FieldDefinition field, List<Storage.Part> parts) {
        var columns = new LinkedHashMap<SqlName, ColumnType>();
        var owners = new LinkedHashMap<SqlName, FieldDefinition>();
        for (var part : parts) {
            columns.put(PhysicalNames.element(part), part.type());
            owners.put(PhysicalNames.element(part), field);
        }
        return new Wanted(
                PhysicalNames.links(entity.id(), field.id()),
                List.of(RECORD, new SystemColumn(PhysicalNames.ELEMENT, ColumnType.Plain.INT, false)),
                columns,
                owners,
                List.of(Indexes.ofElements(List.copyOf(columns.keySet()))),
                List.of(PhysicalNames.RECORD, PhysicalNames.ELEMENT));
    }

    private static List<SchemaChange> columns(
            Wanted wanted, Catalogue.Table table, EntityDefinition entity, List<Problem> problems) {
        var missing = new LinkedHashMap<SqlName, ColumnType>();
        var changes = new ArrayList<SchemaChange>();
        wanted.system().stream()
                .filter(column -> table.column(column.name()).isEmpty())
                .forEach(column -> missing.put(column.name(), column.type()));
        wanted.columns().forEach((column, type) -> {
            var there = table.column(column);
            if (there.isEmpty()) {
                missing.put(column, type);
                return;
            }
            switch (ColumnSql.widening(there.get(), type)) {
                case NONE -> {}
                case INPLACE, COPY ->
                    changes.add(new SchemaChange.WidenColumn(wanted.table(), column, there.get(), type));
                case IMPOSSIBLE ->
                    problems.add(otherStorage(entity, wanted.owners().get(column)));
            }
        });
        if (!missing.isEmpty()) {
            changes.addFirst(new SchemaChange.AddColumns(wanted.table(), missing));
        }
        return changes;
    }

    private static Problem otherStorage(EntityDefinition entity, @Nullable FieldDefinition field) {
        if (field == null) {
            throw new IllegalStateException("A column of " + entity.id() + " belongs to no field");
        }
        return Problem.at(entity.key() + "/fields/" + field.id() + "/type", SchemaProblem.OTHER_STORAGE)
                .with("entity", entity.label())
                .with("field", field.label())
                .with("type", field.type().key());
    }
}
