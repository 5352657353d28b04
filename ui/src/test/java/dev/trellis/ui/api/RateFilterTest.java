package dev.trellis.ui.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateFilterTest {

    private final AtomicLong now = new AtomicLong();
    private final Buckets buckets = new Buckets(60, now::get);

    private long admitted(String caller, int calls) {
        return IntStream.range(0, calls)
                .filter(ignored -> buckets.take(caller).isEmpty())
                .count();
    }

    @Test
    void a_sixth_of_a_minutes_calls_may_come_at_once() {
        assertThat(admitted("one", 25)).isEqualTo(10);
    }

    @Test
    void whoever_asks_for_too_much_is_told_when_to_come_again_and_then_let_in() {
        admitted("one", 10);

        var wait = buckets.take("one");
        now.addAndGet(wait.orElseThrow() * 1_000_000_000);

        assertThat(wait).hasValue(1);
        assertThat(buckets.take("one")).isEqualTo(OptionalLong.empty());
    }

    @Test
    void one_caller_takes_nothing_from_another() {
        admitted("one", 25);

        assertThat(admitted("two", 5)).isEqualTo(5);
    }

    @Test
    void knocking_all_the_time_does_not_keep_the_door_shut() {
        admitted("one", 1_000);
        now.addAndGet(5_000_000_000L);

        assertThat(admitted("one", 25)).isEqualTo(5);
    }

    @Test
    void callers_who_have_gone_are_forgotten() {
        IntStream.range(0, 10_001).forEach(caller -> buckets.take("caller " + caller));
        now.addAndGet(60_000_000_000L);

        assertThat(buckets.take("late")).isEmpty();
        assertThat(buckets.callers()).isEqualTo(1);
    }
}
