package dev.trellis.core.database;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Gives Micronaut the connections of the {@link Database} with which its context was built. */
@Factory
final class DatabaseBeans {

    @Singleton
    @Primary
    @Named("default")
    DataSource dataSource(Database database) {
        return database.pool();
    }
}
