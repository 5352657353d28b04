package dev.trellis.core.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.TestApp;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.schema.PublishJournal;
import dev.trellis.core.schema.SchemaPlanner;
import dev.trellis.core.schema.SchemaReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Kills a node at every journaled point of a publish; whatever node starts next finishes what was begun. */
class PublishCrashTest {

    private static final Map<String, Object> SHORT_LEASE = Map.of("trellis.publish.lease-seconds", 1);
    private static final int MORE_THAN_THERE_ARE = 60;
    private static final int POINTS = 19;

    @Test
    void a_publish_killed_anywhere_is_finished_by_the_next_node() throws Exception {
        try (var app = TestApp.start()) {
            var installed = app.get(Publisher.class)
                    .install(
                            new Actor.Platform(Actor.Purpose.INSTALL),
                            SampleMetadata.definitions(SampleMetadata.json()),
                            "sample");
            assertThat(installed).isInstanceOf(PublishResult.Published.class);
            publishToTheEnd(app);

            int killed = 0;
            for (int number = 1; number < MORE_THAN_THERE_ARE; number++) {
                var exit = runNode(app, number);
                if (exit == 0) {
                    break;
                }
                assertThat(exit).as("exit code of node %d", number).isEqualTo(CrashingNode.KILLED);
                killed++;
                assertFinishedByAnotherNode(app, number);
            }

            assertThat(killed).as("points at which a node was killed").isEqualTo(POINTS);
        }
    }

    /** A first list with a sorted column, so that every change set has an index to drop. */
    private static void publishToTheEnd(TestApp app) throws IOException, InterruptedException {
        assertThat(runNode(app, MORE_THAN_THERE_ARE)).isZero();
        assertThat(app.get(LiveMetadata.class).refresh().version()).isEqualTo(2);
    }

    private static void assertFinishedByAnotherNode(TestApp app, int number) throws SQLException {
        try (var next = app.anotherNode(SHORT_LEASE)) {
            var journal = next.get(PublishJournal.class);
            var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (journal.active().isPresent() && System.nanoTime() < deadline) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }

            assertThat(journal.active()).as("run of node %d", number).isEmpty();
            var live = next.get(LiveMetadata.class).refresh();
            assertThat(live.version()).isEqualTo(2 + number);
            assertThat(live.entity("crash" + number)).isPresent();
            try (var connection = next.database().rawConnection()) {
                var catalogue = SchemaReader.read(connection);
                assertThat(SchemaPlanner.plan(catalogue, live).steps()).isEmpty();
                assertThat(SchemaPlanner.plan(catalogue, live).problems()).isEmpty();
            }
            assertThat(openSteps(next)).isEmpty();
            assertThat(versions(next)).isEqualTo(2 + number);
        }
    }

    private static List<String> openSteps(TestApp app) {
        return app.inUnit(() -> app.sql()
                .list("SELECT summary FROM t_publish_step WHERE done_at IS NULL", row -> row.getString("summary")));
    }

    private static int versions(TestApp app) {
        return app.inUnit(() -> app.sql()
                .one("SELECT COUNT(*) AS versions FROM t_version", row -> row.getInt("versions"))
                .orElseThrow());
    }

    private static int runNode(TestApp app, int number) throws IOException, InterruptedException {
        var settings = app.settings();
        var log = Files.createDirectories(Path.of("target", "crash")).resolve("node-" + number + ".log");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingNode.class.getName(),
                        settings.url(),
                        settings.user(),
                        settings.password(),
                        Integer.toString(number))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS))
                    .as("node %d ends", number)
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
