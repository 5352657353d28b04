package dev.trellis.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Kills the nodes at work at an import with SIGKILL, at moments chosen by a seed; whichever node comes next goes on. In the
 * end every row has been applied once, the totals add up, and undo restores what was there.
 */
class ImportCrashTest {

    private static final boolean FULL = Boolean.getBoolean("trellis.test.full");
    private static final int ROWS = Integer.getInteger("trellis.test.import.rows", FULL ? 100_000 : 20_000);
    private static final int KILLS = 3;

    @Test
    void an_import_killed_again_and_again_applies_each_row_once() throws Exception {
        try (var world = TransferWorld.start()) {
            var seed = System.nanoTime();
            System.out.println("seed " + seed + ", rows " + ROWS);
            var random = new Random(seed);
            for (int i = 0; i < 50; i++) {
                world.install("account", java.util.Map.of("name", "Before " + i, "tax_no", "T" + i * 10));
            }
            var before = state(world);
            var run = world.stage(world.admin, "account", file());
            // The node of the test itself must not do the work.
            world.app.get(ImportRunner.class).close();
            var plan = new ImportPlan(
                    ImportMode.UPSERT,
                    List.of("tax_no"),
                    List.of(
                            ImportPlan.Column.of(0, "name"),
                            ImportPlan.Column.of(1, "tax_no"),
                            ImportPlan.Column.of(2, "staff")),
                    false,
                    "en");
            TransferWorld.accepted(world.imports.run(world.admin, run.id(), plan));
            long started = System.nanoTime();

            var killedAt = new ArrayList<Integer>();
            for (int kill = 1; kill <= KILLS; kill++) {
                int until = ROWS / (KILLS + 1) * kill + random.nextInt(ROWS / 10);
                var node = node(world, kill);
                waitUntil(world, run, until);
                node.destroyForcibly().waitFor();
                killedAt.add(
                        world.imports.find(world.admin, run.id()).orElseThrow().done());
                System.out.println("killed at " + killedAt.getLast());
                freeLease(world, run);
            }
            var last = node(world, KILLS + 1);
            var done = world.ended(world.admin, run.id());
            var took = Duration.ofNanos(System.nanoTime() - started);
            System.out.printf(Locale.ROOT, "%d rows in %d s with %d kills%n", ROWS, took.toSeconds(), KILLS);

            assertThat(done.state()).isEqualTo(ImportState.DONE);
            int faulty = ROWS / 100;
            assertThat(done.counts()).isEqualTo(new ImportCounts(ROWS - faulty - 50, 50, 0, 0, faulty));
            assertThat(done.done()).isEqualTo(done.total()).isEqualTo(ROWS);
            assertThat(number(world, "SELECT COUNT(*) FROM t_import_outcome")).isEqualTo(ROWS);
            assertThat(world.all(world.admin, "account")).hasSize(ROWS - faulty);
            assertThat(number(
                            world, "SELECT COUNT(*) FROM t_record_history WHERE door = 'import' AND kind = 'CREATED'"))
                    .isEqualTo(ROWS - faulty - 50L);
            assertThat(number(
                            world, "SELECT COUNT(*) FROM t_record_history WHERE door = 'import' AND kind = 'CHANGED'"))
                    .isEqualTo(50);

            TransferWorld.accepted(world.imports.undo(world.admin, run.id()));
            var undone = world.ended(world.admin, run.id());
            last.destroyForcibly().waitFor();
            assertThat(undone.state()).isEqualTo(ImportState.UNDONE);
            assertThat(undone.restored()).isEqualTo(ROWS - faulty);
            assertThat(undone.kept()).isZero();
            assertThat(state(world)).isEqualTo(before);
            if (FULL) {
                keep(seed, killedAt, took, done, undone);
            }
        }
    }

    private static void keep(long seed, List<Integer> killedAt, Duration took, ImportRun done, ImportRun undone)
            throws IOException {
        Files.writeString(Path.of("..", "samples", "results", "import-crash.md"), """
                # An import of %,d rows, its nodes killed

                %s, seed %d, Java %s, %d processors; `ImportCrashTest` with `-Dtrellis.test.full=true`.

                - nodes killed with SIGKILL when these rows were done: %s; another node went on each time
                - finished after %d s, starts of the nodes included: %s of %,d rows
                - every row has one outcome, every record one entry in the history, and the totals add up
                - undo restored %,d records and kept %,d; the table is what it was before
                """.formatted(
                        ROWS,
                        Instant.now(),
                        seed,
                        System.getProperty("java.version"),
                        Runtime.getRuntime().availableProcessors(),
                        killedAt,
                        took.toSeconds(),
                        done.counts(),
                        done.total(),
                        undone.restored(),
                        undone.kept()));
    }

    /** Every hundredth row is faulty, some rows change records that are there. */
    private static String file() {
        var csv = new StringBuilder("name,tax no,staff\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append("Account ").append(i).append(",T").append(i).append(',');
            csv.append(i % 100 == 99 ? "none" : String.valueOf(i)).append('\n');
        }
        return csv.toString();
    }

    private static void waitUntil(TransferWorld world, ImportRun run, int rows) {
        var deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        var now = run;
        while ((now.done() < rows || now.state() == ImportState.READY) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            now = world.imports.find(world.admin, run.id()).orElseThrow();
            assertThat(now.state()).isEqualTo(ImportState.RUNNING);
        }
    }

    /** Spares the test the wait for the lease of the killed node to run out. */
    private static void freeLease(TransferWorld world, ImportRun run) {
        world.app.inUnit(() -> {
            world.app.sql().update("UPDATE t_import SET leased_until = UTC_TIMESTAMP(3) WHERE id = ?", run.id());
        });
    }

    private static List<String> state(TransferWorld world) {
        return world.all(world.admin, "account", "name", "tax_no", "staff").stream()
                .map(record -> record.id() + " " + record.values())
                .sorted()
                .toList();
    }

    private static long number(TransferWorld world, String query) {
        return world.app.<Long>inUnit(
                () -> world.app.sql().one(query, row -> row.getLong(1)).orElseThrow());
    }

    private static Process node(TransferWorld world, int number) throws IOException {
        var settings = world.app.settings();
        var log = Files.createDirectories(Path.of("target", "crash")).resolve("import-" + number + ".log");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ImportingNode.class.getName(),
                        settings.url(),
                        settings.user(),
                        settings.password())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
