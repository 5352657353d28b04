package dev.trellis.workflow.time;

import dev.trellis.core.metadata.BusinessCalendar;
import dev.trellis.core.metadata.WorkspaceDefinition;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.stream.Collectors;

/** Counts time in which people work, by the calendar and in the zone of the workspace. */
public final class BusinessTime {

    /** A calendar on which nobody ever works again does not keep anybody counting. */
    private static final int MAX_DAYS_OFF = 400;

    private final ZoneId zone;
    private final LocalTime opens;
    private final LocalTime closes;
    private final Set<Integer> days;
    private final Set<LocalDate> holidays;
    private final Set<LocalDate> workdays;

    public BusinessTime(ZoneId zone, BusinessCalendar calendar) {
        this.zone = zone;
        this.opens = LocalTime.parse(calendar.opens());
        this.closes = LocalTime.parse(calendar.closes());
        this.days = Set.copyOf(calendar.days());
        this.holidays = calendar.holidays().stream().map(LocalDate::parse).collect(Collectors.toUnmodifiableSet());
        this.workdays = calendar.workdays().stream().map(LocalDate::parse).collect(Collectors.toUnmodifiableSet());
    }

    public static BusinessTime of(WorkspaceDefinition workspace) {
        return new BusinessTime(ZoneId.of(workspace.zone()), workspace.calendar());
    }

    public ZoneId zone() {
        return zone;
    }

    /** Returns when so many hours of work have gone by. */
    public Instant plusHours(Instant from, int hours) {
        return plus(from, Duration.ofHours(hours));
    }

    public Instant plusMinutes(Instant from, int minutes) {
        return plus(from, Duration.ofMinutes(minutes));
    }

    /** Returns how many whole minutes of work lie between two moments; none where the second is not the later one. */
    public int minutesBetween(Instant from, Instant to) {
        var sum = Duration.ZERO;
        var at = opened(from.atZone(zone));
        var end = to.atZone(zone);
        for (int day = 0; at.isBefore(end) && day < MAX_DAYS_OFF; day++) {
            var closing = at.with(closes);
            sum = sum.plus(Duration.between(at, closing.isBefore(end) ? closing : end));
            at = opened(at.toLocalDate().plusDays(1).atStartOfDay(zone));
        }
        return (int) sum.toMinutes();
    }

    private Instant plus(Instant from, Duration duration) {
        var left = duration;
        var at = opened(from.atZone(zone));
        while (true) {
            var today = Duration.between(at, at.with(closes));
            if (left.compareTo(today) <= 0) {
                return at.plus(left).toInstant();
            }
            left = left.minus(today);
            at = opened(at.toLocalDate().plusDays(1).atStartOfDay(zone));
        }
    }

    /** Returns the same time of the day so many working days later; outside the hours, when work begins. */
    public Instant plusDays(Instant from, int count) {
        var at = opened(from.atZone(zone));
        for (int day = 0; day < count; day++) {
            var time = at.toLocalTime();
            at = opened(at.toLocalDate().plusDays(1).atStartOfDay(zone)).with(time);
        }
        return at.toInstant();
    }

    /** The moment itself while people work, else when they begin again. */
    private ZonedDateTime opened(ZonedDateTime at) {
        var opened = at;
        if (!opened.toLocalTime().isBefore(closes)) {
            opened = opened.plusDays(1).with(opens);
        } else if (opened.toLocalTime().isBefore(opens)) {
            opened = opened.with(opens);
        }
        for (int day = 0; !isWorkday(opened.toLocalDate()) && day < MAX_DAYS_OFF; day++) {
            opened = opened.plusDays(1).with(opens);
        }
        return opened;
    }

    private boolean isWorkday(LocalDate day) {
        return workdays.contains(day) || (days.contains(day.getDayOfWeek().getValue()) && !holidays.contains(day));
    }
}
