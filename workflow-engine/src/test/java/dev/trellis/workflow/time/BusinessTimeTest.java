package dev.trellis.workflow.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.metadata.BusinessCalendar;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusinessTimeTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final BusinessTime USUAL = new BusinessTime(SHANGHAI, BusinessCalendar.DEFAULT);

    /** The National Day week of 2026: off from Thursday to Wednesday, made up for on two Saturdays and a Sunday. */
    private static final BusinessTime NATIONAL_DAY = new BusinessTime(
            SHANGHAI,
            new BusinessCalendar(
                    "09:00",
                    "18:00",
                    List.of(1, 2, 3, 4, 5),
                    List.of("2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"),
                    List.of("2026-10-10")));

    private static Instant at(String local) {
        return Instant.parse(local + ":00+08:00");
    }

    @Test
    void hours_count_while_people_work() {
        assertThat(USUAL.plusHours(at("2026-11-27T17:00"), 2)).isEqualTo(at("2026-11-30T10:00"));
        assertThat(USUAL.plusHours(at("2026-11-28T12:00"), 1)).isEqualTo(at("2026-11-30T10:00"));
    }

    @Test
    void days_keep_the_time_of_the_day() {
        assertThat(USUAL.plusDays(at("2026-11-27T15:30"), 1)).isEqualTo(at("2026-11-30T15:30"));
        assertThat(USUAL.plusDays(at("2026-11-27T20:00"), 1)).isEqualTo(at("2026-12-01T09:00"));
    }

    @Test
    void holidays_do_not_count() {
        assertThat(NATIONAL_DAY.plusDays(at("2026-09-30T10:00"), 1)).isEqualTo(at("2026-10-08T10:00"));
        assertThat(NATIONAL_DAY.plusHours(at("2026-09-30T17:00"), 2)).isEqualTo(at("2026-10-08T10:00"));
    }

    @Test
    void make_up_days_do() {
        assertThat(NATIONAL_DAY.plusDays(at("2026-10-09T10:00"), 1)).isEqualTo(at("2026-10-10T10:00"));
        assertThat(NATIONAL_DAY.plusDays(at("2026-10-10T10:00"), 1)).isEqualTo(at("2026-10-12T10:00"));
    }

    @Test
    void a_calendar_on_which_nobody_ever_works_still_ends() {
        var never = new BusinessCalendar("09:00", "18:00", List.of(), List.of(), List.of());

        assertThat(new BusinessTime(SHANGHAI, never).plusDays(at("2026-11-27T10:00"), 1))
                .isAfter(at("2027-11-27T10:00"));
    }
}
