package dev.trellis.core.schema;

import dev.trellis.core.field.ColumnType;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.ListDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.metadata.SystemFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which indexes the table of an entity has: what rights, lists, references and unique fields ask for. */
final class Indexes {

    /** InnoDB allows 64 beside the primary key; a few stay free. */
    static final int MOST = 60;

    private static final int KEY_BYTES = 3072;
    private static final int MARKER_BYTES = 2;

    private Indexes() {}

    static List<Catalogue.Index> wanted(EntityDefinition entity, Metadata metadata) {
        var wanted = new LinkedHashMap<SqlName, Catalogue.Index>();
        if (entity.ownedBy() == null) {
            add(wanted, plain("owner", List.of(PhysicalNames.column(SystemFields.OWNER))));
            add(wanted, plain("department", List.of(PhysicalNames.column(SystemFields.DEPARTMENT))));
            // What somebody worked on last, newest first; what is in the recycle bin.
            add(
                    wanted,
                    plain(
                            "changed",
                            columns(SystemFields.CHANGED_BY, SystemFields.DELETED_AT, SystemFields.CHANGED_AT)));
            add(wanted, plain("deleted", columns(SystemFields.DELETED_AT)));
        } else {
            add(
                    wanted,
                    plain(
                            "parent",
                            List.of(
                                    PhysicalNames.column(SystemFields.PARENT),
                                    PhysicalNames.column(SystemFields.POSITION))));
        }
        entity.fields().stream()
                .filter(FieldDefinition::unique)
                .filter(Indexes::mayBeUnique)
                .forEach(field -> add(wanted, unique(field)));
        entity.fields().stream()
                .filter(field -> field.type().storage() instanceof dev.trellis.core.field.Storage.Tree)
                .forEach(field -> add(wanted, plain(field.id() + "__path", List.of(PhysicalNames.path(field.id())))));
        var used = used(entity, metadata);
        entity.fields().stream()
                .filter(field -> used.contains(field.id()) && isIndexable(field))
                .forEach(field -> {
                    // What an amount is worth is asked for, never its number.
                    if (field.type().worth().isEmpty()) {
                        add(
                                wanted,
                                plain(field.id(), PhysicalNames.columns(field).subList(0, 1)));
                    }
                    field.type()
                            .orderedBy()
                            .map(part -> PhysicalNames.column(field.id(), part))
                            .ifPresent(key -> add(wanted, plain(key.text(), List.of(key))));
                });
        return List.copyOf(wanted.values());
    }

    /** The indexes of a further table: those that were asked for. Orders of lists have no use for one there. */
    static List<Catalogue.Index> ofExtension(EntityDefinition entity, List<FieldDefinition> fields) {
        return fields.stream()
                .filter(field -> entity.indexed().contains(field.id()) && isIndexable(field))
                .map(field -> plain(field.id(), PhysicalNames.columns(field).subList(0, 1)))
                .limit(MOST)
                .toList();
    }

    /** Tells whether an index can keep the values of a field unique. */
    static boolean mayBeUnique(FieldDefinition field) {
        var types = StoragePlanner.columnTypes(field);
        return !types.isEmpty()
                && !types.contains(ColumnType.Plain.MEDIUMTEXT)
                && types.stream().mapToInt(ColumnSql::definitionBytes).sum() + MARKER_BYTES <= KEY_BYTES;
    }

    static boolean isIndexable(FieldDefinition field) {
        var types = StoragePlanner.columnTypes(field);
        return !types.isEmpty()
                && types.getFirst() != ColumnType.Plain.MEDIUMTEXT
                && ColumnSql.definitionBytes(types.getFirst()) <= KEY_BYTES;
    }

    /**
     * The fields by which records are found: the title, references, what lists sort or show as options, and by what rules
     * look for records: the dates that they wait for, and the key of calls from outside.
     */
    static Set<String> used(EntityDefinition entity, Metadata metadata) {
        var used = new HashSet<String>();
        used.add(entity.title());
        used.addAll(entity.indexed());
        for (var field : entity.fields()) {
            if (field.type().valueType() instanceof ValueType.Ref) {
                used.add(field.id());
            }
        }
        metadata.all(RuleDefinition.class).stream()
                .filter(rule -> rule.entity().equals(entity.id()))
                .flatMap(rule -> rule.triggers().stream())
                .flatMap(trigger -> Stream.concat(Stream.ofNullable(trigger.date()), Stream.ofNullable(trigger.key())))
                .forEach(used::add);
        for (var list : metadata.lists(entity.id())) {
            list.sort().stream().map(ListDefinition.SortKey::path).forEach(used::add);
            list.columns().stream()
                    .filter(column -> entity.field(column)
                            .filter(field -> field.type().valueType() instanceof ValueType.Option)
                            .isPresent())
                    .forEach(used::add);
        }
        return used;
    }

    private static List<SqlName> columns(String... fields) {
        return Stream.of(fields).map(PhysicalNames::column).toList();
    }

    private static Catalogue.Index plain(String name, List<SqlName> columns) {
        return new Catalogue.Index(new SqlName("i_" + name), columns, false);
    }

    private static Catalogue.Index unique(FieldDefinition field) {
        var columns = new ArrayList<>(PhysicalNames.columns(field));
        field.type().worth().ifPresent(part -> columns.remove(PhysicalNames.column(field.id(), part)));
        columns.add(PhysicalNames.LIVE);
        return new Catalogue.Index(new SqlName("u_" + field.id()), columns, true);
    }

    /** The indexes that columns of a table can serve. */
    static List<Catalogue.Index> over(Set<SqlName> columns, List<Catalogue.Index> wanted) {
        return wanted.stream()
                .filter(index -> columns.containsAll(index.columns()))
                .limit(MOST)
                .toList();
    }

    /** Finds records by an element of a list. */
    static Catalogue.Index ofElements(List<SqlName> columns) {
        return plain("value", List.of(columns.getFirst(), PhysicalNames.RECORD));
    }

    private static void add(Map<SqlName, Catalogue.Index> indexes, Catalogue.Index index) {
        indexes.put(index.name(), index);
    }
}
