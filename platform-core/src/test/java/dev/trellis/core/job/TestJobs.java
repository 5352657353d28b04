package dev.trellis.core.job;

import dev.trellis.core.database.OutboxEvent;
import dev.trellis.core.database.Sql;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Jobs that leave a row for everything they do, for the tests of this package only. */
final class TestJobs {

    static final String ON = "trellis.test.jobs";
    static final String LISTENING = "trellis.test.listening";
    static final String HALT_AT = "trellis.test.jobs.halt-at";

    private TestJobs() {}

    /** Writes one row for every due time. */
    @Singleton
    @Requires(property = ON)
    static final class Tick implements RecurringJob {

        private final Sql sql;
        private final String node;

        Tick(Sql sql, @Value("${trellis.test.node:?}") String node) {
            this.sql = sql;
            this.node = node;
        }

        @Override
        public String id() {
            return "test-tick";
        }

        @Override
        public Recurrence recurrence() {
            return Recurrence.every(Duration.ofMillis(50));
        }

        @Override
        public void run(JobRun run) {
            run.once(() -> sql.update(
                    "INSERT INTO x_effect (what, node) VALUES (?, ?)", run.due().toString(), node));
        }
    }

    /** Writes its row, fails after it the first two times it is tried for a due time. */
    @Singleton
    @Requires(property = "trellis.test.jobs.failing")
    static final class Failing implements RecurringJob {

        private final Sql sql;
        private int tries;

        Failing(Sql sql) {
            this.sql = sql;
        }

        @Override
        public String id() {
            return "test-failing";
        }

        @Override
        public Recurrence recurrence() {
            return Recurrence.every(Duration.ofHours(1));
        }

        @Override
        public void run(JobRun run) {
            run.once(() -> sql.update(
                    "INSERT INTO x_effect (what, node) VALUES (?, '')",
                    run.due().toString()));
            tries++;
            if (tries <= 1) {
                throw new IllegalStateException("The test wants it so");
            }
        }
    }

    /** Counts up to its payload, one row per step; may end its process in the middle, as by kill -9. */
    @Singleton
    @Requires(property = ON)
    static final class Counting implements JobHandler {

        static final CountDownLatch NEVER = new CountDownLatch(1);

        private final Sql sql;
        private final int haltAt;
        private final String node;

        Counting(Sql sql, @Value("${" + HALT_AT + ":-1}") int haltAt, @Value("${trellis.test.node:?}") String node) {
            this.sql = sql;
            this.haltAt = haltAt;
            this.node = node;
        }

        @Override
        public String kind() {
            return "test-counting";
        }

        @Override
        public int attempts() {
            return 1;
        }

        @Override
        public void run(JobRun run) {
            int all = Integer.parseInt(run.payload());
            int from = run.cursor().isEmpty() ? 0 : Integer.parseInt(run.cursor());
            for (int i = from; i < all; i++) {
                int number = i;
                run.step(() -> {
                    sql.update("INSERT INTO x_effect (what, node) VALUES (?, ?)", run.id() + "/" + number, node);
                    if (number == haltAt) {
                        Runtime.getRuntime().halt(WorkingNode.KILLED);
                    }
                    run.advance(String.valueOf(number + 1), number + 1L, all);
                });
            }
        }
    }

    /** Leaves a row for every event it takes; one of a certain key it cannot take. */
    @Singleton
    @Requires(property = LISTENING)
    static final class Listening implements EventConsumer {

        static final String POISON = "poison";
        static final String TOPIC = "test.told";

        private final Sql sql;

        Listening(Sql sql) {
            this.sql = sql;
        }

        @Override
        public String id() {
            return "test-listening";
        }

        @Override
        public Set<String> topics() {
            return Set.of(TOPIC);
        }

        @Override
        public void accept(OutboxEvent event) {
            sql.update("INSERT INTO x_effect (what, node) VALUES (?, '')", event.key());
            if (event.key().equals(POISON)) {
                throw new IllegalStateException("The test wants it so");
            }
        }
    }

    /** Goes on for ever, until somebody stops it. */
    @Singleton
    @Requires(property = ON)
    static final class Endless implements JobHandler {

        @Override
        public String kind() {
            return "test-endless";
        }

        @Override
        public void run(JobRun run) {
            for (long i = 1; ; i++) {
                long number = i;
                run.step(() -> run.advance("", number, 0));
            }
        }
    }

    /** Fails at every attempt. */
    @Singleton
    @Requires(property = ON)
    static final class Broken implements JobHandler {

        @Override
        public String kind() {
            return "test-broken";
        }

        @Override
        public int attempts() {
            return 1;
        }

        @Override
        public void run(JobRun run) {
            if (run.payload().equals("broken")) {
                throw new IllegalStateException("It is broken");
            }
        }
    }
}
