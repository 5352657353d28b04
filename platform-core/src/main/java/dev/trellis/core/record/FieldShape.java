package dev.trellis.core.record;

import dev.trellis.core.field.ColumnType;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.FieldPart;
import dev.trellis.core.field.Origin;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.schema.PhysicalNames;
import dev.trellis.core.schema.SqlName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One field of an entity, designed or of the system, with the columns that hold it; none for line items and lists.
 *
 * @param links where the elements of a list are kept, or null
 * @param extension the number of the extension table that holds the columns, 0 for the first table
 * @param seal how values are sealed, or null
 */
record FieldShape(
        FieldDefinition definition,
        List<SqlName> columns,
        boolean isSystem,
        @Nullable LinkRows links,
        int extension,
        @Nullable Seal seal) {

    /** Shapes are keys in every save, and their definitions are large. */
    @Override
    public int hashCode() {
        return definition.id().hashCode();
    }

    /** Seals what a column holds, and opens it again. */
    interface Seal {
        String close(String text);

        String open(String sealed);
    }

    static FieldShape of(String entity, FieldDefinition definition, boolean isSystem, int extension, Seal seal) {
        var type = definition.type();
        var columns = type.storage() instanceof Storage.Tree
                ? List.of(PhysicalNames.column(definition.id()))
                : PhysicalNames.columns(definition);
        return new FieldShape(
                definition,
                columns,
                isSystem,
                LinkRows.of(entity, definition),
                extension,
                type.isSealed() ? seal : null);
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

    /** The entity to which the elements of a list refer. */
    Optional<String> listed() {
        return definition.type().files().isEmpty()
                        && definition.type().valueType() instanceof ValueType.ListOf(var element)
                        && element instanceof ValueType.Composite composite
                        && composite.first() instanceof ValueType.Ref(var entity)
                ? Optional.of(entity)
                : Optional.empty();
    }

    /** The records to which a value refers, with the entity that they are of. */
    Stream<RecordId> references(@Nullable Object value) {
        return switch (value) {
            case RecordId id -> Stream.of(id);
            case List<?> list ->
                list.stream()
                        .filter(Composite.class::isInstance)
                        .flatMap(element ->
                                ((Composite) element).parts().values().stream().limit(1))
                        .filter(RecordId.class::isInstance)
                        .map(RecordId.class::cast);
            case null, default -> Stream.empty();
        };
    }

    /** The entity of the line items. */
    Optional<String> lines() {
        return definition.type().storage() instanceof Storage.ChildTable(var entity)
                ? Optional.of(entity)
                : Optional.empty();
    }

    /** Tells whether it is a hierarchy, whose way down the platform keeps. */
    boolean isTree() {
        return definition.type().storage() instanceof Storage.Tree;
    }

    boolean isStored() {
        return !columns.isEmpty() || links != null;
    }

    /** Tells whether one readable column stands for the value: to sort, group and name by. */
    boolean isPlain() {
        return !columns.isEmpty()
                && seal == null
                && !(definition.type().valueType() instanceof ValueType.Composite)
                && !(definition.type().valueType() instanceof ValueType.Opaque);
    }

    /** The column by which records are put in order. */
    SqlName order() {
        return definition
                .type()
                .orderedBy()
                .map(part -> PhysicalNames.column(id(), part))
                .orElseGet(columns::getFirst);
    }

    /** The column of what an amount is worth in the workspace's currency. */
    Optional<SqlName> worth() {
        return definition.type().worth().map(part -> PhysicalNames.column(id(), part));
    }

    /** How many places a row of a statement gives to it. */
    int width() {
        return links != null ? 1 : columns.size();
    }

    /** Returns what the columns are to hold. */
    List<@Nullable Object> written(@Nullable Object value) {
        var written = codec().toColumns(value);
        var sealing = seal;
        if (sealing == null) {
            return written;
        }
        return Collections.singletonList(
                written.getFirst() instanceof String text ? sealing.close(text) : written.getFirst());
    }

    /** Reads the value out of the places of a row that begin at {@code at}. */
    @Nullable
    Object read(@Nullable Object[] row, int at) {
        if (links != null) {
            return codec().fromRows(LinkRows.read(row[at]));
        }
        var parts = new ArrayList<@Nullable Object>(Arrays.asList(row).subList(at, at + columns.size()));
        if (seal != null && parts.getFirst() instanceof String sealed) {
            parts.set(0, seal.open(sealed));
        }
        return codec().fromColumns(parts);
    }

    /** Finds a part of the value that has a column of its own; it is read by the rights on the whole. */
    Optional<FieldShape> part(String name) {
        return definition.type().parts().stream()
                .filter(part -> part.name().equals(name) && !columns.isEmpty())
                .findFirst()
                .map(this::part);
    }

    private FieldShape part(FieldPart part) {
        var whole = definition;
        var own = new FieldDefinition(
                whole.id(), whole.label().joined(part.label()), whole.help(), part.type(), false, false, null);
        var column = PhysicalNames.column(id(), new Storage.Part(part.name(), ColumnType.Plain.MEDIUMTEXT));
        return new FieldShape(own, List.of(column), isSystem, null, extension, null);
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
