package dev.trellis.core.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordIdsTest {

    @Test
    void ids_rise_with_time() {
        try (var app = TestApp.start()) {
            var ids = app.get(RecordIds.class);

            var drawn = IntStream.range(0, 5_000).mapToObj(_ -> ids.next()).toList();

            assertThat(drawn).isSorted().doesNotHaveDuplicates();
            assertThat(drawn.getFirst().value()).isPositive();
        }
    }

    @Test
    void two_nodes_never_draw_the_same_id() {
        try (var first = TestApp.start();
                var second = first.anotherNode()) {
            var drawn = new ArrayList<RecordId>();
            for (int i = 0; i < 5_000; i++) {
                drawn.add(first.get(RecordIds.class).next());
                drawn.add(second.get(RecordIds.class).next());
            }

            assertThat(new HashSet<>(drawn)).hasSize(10_000);
            assertThat(first.get(NodeLease.class).node())
                    .isNotEqualTo(second.get(NodeLease.class).node());
        }
    }

    @Test
    void a_node_that_lost_its_number_takes_another() {
        try (var app = TestApp.start()) {
            var lease = app.get(NodeLease.class);
            var lost = lease.node();
            app.inUnit(() -> app.sql().update("UPDATE t_node SET token = 'somebody else' WHERE node_id = ?", lost));

            lease.renew();

            assertThat(lease.node()).isNotEqualTo(lost);
        }
    }

    @Test
    void a_stopped_node_gives_its_number_back() {
        try (var first = TestApp.start()) {
            int given;
            try (var second = first.anotherNode()) {
                given = second.get(NodeLease.class).node();
            }
            try (var third = first.anotherNode()) {
                assertThat(third.get(NodeLease.class).node()).isEqualTo(given);
            }
        }
    }
}
