package dev.trellis.ui;

import dev.trellis.core.database.Database;
import dev.trellis.core.database.DatabaseSettings;
import dev.trellis.core.database.DatabaseStart;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.ui.setup.Setup;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running Trellis. Closing it lets requests finish and stops the server before the database. */
public final class Trellis implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Trellis.class);

    private final ApplicationContext context;
    private final Database database;
    private List<String> welcome = List.of();

    private Trellis(ApplicationContext context, Database database) {
        this.context = context;
        this.database = database;
    }

    public static void main(String[] arguments) {
        try {
            var trellis = start(Settings.ofThisProcess());
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(trellis::close));
            trellis.announce();
        } catch (Settings.Unusable | StartRefused refused) {
            System.err.println(refused.getMessage());
            System.exit(2);
        } catch (RuntimeException e) {
            LOG.error("Trellis could not start", e);
            System.exit(1);
        }
    }

    /** Starts everything and returns when the first request can be answered. */
    public static Trellis start(Settings settings) {
        return switch (Database.open(databaseSettings(settings))) {
            case DatabaseStart.Refused(var problem) -> throw new StartRefused(problem);
            case DatabaseStart.Starting(var database) -> start(settings, database);
        };
    }

    /** Starts the server while the database is still starting; closes both if either fails. */
    public static Trellis start(Settings settings, Database database) {
        var context = ApplicationContext.builder()
                .properties(properties(settings))
                .singletons(settings, database)
                .deduceEnvironment(false)
                .banner(false)
                .build();
        var trellis = new Trellis(context, database);
        try {
            context.start();
            context.getBean(EmbeddedServer.class).start();
            database.problem().ifPresent(problem -> {
                throw new StartRefused(problem);
            });
            trellis.welcome = context.getBean(Setup.class).run();
            return trellis;
        } catch (RuntimeException e) {
            trellis.close();
            // Whatever waited for the database failed with it: the reason says more than where it was noticed.
            throw database.problem().<RuntimeException>map(StartRefused::new).orElse(e);
        }
    }

    /** Tells on the standard output, in lines that scripts can read, where Trellis is and how to get in. */
    private void announce() {
        System.out.println("Trellis is ready: " + address());
        welcome.forEach(
                line -> System.out.println(line.replace("{address}", address().toString())));
        System.out.flush();
    }

    /** A start that a person must do something about; the message says what. */
    public static final class StartRefused extends RuntimeException {
        StartRefused(Problem problem) {
            super(Messages.text(problem, Locale.getDefault()));
        }
    }

    private static DatabaseSettings databaseSettings(Settings settings) {
        return settings.database()
                .<DatabaseSettings>map(DatabaseSettings.External::at)
                .orElseGet(() -> DatabaseSettings.Embedded.in(settings.data()));
    }

    /** Returns where a browser on this machine finds this Trellis. */
    public URI address() {
        return context.getBean(EmbeddedServer.class).getURI();
    }

    /** Returns the beans of this process, for tests and for extensions that look one up by its type. */
    public ApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        if (context.isRunning()) {
            context.getBean(EmbeddedServer.class).stop();
            context.close();
        }
        database.close();
    }

    private static Map<String, Object> properties(Settings settings) {
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
                false,
                "trellis.search.folder",
                settings.data().resolve("search").toString());
    }
}
