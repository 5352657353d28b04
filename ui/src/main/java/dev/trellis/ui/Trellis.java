package dev.trellis.ui;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running Trellis. Closing it lets requests finish and stops the server before the database. */
public final class Trellis implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Trellis.class);

    private final ApplicationContext context;
    private final EmbeddedServer server;

    private Trellis(ApplicationContext context, EmbeddedServer server) {
        this.context = context;
        this.server = server;
    }

    public static void main(String[] arguments) {
        try {
            var trellis = start(Settings.ofThisProcess());
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(trellis::close));
            LOG.info("Trellis is ready: {}", trellis.address());
        } catch (Settings.Unusable unusable) {
            System.err.println(unusable.getMessage());
            System.exit(2);
        } catch (RuntimeException e) {
            LOG.error("Trellis could not start", e);
            System.exit(1);
        }
    }

    /** Starts everything and returns when the first request can be answered. */
    public static Trellis start(Settings settings) {
        var context = ApplicationContext.builder()
                .properties(properties())
                .singletons(settings)
                .deduceEnvironment(false)
                .banner(false)
                .start();
        var server = context.getBean(EmbeddedServer.class);
        try {
            server.start();
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
        return new Trellis(context, server);
    }

    /** Returns where a browser on this machine finds this Trellis. */
    public URI address() {
        return server.getURI();
    }

    /** Returns the beans of this process, for tests and for extensions that look one up by its type. */
    public ApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        server.stop();
        context.close();
    }

    private static Map<String, Object> properties() {
        return Map.of(
                "micronaut.application.name",
                "trellis",
                "micronaut.servlet.mapping",
                "/api/*",
                // Jetty recycles an asynchronous request before Micronaut's last look at it.
                "micronaut.servlet.async-supported",
                false,
                // Health and metrics are our own: the stock ones do work on every call.
                "endpoints.all.enabled",
                false);
    }
}
