package dev.trellis.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.database.Database;
import dev.trellis.core.database.DatabaseSettings;
import dev.trellis.core.database.DatabaseStart;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.TestApp;
import dev.trellis.core.database.UnitOfWork;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that dies while the engine makes its tables. */
class EngineTablesTest {

    /** Begins to make the tables and ends by itself, as {@code kill -9} would end it, once there are some. */
    static final class DyingNode {

        private DyingNode() {}

        public static void main(String[] arguments) throws Exception {
            int enough = Integer.parseInt(arguments[1]);
            var start = (DatabaseStart.Starting) Database.open(DatabaseSettings.External.at(arguments[0]));
            var context = ApplicationContext.builder()
                    .environments("test")
                    .banner(false)
                    .singletons(start.database())
                    .start();
            Thread.ofPlatform().daemon().start(() -> {
                var unit = context.getBean(UnitOfWork.class);
                while (tables(unit, context.getBean(Sql.class)) < enough) {
                    Thread.onSpinWait();
                }
                Runtime.getRuntime().halt(137);
            });
            context.getBean(FlowableEngine.class).awaitReady();
            System.out.println("made");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 20})
    void half_made_tables_are_made_anew(int enough) throws Exception {
        try (var app = TestApp.start()) {
            int ended = runUntil(app.url(), enough);
            var left = tables(app.get(UnitOfWork.class), app.sql());

            app.get(FlowableEngine.class).awaitReady();

            assertThat(ended).isEqualTo(137);
            assertThat(left).isGreaterThanOrEqualTo(enough);
            assertThat(tables(app.get(UnitOfWork.class), app.sql())).isGreaterThan(left);
        }
    }

    private static long tables(UnitOfWork unit, Sql sql) {
        return unit.run(() -> sql.one(
                        "SELECT COUNT(*) FROM information_schema.tables"
                                + " WHERE table_schema = DATABASE() AND table_name LIKE 'ACT\\_%'",
                        row -> row.getLong(1))
                .orElse(0L));
    }

    private static int runUntil(String url, int enough) throws Exception {
        var process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingNode.class.getName(),
                        url,
                        Integer.toString(enough)))
                .inheritIO()
                .start();
        return process.waitFor();
    }
}
