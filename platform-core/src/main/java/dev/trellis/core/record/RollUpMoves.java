package dev.trellis.core.record;

import dev.trellis.core.field.ColumnType;
import dev.trellis.core.field.Origin.RollUp.Function;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.Storage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Carries counts and sums on from the rows that were written, without reading all the others. Right only while the owner
 * is locked, and as long as each row that was written is carried on once.
 */
final class RollUpMoves {

    private RollUpMoves() {}

    /** Tells whether what a roll-up becomes follows exactly from what it was and from the rows that were written. */
    static boolean carries(RollUpRule rule) {
        return rule.isDecidedByRow()
                && (rule.filter() == null || !rule.filter().readsRates())
                && switch (rule.function()) {
                    case COUNT -> true;
                    case SUM -> isExact(rule);
                    case AVERAGE, MIN, MAX, FIRST, LAST, JOIN -> false;
                };
    }

    /** A sum that is rounded would drift away from what rounding the whole gives. */
    private static boolean isExact(RollUpRule rule) {
        var measured = rule.measured();
        return measured != null && scale(measured) >= 0 && scale(measured) <= scale(rule.field());
    }

    private static int scale(FieldShape field) {
        return field.definition().type().storage() instanceof Storage.OneColumn(ColumnType.Decimal(var _, var scale))
                ? scale
                : field.definition().type().storage() instanceof Storage.OneColumn(var type)
                                && (type == ColumnType.Plain.BIGINT || type == ColumnType.Plain.INT)
                        ? 0
                        : -1;
    }

    /**
     * Returns what a roll-up of an owner is after rows were written; empty where it must be read.
     *
     * @param stored what it was before
     * @param counts tells whether the rule counts a row
     */
    static Optional<BigDecimal> carried(
            RollUpRule rule, @Nullable Object stored, RecordId owner, List<Touched> written, Predicate<Row> counts) {
        if (!(stored instanceof BigDecimal carried)) {
            return Optional.empty();
        }
        for (var touched : written) {
            carried = carried.subtract(part(rule, owner, touched.before(), counts))
                    .add(part(rule, owner, touched.after(), counts));
        }
        return Optional.of(carried);
    }

    private static BigDecimal part(RollUpRule rule, RecordId owner, @Nullable Row row, Predicate<Row> counts) {
        if (row == null || !Objects.equals(row.reference(rule.via().id()), owner) || !counts.test(row)) {
            return BigDecimal.ZERO;
        }
        if (rule.function() == Function.COUNT) {
            return BigDecimal.ONE;
        }
        var measured = rule.measured();
        return measured != null && row.get(measured.id()) instanceof BigDecimal number ? number : BigDecimal.ZERO;
    }
}
