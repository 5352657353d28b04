package dev.trellis.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.database.TestApp;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.name.Label;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Jobs on one node, on two, and on one that is killed. */
class JobsTest {

    private static final Label TITLE = Label.of("Test", "测试");

    private static TestApp start(Map<String, Object> more) {
        var properties = new HashMap<String, Object>(Map.of(
                TestJobs.ON,
                "true",
                "trellis.test.node",
                "a",
                "trellis.jobs.run",
                "true",
                "trellis.jobs.pause-millis",
                "100",
                "trellis.jobs.heartbeat-millis",
                "200"));
        properties.putAll(more);
        var app = TestApp.start(properties);
        app.inUnit(() -> app.sql()
                .update("CREATE TABLE IF NOT EXISTS x_effect (what VARCHAR(80) NOT NULL, node VARCHAR(20) NOT NULL)"));
        return app;
    }

    private static TestApp second(TestApp first) {
        return first.anotherNode(Map.of(
                TestJobs.ON,
                "true",
                "trellis.test.node",
                "b",
                "trellis.jobs.run",
                "true",
                "trellis.jobs.pause-millis",
                "100",
                "trellis.jobs.heartbeat-millis",
                "200"));
    }

    private static long number(TestApp app, String query, Object... parameters) {
        return app.<Long>inUnit(
                () -> app.sql().one(query, row -> row.getLong(1), parameters).orElseThrow());
    }

