package dev.trellis.workflow.approval;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Counts time in which people work: Monday to Friday, nine to six, in the zone of the workspace. */
record BusinessTime(ZoneId zone) {

    private static final LocalTime OPENS = LocalTime.of(9, 0);
    private static final LocalTime CLOSES = LocalTime.of(18, 0);

    /** Returns when so many hours of work have gone by. */
    Instant plusHours(Instant from, int hours) {
        var left = Duration.ofHours(hours);
        var at = opened(from.atZone(zone));
        while (true) {
            var today = Duration.between(at, at.with(CLOSES));
            if (left.compareTo(today) <= 0) {
                return at.plus(left).toInstant();
            }
            left = left.minus(today);
            at = opened(at.toLocalDate().plusDays(1).atStartOfDay(zone));
        }
    }

    /** Returns the same time of the day so many working days later; outside the hours, when work begins. */
    Instant plusDays(Instant from, int days) {
        var at = opened(from.atZone(zone));
        for (int day = 0; day < days; day++) {
            var time = at.toLocalTime();
            at = opened(at.toLocalDate().plusDays(1).atStartOfDay(zone)).with(time);
        }
        return at.toInstant();
    }

    /** The moment itself while people work, else when they begin again. */
    private static ZonedDateTime opened(ZonedDateTime at) {
        var opened = at;
        if (!opened.toLocalTime().isBefore(CLOSES)) {
            opened = opened.plusDays(1).with(OPENS);
        } else if (opened.toLocalTime().isBefore(OPENS)) {
            opened = opened.with(OPENS);
        }
        while (isWeekend(opened)) {
            opened = opened.plusDays(1).with(OPENS);
        }
        return opened;
    }

    private static boolean isWeekend(ZonedDateTime at) {
        return at.getDayOfWeek() == DayOfWeek.SATURDAY || at.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
