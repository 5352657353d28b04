package dev.trellis.core.metadata;

import java.util.List;

/**
 * When people work, in the zone of the workspace.
 *
 * @param opens the time of the day, {@code 09:00}
 * @param closes the time of the day, after {@code opens}
 * @param days the days of the week, 1 for Monday
 * @param holidays ISO dates on which nobody works
 * @param workdays ISO dates on which people work all the same: make-up days
 */
public record BusinessCalendar(
        String opens, String closes, List<Integer> days, List<String> holidays, List<String> workdays) {

    /** Monday to Friday, nine to six. */
    public static final BusinessCalendar DEFAULT =
            new BusinessCalendar("09:00", "18:00", List.of(1, 2, 3, 4, 5), List.of(), List.of());

    public BusinessCalendar {
        days = List.copyOf(days);
        holidays = List.copyOf(holidays);
        workdays = List.copyOf(workdays);
    }
}
