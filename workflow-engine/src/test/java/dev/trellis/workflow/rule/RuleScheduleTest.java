package dev.trellis.workflow.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.metadata.RuleDefinition.Every;
import dev.trellis.core.metadata.RuleDefinition.On;
import dev.trellis.core.metadata.RuleDefinition.Trigger;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a schedule was due last. */
class RuleScheduleTest {

    private static Trigger trigger(Every every, String at, int day) {
        return new Trigger(On.SCHEDULE, List.of(), null, 0, false, every, at, day, null, List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "HOUR, 00:20, 1, 2026-11-28T10:19, 2026-11-28T09:20",
        "HOUR, 00:20, 1, 2026-11-28T10:20, 2026-11-28T10:20",
        "DAY, 08:00, 1, 2026-11-28T07:59, 2026-11-27T08:00",
        "DAY, 08:00, 1, 2026-11-28T08:00, 2026-11-28T08:00",
        "WEEK, 08:00, 1, 2026-11-28T12:00, 2026-11-23T08:00",
        "WEEK, 08:00, 6, 2026-11-28T07:00, 2026-11-21T08:00",
        "WEEK, 08:00, 31, 2026-11-29T09:00, 2026-11-29T08:00",
        "MONTH, 08:00, 31, 2026-11-30T09:00, 2026-11-30T08:00",
        "MONTH, 08:00, 31, 2026-11-29T09:00, 2026-10-31T08:00",
        "MONTH, 08:00, 1, 2026-03-01T07:00, 2026-02-01T08:00"
    })
    void the_latest_moment_that_is_not_in_the_future_is_due(Every every, String at, int day, String now, String due) {
        var zone = "+08:00";

        assertThat(RuleSchedule.due(trigger(every, at, day), ZonedDateTime.parse(now + ":00" + zone)))
                .isEqualTo(ZonedDateTime.parse(due + ":00" + zone));
    }

    @Test
    void midnight_is_a_time_like_any_other() {
        var now = ZonedDateTime.parse("2026-11-28T00:00:00+08:00");

        assertThat(RuleSchedule.due(trigger(Every.DAY, "00:00", 1), now)).isEqualTo(now);
    }
}
