package dev.trellis.core.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.database.TestApp;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.metadata.FunctionDefinition.Parameter;
import dev.trellis.core.metadata.FunctionType;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Functions that take all the time or memory there is: they end, they say why, and nobody else notices. */
class HostileFunctionsTest {

    private static final FunctionDefinition GOOD = function("good", "return x + '!';");
    private static final List<String> ROW = List.of("[\"x\"]");
    private static final int ROUNDS = 3;

    private static TestApp app;
    private static FunctionRunner runner;

    @BeforeAll
    static void start() {
        app = TestApp.start();
        runner = app.get(FunctionRunner.class);
        runner.run(GOOD, ROW);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static List<FunctionDefinition> hostile() {
        return List.of(
                function("loops", "for (;;) {}"),
                function("eats", "const all = []; for (;;) { all.push(new Array(100000).fill(x)); }"),
                function("pads", "return x.padStart(2 ** 29);"),
                function("counts", "return (7n ** 2000000n).toString();"),
                function("allocates", "return String(new Uint8Array(1.9e9).length);"),
                function("searches", "return String(/^(a+)+\\1$/.test('a'.repeat(34) + 'b'));"),
                function("catches", "for (;;) { try { for (;;) {} } catch (e) {} finally { continue; } }"),
                function("sorts", "return String(new Array(5e6).fill(0).sort(() => Math.sign(1)).length);"));
    }

    @Test
    void each_ends_within_three_seconds_with_a_clear_error_and_the_next_call_works() {
        for (var function : hostile()) {
            long began = System.nanoTime();
            var result = runner.run(function, ROW).getFirst();
            long millis = (System.nanoTime() - began) / 1_000_000;

            assertThat(millis).as("milliseconds of %s", function.id()).isLessThanOrEqualTo(3_000);
            assertThat(problem(result)).as("outcome of %s", function.id()).isNotNull();
            for (var locale : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
                assertThat(Messages.text(problem(result), locale)).isNotBlank();
            }
            assertThat(runner.run(GOOD, ROW)).containsExactly(new CallResult.Value("x!"));
        }
    }

    @Test
    void the_rows_before_a_hostile_one_keep_their_results() {
        var function = function("now_and_then", "if (x === 'bad') { for (;;); } return x;");

        var results = runner.run(function, List.of("[\"a\"]", "[\"b\"]", "[\"bad\"]", "[\"c\"]"));

        assertThat(results.subList(0, 2)).containsExactly(new CallResult.Value("a"), new CallResult.Value("b"));
        assertThat(results.subList(2, 4)).allMatch(CallResult.Unavailable.class::isInstance);
    }

    @Test
    void a_function_that_is_stopped_five_times_is_switched_off_until_it_is_approved_again() {
        var function = function("stubborn", "return x.repeat(9) + new Array(2e8).fill(x).length;");
        var approvals = app.get(FunctionApprovals.class);
        approvals.approve(List.of(function), null, "somebody");
        for (int i = 0; i < Breaker.STOPS; i++) {
            assertThat(runner.run(function, ROW).getFirst()).isInstanceOf(CallResult.Unavailable.class);
        }

        assertThat(approvals.state(function)).isEqualTo(FunctionApprovals.State.DISABLED);
        long began = System.nanoTime();
        assertThat(problem(runner.run(function, ROW).getFirst()).code()).isEqualTo(ScriptProblem.DISABLED);
        assertThat((System.nanoTime() - began) / 1_000_000).isLessThan(200);
        approvals.approve(List.of(function), null, "somebody");
        app.get(Breaker.class).reset(function.hash());
        assertThat(approvals.state(function)).isEqualTo(FunctionApprovals.State.APPROVED);
        assertThat(problem(runner.run(function, ROW).getFirst()).code()).isNotEqualTo(ScriptProblem.DISABLED);
    }

    @Test
    void a_parallel_probe_keeps_its_pace() throws InterruptedException {
        var rounds = new ArrayList<String>();
        for (int round = 0; round < ROUNDS; round++) {
            double quiet = p99(() -> LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3)));
            double loaded = p99(() -> hostile().subList(0, 4).forEach(function -> runner.run(renamed(function), ROW)));
            rounds.add("quiet %.2f ms, loaded %.2f ms".formatted(quiet, loaded));
            if (loaded < 2 * quiet) {
                break;
            }
        }
        System.out.println("p99 of the probe: " + rounds);

        assertThat(rounds).as("rounds until the probe kept its pace").hasSizeLessThan(ROUNDS + 1);
        assertThat(rounds.size() < ROUNDS || isWithin(rounds.getLast()))
                .as("p99: %s", rounds)
                .isTrue();
    }

    private static boolean isWithin(String round) {
        var numbers = round.replaceAll("[^0-9. ]", "").strip().split("\\s+");
        return Double.parseDouble(numbers[1]) < 2 * Double.parseDouble(numbers[0]);
    }

    /** Another source each time, so that none is switched off. */
    private static FunctionDefinition renamed(FunctionDefinition function) {
        return function(function.id(), "// " + System.nanoTime() + "\n" + function.source());
    }

    /** What a small statement takes while something else goes on. */
    private static double p99(Runnable meanwhile) throws InterruptedException {
        var running = new AtomicBoolean(true);
        var times = new ArrayList<Long>();
        var probe = Thread.ofPlatform().start(() -> {
            while (running.get()) {
                long began = System.nanoTime();
                app.inUnit(() -> app.sql().one("SELECT COUNT(*) FROM t_version", row -> row.getLong(1)));
                times.add(System.nanoTime() - began);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            }
        });
        meanwhile.run();
        running.set(false);
        probe.join();
        times.sort(null);
        return times.get((int) (times.size() * 0.99)) / 1e6;
    }

    private static Problem problem(CallResult result) {
        return switch (result) {
            case CallResult.Value _ -> null;
            case CallResult.Failed(var _, var problem) -> problem;
            case CallResult.Unavailable(var _, var problem) -> problem;
        };
    }

    private static FunctionDefinition function(String id, String body) {
        return new FunctionDefinition(
                id,
                Label.of(id, id),
                Label.EMPTY,
                List.of(new Parameter("x", Label.EMPTY, FunctionType.TEXT)),
                FunctionType.TEXT,
                body,
                List.of());
    }
}
