package dev.trellis.core.database;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import java.util.Map;

/** Tells Micronaut Data in which dialect to render; everything else about the connection is {@link Database}'s. */
@ContextConfigurer
public final class DatabaseDefaults implements ApplicationContextConfigurer {

    @Override
    public void configure(ApplicationContextBuilder builder) {
        builder.properties(Map.of("datasources.default.dialect", "MYSQL"));
    }
}
