package dev.trellis.core.schema;

import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which table of an entity each field stands: 0 is the first, higher numbers are extension tables. A field that has
 * columns stays where they are; a new one goes to the first table with room. What joins, indexes and unique rules need
 * stays in the first.
 *
 * @param catalogue the tables as they are
 */
public record TableLayout(Catalogue catalogue) {

    /** More would make every read of a record a join of too many tables. */
    public static final int MOST = 30;

    public static final TableLayout NARROW = new TableLayout(Catalogue.EMPTY);

    /** The fields of one entity by the number of their table. */
    public record Placed(Map<FieldDefinition, Integer> tables, List<FieldDefinition> unplaced) {
        public Placed {
            tables = new LinkedHashMap<>(tables);
            unplaced = List.copyOf(unplaced);
        }

        /** The numbers of the extension tables in use. */
        public List<Integer> extensions() {
            return tables.values().stream()
                    .filter(number -> number > 0)
                    .distinct()
                    .sorted()
                    .toList();
        }

        public List<FieldDefinition> in(int number) {
            return tables.entrySet().stream()
                    .filter(placed -> placed.getValue() == number)
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    /** Returns the extension table that holds a field, 0 for the first table. */
    public int numberOf(EntityDefinition entity, FieldDefinition field) {
        var columns = PhysicalNames.columns(field);
        if (columns.isEmpty()) {
            return 0;
        }
        for (int number = 1; number <= MOST; number++) {
            if (has(PhysicalNames.extension(entity.id(), number), columns)) {
                return number;
            }
        }
        return 0;
    }

    private boolean has(SqlName table, List<SqlName> columns) {
        return catalogue
                .table(table)
                .filter(found -> found.columns().keySet().contains(columns.getFirst()))
                .isPresent();
    }

    /** Finds a table for every field. */
    public Placed place(EntityDefinition entity) {
        var placed = new LinkedHashMap<FieldDefinition, Integer>();
        var rooms = new ArrayList<StoragePlanner.Row>();
        rooms.add(StoragePlanner.Row.of(entity));
        for (int number = 1; number <= MOST; number++) {
            rooms.add(StoragePlanner.Row.ofExtension());
        }
        var open = new ArrayList<FieldDefinition>();
        var seen = new HashSet<SqlName>();
        for (var field : fields(entity)) {
            var columns = PhysicalNames.columns(field);
            if (columns.isEmpty() || !seen.addAll(columns)) {
                continue;
            }
            int there = existing(entity, columns);
            if (there >= 0) {
                rooms.get(there).add(field);
                placed.put(field, there);
            } else {
                open.add(field);
            }
        }
        var unplaced = new ArrayList<FieldDefinition>();
        open.stream().filter(field -> isAnchored(entity, field)).forEach(field -> {
            rooms.getFirst().add(field);
            placed.put(field, 0);
            if (!rooms.getFirst().budget().fits()) {
                unplaced.add(field);
            }
        });
        for (var field : open) {
            if (!isAnchored(entity, field)) {
                int number = 0;
                while (number < rooms.size() && !rooms.get(number).hasRoomFor(field)) {
                    number++;
                }
                if (number == rooms.size()) {
                    unplaced.add(field);
                } else {
                    rooms.get(number).add(field);
                    placed.put(field, number);
                }
            }
        }
        return new Placed(placed, unplaced);
    }

    private int existing(EntityDefinition entity, List<SqlName> columns) {
        if (has(PhysicalNames.table(entity), columns)) {
            return 0;
        }
        for (int number = 1; number <= MOST; number++) {
            if (has(PhysicalNames.extension(entity.id(), number), columns)) {
                return number;
            }
        }
        return -1;
    }

    /** Dropped fields come first: they are there already or will never be. */
    private static List<FieldDefinition> fields(EntityDefinition entity) {
        var all = new ArrayList<>(entity.retired());
        all.addAll(entity.fields());
        return all;
    }

    private static boolean isAnchored(EntityDefinition entity, FieldDefinition field) {
        return field.unique()
                || field.id().equals(entity.title())
                || field.type().valueType() instanceof dev.trellis.core.field.ValueType.Ref;
    }

    /** The columns that a table holds or will hold. */
    static Set<SqlName> columns(List<FieldDefinition> fields) {
        var columns = new HashSet<SqlName>();
        fields.forEach(field -> columns.addAll(PhysicalNames.columns(field)));
        return columns;
    }
}
