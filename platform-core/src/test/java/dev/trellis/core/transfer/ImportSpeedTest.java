package dev.trellis.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** How many rows an import takes in a second, with validations, formulas, unique values and history. */
class ImportSpeedTest {

    private static final boolean FULL = Boolean.getBoolean("trellis.test.full");
    private static final int ROWS = FULL ? 100_000 : 4_000;
    private static final int WARM_UP = FULL ? 20_000 : 1_000;

    @Test
    void every_row_is_in_with_its_formula_and_its_history() throws IOException {
        try (var world = TransferWorld.start()) {
            take(world, 0, WARM_UP);
            var begun = System.nanoTime();

            take(world, WARM_UP, ROWS);

            var took = Duration.ofNanos(System.nanoTime() - begun);
            var line = String.format(
                    Locale.ROOT,
                    "%,d rows in %,d ms: %,.0f rows/s",
                    ROWS,
                    took.toMillis(),
                    ROWS * 1000.0 / took.toMillis());
            System.out.println("ImportSpeedTest " + line);
            long history = world.app.<Long>inUnit(() -> world.app
                    .sql()
                    .one("SELECT COUNT(*) FROM t_record_history WHERE entity = 'thing'", row -> row.getLong(1))
                    .orElseThrow());
            assertThat(history).isEqualTo(WARM_UP + ROWS);
            assertThat(world.app.<Long>inUnit(() -> world.app
                            .sql()
                            .one("SELECT COUNT(*) FROM r_thing WHERE doubled = `decimal` * 2", row -> row.getLong(1))
                            .orElseThrow()))
                    .isEqualTo(WARM_UP + ROWS);
            if (FULL) {
                keep(line);
            }
        }
    }

    private static void take(TransferWorld world, int from, int count) {
        var csv = new StringBuilder("code,text,decimal,money,day,email\n");
        for (int i = from; i < from + count; i++) {
            csv.append("T-").append(i).append(",Thing number ").append(i).append(',');
            csv.append(i).append(".25,").append(i * 3).append(".50,2026-03-").append(i % 28 + 1);
            csv.append(",m").append(i).append("@example.com\n");
        }
        var run = world.stage(world.admin, "thing", csv.toString());
        var paths = List.of("code", "text", "decimal", "money", "day", "email");
        var plan = new ImportPlan(
                ImportMode.UPSERT,
                List.of("code"),
                java.util.stream.IntStream.range(0, paths.size())
                        .mapToObj(i -> ImportPlan.Column.of(i, paths.get(i)))
                        .toList(),
                false,
                "en");
        var done = world.run(world.admin, run, plan);
        assertThat(done.counts()).isEqualTo(new ImportCounts(count, 0, 0, 0, 0));
    }

    private static void keep(String line) throws IOException {
        var file = Path.of("..", "samples", "results", "import-speed.md");
        Files.writeString(file, """
                # Import, %,d rows

                %s, Java %s, %d processors; the database and everything else of the test run on the same machine.
                Upsert by a unique code; 6 columns, one formula, unique index, history, outbox and import journal, after %,d rows
                to warm up.

                - %s
                """.formatted(
                        ROWS,
                        Instant.now(),
                        System.getProperty("java.version"),
                        Runtime.getRuntime().availableProcessors(),
                        WARM_UP,
                        line));
    }
}
