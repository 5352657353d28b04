package dev.trellis.core.transfer;

import dev.trellis.core.database.Database;
import dev.trellis.core.database.DatabaseSettings;
import dev.trellis.core.database.DatabaseStart;
import io.micronaut.context.ApplicationContext;
import java.util.concurrent.CountDownLatch;

/** A process of its own that works at whatever imports there are, until it is killed. */
final class ImportingNode {

    private ImportingNode() {}

    /** Arguments: URL, user, password of the database. */
    public static void main(String[] arguments) throws InterruptedException {
        var settings = new DatabaseSettings.External(arguments[0], arguments[1], arguments[2], 5);
        var start = (DatabaseStart.Starting) Database.open(settings);
        try (var database = start.database();
                var context = ApplicationContext.builder()
                        .environments("test")
                        .banner(false)
                        .singletons(database)
                        .start()) {
            System.out.println("node is up: " + context.isRunning());
            new CountDownLatch(1).await();
        }
    }
}