    private static void await(String what, BooleanSupplier reached) {
        var deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static JobState state(TestApp app, RecordId id) {
        return app.get(Jobs.class).find(id).orElseThrow().state();
    }

    @Test
    void a_server_runs_jobs_without_being_told_to() {
        try (var app = TestApp.start();
                var server = ApplicationContext.builder()
                        .deduceEnvironment(false)
                        .banner(false)
                        .singletons(app.database())
                        .start()) {
            await(
                    "the jobs of a server",
                    () -> !server.getBean(Jobs.class).recurring().isEmpty());
        }
    }

    @Test
    void on_two_nodes_a_recurring_job_is_done_exactly_once_for_each_due_time() {
        try (var first = start(Map.of());
                var second = second(first)) {
            await(
                    "60 due times on two nodes",
                    () -> number(first, "SELECT COUNT(*) FROM x_effect WHERE node <> ''") >= 60
                            && number(first, "SELECT COUNT(DISTINCT node) FROM x_effect") == 2);

            assertThat(number(second, "SELECT COUNT(*) - COUNT(DISTINCT what) FROM x_effect"))
                    .isZero();
            assertThat(first.<List<String>>inUnit(() -> first.sql()
                            .list(
                                    "SELECT e.what FROM x_effect e LEFT JOIN t_job_due d ON d.job = 'test-tick'"
                                            + " AND d.due_at = CAST(REPLACE(REPLACE(e.what, 'T', ' '), 'Z', '')"
                                            + " AS DATETIME(6)) WHERE d.job IS NULL",
                                    row -> row.getString(1))))
                    .isEmpty();
        }
    }

    @Test
    void a_killed_node_leaves_its_job_to_another_and_no_step_is_done_twice_or_left_out() throws Exception {
        try (var app = start(Map.of("trellis.jobs.run", "false"))) {
            var id = app.get(Jobs.class).begin("test-counting", TITLE, "40", null);
            var killed = node(app, 17);
            assertThat(killed.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(killed.exitValue()).isEqualTo(WorkingNode.KILLED);
            assertThat(number(app, "SELECT COUNT(*) FROM x_effect WHERE what LIKE ?", id + "/%"))
                    .isEqualTo(17);
            assertThat(app.get(Jobs.class).find(id).orElseThrow().done()).isEqualTo(17);

            try (var other = second(app)) {
                await("the other node finishes", () -> state(other, id) == JobState.DONE);
            }

            assertThat(number(app, "SELECT COUNT(*) FROM x_effect WHERE what LIKE ?", id + "/%"))
                    .isEqualTo(40);
            assertThat(number(app, "SELECT COUNT(DISTINCT what) FROM x_effect WHERE what LIKE ?", id + "/%"))
                    .isEqualTo(40);
        }
    }

    @Test
    void a_holder_whose_lease_went_to_another_writes_nothing_any_more() {
        try (var app = start(Map.of("trellis.jobs.run", "false"))) {
            var store = app.get(JobStore.class);
            app.inUnit(() -> assertThat(store.take("test/1", 2)).isTrue());
            var old = run(app, store, 2);
            old.step(() -> app.sql().update("INSERT INTO x_effect (what, node) VALUES ('before', '')"));
            app.inUnit(() -> assertThat(store.take("test/1", 3)).isTrue());

            assertThatThrownBy(() ->
                            old.step(() -> app.sql().update("INSERT INTO x_effect (what, node) VALUES ('after', '')")))
                    .isInstanceOf(JobStopped.class);
            app.inUnit(() -> assertThat(store.take("test/1", 2)).isFalse());
            assertThat(number(app, "SELECT COUNT(*) FROM x_effect")).isEqualTo(1);
        }
    }

    private static JobRun run(TestApp app, JobStore store, long token) {
        return new JobRun(
                app.get(UnitOfWork.class), store, "test/1", token, Instant.EPOCH, Instant::now, () -> false, null);
    }

    @Test
    void a_job_begun_in_a_unit_of_work_that_is_undone_does_not_exist() {
        try (var app = start(Map.of())) {
            app.inUnit(() -> {
                app.get(Jobs.class).begin("test-counting", TITLE, "3", null);
                app.get(UnitOfWork.class).rollBack();
            });

            assertThat(number(app, "SELECT COUNT(*) FROM t_job")).isZero();
            assertThat(number(app, "SELECT COUNT(*) FROM t_job_schedule WHERE task_name = 'test-counting'"))
                    .isZero();
        }
    }

    @Test
    void two_beginnings_with_one_key_are_one_job() {
        try (var app = start(Map.of())) {
            var jobs = app.get(Jobs.class);
            var due = app.get(DatabaseClock.class).instant();
            var first = jobs.begin("test-counting", "same", TITLE, "2", null, due);
            var again = jobs.begin("test-counting", "same", TITLE, "2", null, due);

            assertThat(first).isPresent();
            assertThat(again).isEmpty();
            await("done", () -> state(app, first.orElseThrow()) == JobState.DONE);
        }
    }

    @Test
    void a_job_is_not_begun_before_it_is_due() {
        try (var app = start(Map.of())) {
            var jobs = app.get(Jobs.class);
            var later = app.get(DatabaseClock.class).instant().plus(Duration.ofHours(1));
            var waiting = jobs.begin("test-counting", "later", TITLE, "1", null, later)
                    .orElseThrow();
            var now = jobs.begin("test-counting", TITLE, "1", null);

            await("the one that is due", () -> state(app, now) == JobState.DONE);
            assertThat(state(app, waiting)).isEqualTo(JobState.WAITING);
            assertThat(jobs.find(waiting).orElseThrow().due()).isNotNull();
        }
    }

    @Test
    void a_running_job_is_cancelled_after_its_step_and_a_waiting_one_at_once() {
        try (var app = start(Map.of())) {
            var jobs = app.get(Jobs.class);
            var endless = jobs.begin("test-endless", TITLE, "", null);
            await("it runs", () -> jobs.find(endless).orElseThrow().done() > 3);
            assertThat(jobs.cancel(endless)).isTrue();
            await("it ends", () -> state(app, endless) == JobState.CANCELLED);
            assertThat(jobs.cancel(endless)).isFalse();

            var later = app.get(DatabaseClock.class).instant().plus(Duration.ofHours(1));
            var waiting =
                    jobs.begin("test-counting", "w", TITLE, "1", null, later).orElseThrow();
            assertThat(jobs.cancel(waiting)).isTrue();
            assertThat(state(app, waiting)).isEqualTo(JobState.CANCELLED);
        }
    }

    @Test
    void a_failed_job_says_why_and_goes_on_when_it_is_tried_again() {
        try (var app = start(Map.of())) {
            var jobs = app.get(Jobs.class);
            var id = jobs.begin("test-broken", TITLE, "broken", null);
            await("given up", () -> state(app, id) == JobState.FAILED);
            assertThat(jobs.find(id).orElseThrow().problem()).isEqualTo("It is broken");

            app.inUnit(() -> app.sql().update("UPDATE t_job SET payload = 'mended' WHERE id = ?", id));
            assertThat(jobs.retry(id)).isTrue();
            await("done", () -> state(app, id) == JobState.DONE);
            assertThat(jobs.retry(id)).isFalse();
        }
    }

    @Test
    void a_failing_recurring_job_is_tried_again_for_the_same_due_time_and_tells_operators() {
        try (var app = start(Map.of("trellis.test.jobs.failing", "true"))) {
            var jobs = app.get(Jobs.class);
            await(
                    "it is scheduled",
                    () -> jobs.recurring().stream().anyMatch(job -> job.id().equals("test-failing")));
            assertThat(jobs.runNow("test-failing")).isTrue();
            await("the first failure", () -> failing(jobs).failures() == 1);
            assertThat(failing(jobs).problem()).isEqualTo("The test wants it so");

            assertThat(number(app, "SELECT COUNT(*) FROM t_job_due WHERE job = 'test-failing'"))
                    .isEqualTo(1);
            await("the second try goes well", () -> failing(jobs).failures() == 0);
            assertThat(failing(jobs).problem()).isNull();
            assertThat(number(app, "SELECT COUNT(*) FROM t_job_due WHERE job = 'test-failing'"))
                    .isEqualTo(1);
        }
    }

    private static RecurringView failing(Jobs jobs) {
        return jobs.recurring().stream()
                .filter(job -> job.id().equals("test-failing"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_daily_job_is_due_at_its_time_of_day_in_the_business_zone() {
        var daily = Recurrence.dailyAt(LocalTime.of(2, 30), () -> ZoneId.of("Asia/Shanghai"));

        assertThat(daily.next(Instant.parse("2026-11-21T18:00:00Z"))).isEqualTo("2026-11-21T18:30:00Z");
        assertThat(daily.next(Instant.parse("2026-11-21T18:30:00Z"))).isEqualTo("2026-11-22T18:30:00Z");
        var berlin = Recurrence.dailyAt(LocalTime.of(2, 30), () -> ZoneId.of("Europe/Berlin"));
        assertThat(berlin.next(Instant.parse("2026-03-28T02:00:00Z"))).isEqualTo("2026-03-29T01:30:00Z");
    }

    private static Process node(TestApp app, int haltAt) throws IOException {
        var settings = app.settings();
        var log = Files.createDirectories(Path.of("target", "crash")).resolve("job.log");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkingNode.class.getName(),
                        settings.url(),
                        settings.user(),
                        settings.password(),
                        String.valueOf(haltAt))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
