package dev.trellis.core.expression;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The units of DATEDIF. */
enum DateUnit {
    Y,
    M,
    D,
    /** Months beyond whole years. */
    YM,
    /** Days beyond whole months. */
    MD,
    H,
    /** Minutes. */
    MI;

    static Optional<DateUnit> of(String text) {
        var upper = text.toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(unit -> unit.name().equals(upper)).findFirst();
    }

    boolean isTime() {
        return this == H || this == MI;
    }

    /** Counts whole units; negative where the second date is earlier. */
    long between(LocalDate from, LocalDate to) {
        long months = ChronoUnit.MONTHS.between(from, to);
        return switch (this) {
            case Y -> months / 12;
            case M -> months;
            case YM -> months % 12;
            case MD -> ChronoUnit.DAYS.between(from.plusMonths(months), to);
            case D, H, MI -> ChronoUnit.DAYS.between(from, to);
        };
    }
}
