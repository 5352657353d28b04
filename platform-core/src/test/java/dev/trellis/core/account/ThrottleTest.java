package dev.trellis.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.database.TestApp;
import dev.trellis.core.database.UnitOfWork;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    @Test
    void a_moment_that_the_database_rounds_up_blocks_nobody() {
        var justBefore = Clock.fixed(Instant.parse("2026-11-28T05:00:00.123999700Z"), ZoneOffset.UTC);
        try (var app = TestApp.start()) {
            var throttle = new Throttle(app.get(UnitOfWork.class), app.sql(), justBefore);

            assertThat(throttle.admit("li", "127.0.0.1")).isEmpty();
            assertThat(throttle.admit("wang", "127.0.0.1")).isEmpty();
            throttle.succeeded("li", "127.0.0.1");
            assertThat(throttle.admit("li", "127.0.0.1")).isEmpty();
        }
    }
}
