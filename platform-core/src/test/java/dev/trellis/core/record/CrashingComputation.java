package dev.trellis.core.record;

import dev.trellis.core.database.Database;
import dev.trellis.core.database.DatabaseSettings;
import dev.trellis.core.database.DatabaseStart;
import dev.trellis.core.schema.CrashPoint;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.Map;

/** A process of its own that works off jobs and ends, as by kill -9, before the {@code n}th of its commits. */
final class CrashingComputation {

    static final int KILLED = 43;

    private static final String CRASH_AT = "trellis.test.crash-computation-at";

    private CrashingComputation() {}

    /** Arguments: URL, user, password of the database, n. */
    public static void main(String[] arguments) {
        var settings = new DatabaseSettings.External(arguments[0], arguments[1], arguments[2], 5);
        var start = (DatabaseStart.Starting) Database.open(settings);
        try (var database = start.database();
                var context = ApplicationContext.builder()
                        .environments("test")
                        .banner(false)
                        .properties(Map.of(CRASH_AT, arguments[3], "trellis.recalculation.pause-millis", "3600000"))
                        .singletons(database)
                        .start()) {
            var runner = context.getBean(RecalculationRunner.class);
            while (runner.step()) {
                System.out.println("one step done");
            }
        }
    }

    /** Ends the process. */
    @Singleton
    @Requires(property = CRASH_AT)
    static final class Killer implements CrashPoint {

        private final int at;
        private int passed;

        Killer(@Value("${" + CRASH_AT + "}") int at) {
            this.at = at;
        }

        @Override
        public synchronized void passed(String place) {
            passed++;
            if (passed == at) {
                System.out.println("killed at " + place);
                System.out.flush();
                Runtime.getRuntime().halt(KILLED);
            }
        }
    }
}
