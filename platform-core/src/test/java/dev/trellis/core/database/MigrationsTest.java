package dev.trellis.core.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    @Test
    void nodes_that_start_together_on_an_empty_schema_all_find_their_tables() {
        try (var schema = TestDatabase.get().emptySchema()) {
            var nodes = IntStream.range(0, 3)
                    .mapToObj(_ -> CompletableFuture.runAsync(schema::migrate))
                    .toList();

            nodes.forEach(CompletableFuture::join);

            assertThat(schema.tables()).contains("t_migration", "t_node", "t_outbox", "t_account");
        }
    }
}
