package dev.trellis.ui.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InboundRateTest {

    private final AtomicLong now = new AtomicLong();
    private final InboundRate rate = new InboundRate(60, now::get);

    private long taken(String rule, String address) {
        return IntStream.range(0, 25)
                .filter(ignored -> rate.refusal(rule, address).isEmpty())
                .count();
    }

    @Test
    void one_call_too_many_is_told_when_to_come_again_and_then_taken() {
        assertThat(taken("intake", "203.0.113.1")).isEqualTo(10);

        var refusal = rate.refusal("intake", "203.0.113.1").orElseThrow();
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.headers()).containsEntry("Retry-After", "1");

        now.addAndGet(1_000_000_000);
        assertThat(rate.refusal("intake", "203.0.113.1")).isEmpty();
    }

    @Test
    void a_sender_in_a_loop_keeps_neither_others_nor_other_rules_waiting() {
        taken("intake", "203.0.113.1");

        assertThat(taken("intake", "203.0.113.2")).isEqualTo(10);
        assertThat(taken("orders", "203.0.113.1")).isEqualTo(10);
    }
}
