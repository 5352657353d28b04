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

    @Test
    void a_schema_is_up_to_date_once_every_migration_has_run_unchanged() throws Exception {
        try (var schema = TestDatabase.get().emptySchema();
                var database = schema.database();
                var connection = database.rawConnection();
                var statement = connection.createStatement()) {
            assertThat(AppliedMigrations.isEverythingApplied(connection)).isFalse();

            schema.migrate();
            assertThat(AppliedMigrations.isEverythingApplied(connection)).isTrue();

            statement.execute("UPDATE t_migration SET checksum = checksum + 1 WHERE version = '001'");
            assertThat(AppliedMigrations.isEverythingApplied(connection)).isFalse();

            statement.execute("UPDATE t_migration SET checksum = checksum - 1 WHERE version = '001'");
            statement.execute("DELETE FROM t_migration WHERE version = '002'");
            assertThat(AppliedMigrations.isEverythingApplied(connection)).isFalse();
        }
    }
}
