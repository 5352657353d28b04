package dev.trellis.core.database;

import dev.trellis.core.problem.TrellisException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings the system tables to the state that this release needs; nodes that start together wait for each other. */
final class Migrations {

    private Migrations() {}

    static void run(Endpoint schema, Dialect dialect) throws SQLException {
        try (var connection = schema.open(schema.plainProperties());
                var statement = connection.createStatement()) {
            if (AppliedMigrations.isEverythingApplied(connection)) {
                return;
            }
            statement.execute("ALTER DATABASE `%s` CHARACTER SET utf8mb4 COLLATE %s"
                    .formatted(schema.schema().replace("`", "``"), dialect.textCollation()));
        } catch (IOException e) {
            throw new TrellisException("The migrations on the class path cannot be read", e);
        }
        var configuration = new FluentConfiguration(Migrations.class.getClassLoader());
        configuration
                .dataSource(schema.url(), schema.user(), schema.password())
                .jdbcProperties(asMap(schema.properties(dialect)))
                .locations("classpath:db/migration")
                .table("t_migration")
                .validateMigrationNaming(true)
                .outOfOrder(true)
                .cleanDisabled(true)
                .failOnMissingLocations(true);
        new Flyway(configuration).migrate();
    }

    private static Map<String, String> asMap(Properties properties) {
        var map = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }
}
