package dev.trellis.core.record;

import dev.trellis.core.expression.CompiledExpression;
import dev.trellis.core.expression.FieldPath;
import dev.trellis.core.field.Origin.RollUp.Function;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a roll-up field is put together.
 *
 * @param field the roll-up field itself
 * @param source the entity whose records are put together
 * @param via the lookup by which they belong to a record
 * @param measured the field of theirs; absent where records are counted
 * @param filter which of them count; absent for all
 * @param sort what puts them in order for the first and the last; absent for their age, of lines their position
 */
record RollUpRule(
        FieldShape field,
        Shape source,
        FieldShape via,
        Function function,
        @Nullable FieldShape measured,
        @Nullable CompiledExpression filter,
        @Nullable FieldShape sort,
        String separator) {

    /** Rules are keys in every save, and their expressions are large. */
    @Override
    public int hashCode() {
        return field.hashCode();
    }

    /** Tells whether a row by itself says if it counts: nothing behind a lookup, no clock, no function decides. */
    boolean isDecidedByRow() {
        return filter == null
                || (!filter.isVolatile()
                        && filter.functions().isEmpty()
                        && filter.references().stream()
                                .allMatch(path -> path.root() == FieldPath.Root.RECORD && path.isSingle()));
    }

    /** The fields that it reads of each of the records. */
    List<FieldShape> read() {
        return Stream.of(measured, sort).filter(Objects::nonNull).toList();
    }
}
