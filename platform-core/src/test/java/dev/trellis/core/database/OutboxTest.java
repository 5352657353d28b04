package dev.trellis.core.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {

    @Test
    void an_event_is_kept_with_what_caused_it_and_never_without() {
        try (var app = TestApp.start()) {
            var outbox = app.get(Outbox.class);

            app.inUnit(() -> outbox.append("record.saved", "1", "{\"entity\":\"quote\"}"));
            assertThatThrownBy(() -> app.inUnit(() -> {
                        outbox.append("record.saved", "2", "{}");
                        throw new IllegalStateException("on purpose");
                    }))
                    .isInstanceOf(IllegalStateException.class);

            List<String> keys = app.inUnit(
                    () -> app.sql().list("SELECT event_key FROM t_outbox ORDER BY id", row -> row.getString(1)));
            assertThat(keys).containsExactly("1");
        }
    }
}
