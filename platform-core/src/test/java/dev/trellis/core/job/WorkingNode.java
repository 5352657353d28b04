package dev.trellis.core.job;

import dev.trellis.core.database.Database;
import dev.trellis.core.database.DatabaseSettings;
import dev.trellis.core.database.DatabaseStart;
import io.micronaut.context.ApplicationContext;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A node in a process of its own that ends, as by kill -9, in the middle of a job. */
final class WorkingNode {

    static final int KILLED = 44;

    private WorkingNode() {}

    /** Arguments: URL, user, password of the database, the step in which it ends. */
    public static void main(String[] arguments) throws InterruptedException {
        var settings = new DatabaseSettings.External(arguments[0], arguments[1], arguments[2], 8);
        var start = (DatabaseStart.Starting) Database.open(settings);
        try (var database = start.database();
                var context = ApplicationContext.builder()
                        .environments("test")
                        .banner(false)
                        .properties(Map.of(
                                TestJobs.ON,
                                "true",
                                TestJobs.HALT_AT,
                                arguments[3],
                                "trellis.test.node",
                                "killed",
                                "trellis.jobs.run",
                                "true",
                                "trellis.jobs.pause-millis",
                                "100",
                                "trellis.jobs.heartbeat-millis",
                                "200"))
                        .singletons(database)
                        .start()) {
            if (!TestJobs.Counting.NEVER.await(60, TimeUnit.SECONDS)) {
                System.out.println("nothing ended node " + context.hashCode());
            }
        }
    }
}
