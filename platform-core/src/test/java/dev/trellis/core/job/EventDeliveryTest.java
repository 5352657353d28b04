package dev.trellis.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.database.Outbox;
import dev.trellis.core.database.TestApp;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventDeliveryTest {

    private static TestApp app;
    private static EventDelivery delivery;

    @BeforeAll
    static void start() throws Exception {
        app = TestApp.start(Map.of(TestJobs.LISTENING, "true"));
        try (var connection = app.database().rawConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE x_effect (id BIGINT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(80) NOT NULL,"
                    + " node VARCHAR(20) NOT NULL)");
        }
        delivery = app.get(EventDelivery.class);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void forget() {
        delivery.deliver();
        app.inUnit(() -> app.sql().update("DELETE FROM x_effect"));
    }

    @Test
    void each_event_is_taken_once_in_the_order_in_which_they_happened() {
        var keys = IntStream.range(0, 250).mapToObj(number -> "event " + number).toList();
        tell(keys);

        int delivered = delivery.deliver();
        int again = delivery.deliver();

        assertThat(delivered).isEqualTo(250);
        assertThat(again).isZero();
        assertThat(taken()).isEqualTo(keys);
    }

    @Test
    void one_that_cannot_be_taken_leaves_nothing_and_keeps_nobody_waiting() {
        tell(List.of("first", TestJobs.Listening.POISON, "last"));

        delivery.deliver();

        assertThat(taken()).containsExactly("first", "last");
    }

    private static void tell(List<String> keys) {
        app.inUnit(() -> app.get(Outbox.class)
                .append(
                        TestJobs.Listening.TOPIC,
                        keys.stream().map(key -> new Outbox.Entry(key, "{}")).toList()));
    }

    private static List<String> taken() {
        return app.inUnit(() -> app.sql().list("SELECT what FROM x_effect ORDER BY id", row -> row.getString(1)));
    }
}
