package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.TestApp;
import dev.trellis.core.field.RecordId;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Stored values of records that nobody saves: behind lookups, and after a publish. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComputedTest {

    private static final String NEVER = "3600000";
    private static final String GREETING = """
            {"id": "greeting", "label": {"en": "Greeting"}, "type": "formula", "result": {"type": "text"},
             "expression": "account.name & '!'"}
            """;
    private static final String LISTED = """
            {"id": "listed", "label": {"en": "Listed"}, "type": "formula",
             "result": {"type": "decimal", "scale": 2}, "expression": "SUM(lines.product.list_price)"}
            """;
    private static final String GOODS = """
            {"id": "goods", "label": {"en": "Goods"}, "type": "formula", "result": {"type": "text"},
             "expression": "product.name"}
            """;

    private TestWorkspace work;
    private Actor li;

    @BeforeAll
    void start() {
        work = TestWorkspace.start(Map.of("trellis.recalculation.pause-millis", NEVER));
        li = work.sales("li");
        work.publish(TestWorkspace.with("quote", GREETING, LISTED));
        work.publish(TestWorkspace.with(Map.of("quote", List.of(GREETING, LISTED), "quote_line", List.of(GOODS))));
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private RecordId account(String name) {
        return work.save(li, new Change.Create("account", Map.of("name", name))).id();
    }

    private RecordId quote(RecordId account, Change.Line... lines) {
        return work.save(
                        li,
                        new Change.Create(
                                "quote", Map.of("title", "Q", "account", account, "lines", Arrays.asList(lines))))
                .id();
    }

    private void rename(RecordId account, String name) {
        int version = work.find(li, "account", account).version();
        work.save(li, new Change.Update("account", account, version, Map.of("name", name)));
    }

    @Test
    void a_formula_over_a_lookup_follows_what_is_behind_it() {
        var account = account("Old");
        var id = quote(account);

        rename(account, "New");

        var record = work.find(li, "quote", id);
        assertThat(record.value("greeting")).isEqualTo("New!");
        assertThat(record.version()).isEqualTo(1);
        assertThat(((HistoryResult.Entries) work.records.history(li, "quote", id)).entries())
                .hasSize(1);
        var found = RecordQuery.of("quote", List.of("title")).filtered("greeting = 'New!'", Map.of());
        assertThat(work.page(li, found).items()).extracting(StoredRecord::id).containsExactly(id);

        work.save(li, new Change.Delete("account", account, 2));
        assertThat(work.find(li, "quote", id).value("greeting")).isEqualTo("!");
    }

    @Test
    void formulas_of_lines_and_over_lines_follow_the_product() {
        var account = account("P");
        var product = work.install("product", Map.of("name", "Bolt", "list_price", new BigDecimal("2.50")));
        var line = new Change.Line(null, Map.of("product", product, "quantity", BigDecimal.ONE));
        var id = quote(account, line, line);

        work.save(
                work.admin(),
                new Change.Update("product", product, 1, Map.of("name", "Screw", "list_price", new BigDecimal("3"))));

        var record = work.find(li, "quote", id);
        assertThat((BigDecimal) record.value("listed")).isEqualByComparingTo("6");
        assertThat((BigDecimal) record.value("subtotal")).isEqualByComparingTo("5");
        assertThat(record.lines("lines"))
                .allSatisfy(found -> assertThat(found.value("goods")).isEqualTo("Screw"))
                .allSatisfy(found -> assertThat(found.version()).isEqualTo(1));
    }

    @Test
    void a_change_within_a_record_and_its_lines_sets_nothing_off() {
        var id = quote(account("N"), work.line("pump", "1"));
        long events = work.rows("t_outbox");

        work.save(li, new Change.Update("quote", id, 1, Map.of("discount", new BigDecimal("0.1"))));

        assertThat(work.rows("t_outbox")).isEqualTo(events + 1);
    }

    @Test
    void many_records_are_computed_by_a_job_that_tells_how_far_it_is() {
        var account = account("Many");
        var changes = new ArrayList<Change>();
        for (int i = 0; i < 450; i++) {
            changes.add(new Change.Create("quote", Map.of("title", "M", "account", account)));
        }
        work.records.apply(li, changes, Records.Mode.ALL).forEach(TestWorkspace::saved);
        var jobs = work.app.get(Recalculations.class);
        var runner = work.app.get(RecalculationRunner.class);
        assertThat(jobs.running()).isEmpty();

        rename(account, "Few");

        assertThat(jobs.running())
                .extracting(job -> job.entity() + " " + job.done() + "/" + job.total())
                .containsExactly("quote 0/450");
        assertThat(greeted("Few!")).isZero();
        runner.step();
        assertThat(jobs.running()).extracting(Recalculations.Progress::done).containsExactly(200L);
        assertThat(greeted("Few!")).isEqualTo(200);
        while (!jobs.running().isEmpty()) {
            assertThat(runner.step()).isTrue();
        }
        assertThat(greeted("Few!")).isEqualTo(450);
        assertThat(runner.step()).isFalse();
    }

    private long greeted(String greeting) {
        var query = RecordQuery.of("quote", List.of("title"))
                .filtered("greeting = :g", Map.of("g", greeting))
                .counting(RecordQuery.Count.EXACT);
        return work.page(li, query).count().value();
    }

    @Test
    void a_new_formula_is_computed_for_the_records_that_were_there_without_a_new_version() {
        try (var other = TestWorkspace.start(Map.of("trellis.recalculation.pause-millis", NEVER))) {
            var seller = other.sales("li");
            var id = other.save(
                            seller,
                            new Change.Create("quote", Map.of("title", "B", "lines", List.of(other.line("pump", "3")))))
                    .id();

            other.publish(TestWorkspace.with("quote", """
                    {"id": "twice", "label": {"en": "Twice"}, "type": "formula",
                     "result": {"type": "decimal", "scale": 2}, "expression": "total * 2"}
                    """));

            var record = other.find(seller, "quote", id);
            assertThat((BigDecimal) record.value("total")).isEqualByComparingTo("56.97");
            assertThat((BigDecimal) record.value("twice")).isEqualByComparingTo("113.94");
            assertThat(record.version()).isEqualTo(1);
            var byIt = RecordQuery.of("quote", List.of("twice")).filtered("twice = 113.94", Map.of());
            assertThat(other.page(seller, byIt).items())
                    .extracting(StoredRecord::id)
                    .containsExactly(id);
        }
    }

    @Test
    void a_back_fill_killed_on_its_way_goes_on_where_it_was() throws Exception {
        try (var other = TestWorkspace.start(Map.of("trellis.recalculation.pause-millis", NEVER))) {
            var changes = new ArrayList<Change>();
            for (int i = 0; i < 500; i++) {
                changes.add(new Change.Create("account", Map.of("name", "A" + i, "rating", BigDecimal.valueOf(i))));
            }
            other.records
                    .apply(TestWorkspace.INSTALL, changes, Records.Mode.ALL)
                    .forEach(TestWorkspace::saved);
            other.app.inUnit(() -> other.app
                    .get(RecalculationJobs.class)
                    .add(other.app.get(LiveModel.class).current().known("account"), "test"));
            other.publish(TestWorkspace.with("account", """
                    {"id": "stars", "label": {"en": "Stars"}, "type": "formula",
                     "result": {"type": "integer"}, "expression": "rating + 1"}
                    """));
            other.app.inUnit(() -> {
                other.app.sql().update("UPDATE r_account SET stars = NULL");
                other.app.sql().update("UPDATE t_recalculation SET finished_at = NULL, after_id = 0, done = 0");
            });

            assertThat(killedWhileComputing(other.app, 1)).isEqualTo(0);
            assertThat(killedWhileComputing(other.app, 2)).isEqualTo(200);

            var runner = other.app.get(RecalculationRunner.class);
            while (runner.step()) {
                assertThat(other.app.get(Recalculations.class).running()).isNotNull();
            }
            assertThat(starred(other.app)).isEqualTo(other.rows("r_account"));
        }
    }

    /** Lets another process compute until it dies before its nth commit; returns how many records are done. */
    private static long killedWhileComputing(TestApp app, int number) throws IOException, InterruptedException {
        var settings = app.settings();
        var log = Files.createDirectories(Path.of("target", "crash")).resolve("recalculation-" + number + ".log");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingComputation.class.getName(),
                        settings.url(),
                        settings.user(),
                        settings.password(),
                        Integer.toString(number))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(CrashingComputation.KILLED);
        } finally {
            process.destroyForcibly();
        }
        return starred(app);
    }

    private static long starred(TestApp app) {
        return app.inUnit(() ->
                        app.sql().one("SELECT COUNT(*) FROM r_account WHERE stars IS NOT NULL", row -> row.getLong(1)))
                .orElseThrow();
    }
}
