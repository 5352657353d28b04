package dev.trellis.form.board;

import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.PipelineDefinition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.form.list.ListColumn;
import dev.trellis.form.list.ResolvedList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the records of a list stand in the stages of their pipeline.
 *
 * @param stage the field that says in which stage a record is
 * @param sum the amount that every column adds up, or null
 * @param movable whether the person may move cards
 */
public record Board(
        PipelineDefinition pipeline,
        FieldDefinition stage,
        @Nullable FieldDefinition sum,
        boolean movable) {

    /**
     * One stage with its first records.
     *
     * @param count how many there are, or as many as are counted
     * @param more whether there are more than {@code count}
     * @param sum the carrier of their sum, or null
     */
    public record Column(
            PipelineDefinition.Stage stage,
            List<StoredRecord> cards,
            long count,
            boolean more,
            @Nullable Object sum) {
        public Column {
            cards = List.copyOf(cards);
        }
    }

    /** Returns the board of a list; empty where its entity has no pipeline that exists for the reader. */
    public static Optional<Board> of(VisibleSchema schema, ResolvedList list) {
        var entity = list.entity();
        return schema.metadata().pipelines(entity).stream()
                .flatMap(pipeline -> schema.fields(entity).stream()
                        .filter(field -> field.type()
                                .stagesOf()
                                .filter(pipeline.id()::equals)
                                .isPresent())
                        .findFirst()
                        .map(field -> new Board(
                                pipeline,
                                field,
                                sum(schema, list),
                                schema.may(entity, Verb.EDIT) && schema.right(entity, field.id()) == FieldRight.WRITE))
                        .stream())
                .findFirst();
    }

    /** The first amount that the list shows. */
    private static @Nullable FieldDefinition sum(VisibleSchema schema, ResolvedList list) {
        return list.columns().stream()
                .filter(column -> column.type().valueType().equals(ValueType.MONEY))
                .map(ListColumn::path)
                .flatMap(path -> schema.field(list.entity(), path).stream())
                .findFirst()
                .orElse(null);
    }
}
