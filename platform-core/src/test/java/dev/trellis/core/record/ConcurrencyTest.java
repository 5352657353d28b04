package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConcurrencyTest {

    private TestWorkspace work;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
        var barrier = new CyclicBarrier(tasks.size());
        try (var threads = Executors.newFixedThreadPool(tasks.size())) {
            var futures = new ArrayList<Future<T>>();
            for (var task : tasks) {
                futures.add(threads.submit(() -> {
                    barrier.await();
                    return task.call();
                }));
            }
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    private RecordId account(String name) {
        return work.save(work.sales("li"), new Change.Create("account", Map.of("name", name)))
                .id();
    }

    @Test
    void of_two_writers_with_one_version_one_wins_and_one_meets_a_conflict() throws Exception {
        var li = work.sales("li");
        for (int round = 0; round < 20; round++) {
            var id = account("Race");

            var results = together(List.<Callable<SaveResult>>of(
                    () -> work.records.save(li, new Change.Update("account", id, 1, Map.of("name", "One"))),
                    () -> work.records.save(li, new Change.Update("account", id, 1, Map.of("name", "Two")))));

            assertThat(results).filteredOn(SaveResult.Saved.class::isInstance).hasSize(1);
            assertThat(results)
                    .filteredOn(SaveResult.Conflict.class::isInstance)
                    .containsExactly(new SaveResult.Conflict(2, List.of("name")));
        }
    }

    @Test
    void counting_up_with_versions_loses_nothing() throws Exception {
        var admin = work.admin();
        var id = work.save(admin, new Change.Create("account", Map.of("name", "Counter", "rating", BigDecimal.ZERO)))
                .id();

        together(IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(_ -> () -> {
                    for (int done = 0; done < 10; ) {
                        var record = work.find(admin, "account", id);
                        var next = ((BigDecimal) record.value("rating")).add(BigDecimal.ONE);
                        var result = work.records.save(
                                admin, new Change.Update("account", id, record.version(), Map.of("rating", next)));
                        done += result instanceof SaveResult.Saved ? 1 : 0;
                    }
                    return true;
                })
                .toList());

        assertThat((BigDecimal) work.find(admin, "account", id).value("rating")).isEqualByComparingTo("80");
    }

    @Test
    void of_many_who_take_one_unique_value_one_gets_it_and_the_others_a_problem() throws Exception {
        var li = work.sales("li");
        for (int round = 0; round < 10; round++) {
            var values = Map.<String, Object>of("name", "Unique", "tax_no", "RACE-" + round);

            var results = together(IntStream.range(0, 6)
                    .<Callable<SaveResult>>mapToObj(
                            _ -> () -> work.records.save(li, new Change.Create("account", values)))
                    .toList());

            assertThat(results).filteredOn(SaveResult.Saved.class::isInstance).hasSize(1);
            assertThat(results)
                    .filteredOn(SaveResult.Rejected.class::isInstance)
                    .hasSize(5)
                    .allSatisfy(
                            result -> assertThat(TestWorkspace.problems(result)).containsExactly("tax_no NOT_UNIQUE"));
        }
    }

    @Test
    void numbers_drawn_by_eight_threads_are_all_different() throws Exception {
        var li = work.sales("li");

        var drawn = together(IntStream.range(0, 8)
                .<Callable<List<String>>>mapToObj(_ -> () -> {
                    var numbers = new ArrayList<String>();
                    for (int i = 0; i < 25; i++) {
                        var id = work.save(li, new Change.Create("quote", Map.of("title", "N")))
                                .id();
                        numbers.add(String.valueOf(work.find(li, "quote", id).value("number")));
                    }
                    return numbers;
                })
                .toList());

        var all = drawn.stream().flatMap(List::stream).toList();
        assertThat(new HashSet<>(all)).hasSize(200);
        assertThat(all).allMatch(number -> number.matches("QT-20\\d\\d-\\d{4}"));
    }

    @Test
    void gapless_numbers_have_no_hole_though_saves_fail() throws Exception {
        var admin = work.admin();

        together(IntStream.range(0, 6)
                .<Callable<Boolean>>mapToObj(thread -> () -> {
                    for (int i = 0; i < 10; i++) {
                        var note = i % 5 == 4 ? "taken" : thread + "/" + i;
                        work.records.save(admin, new Change.Create("voucher", Map.of("note", note)));
                    }
                    return true;
                })
                .toList());

        var numbers = work
                .page(admin, RecordQuery.of("voucher", List.of("number")).page(0, 500))
                .items()
                .stream()
                .map(record -> String.valueOf(record.value("number")))
                .sorted()
                .toList();
        assertThat(numbers)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, numbers.size())
                        .mapToObj("V%03d"::formatted)
                        .toList());
        assertThat(numbers).hasSize(49);
    }

    @Test
    void batches_in_opposite_order_never_meet_a_deadlock() throws Exception {
        var admin = work.admin();
        var one = account("A");
        var two = account("B");
        var pump = work.id("pump");
        int pumpVersion = work.find(admin, "product", pump).version();
        long deadlocks = deadlocks();

        var results = together(IntStream.range(0, 6)
                .<Callable<Integer>>mapToObj(thread -> () -> {
                    int saved = 0;
                    for (int i = 0; i < 20; i++) {
                        var name = "N" + thread + "-" + i;
                        var changes = new ArrayList<>(List.of(
                                rename(admin, "account", one, name),
                                rename(admin, "product", pump, name),
                                rename(admin, "account", two, name)));
                        if (thread % 2 == 1) {
                            Collections.reverse(changes);
                        }
                        if (i % 4 == 0) {
                            changes.add(rename(admin, "account", one, name));
                        }
                        for (var result : work.records.apply(admin, changes, Records.Mode.EACH)) {
                            saved += result instanceof SaveResult.Saved ? 1 : 0;
                        }
                    }
                    return saved;
                })
                .toList());

        int versions = work.find(admin, "account", one).version()
                + work.find(admin, "account", two).version()
                + work.find(admin, "product", pump).version();
        int saved = results.stream().mapToInt(Integer::intValue).sum();
        assertThat(saved).isPositive().isEqualTo(versions - 2 - pumpVersion);
        assertThat(deadlocks()).isEqualTo(deadlocks);
    }

    private Change rename(Actor actor, String entity, RecordId id, String name) {
        return new Change.Update(entity, id, work.find(actor, entity, id).version(), Map.of("name", name));
    }

    /** How often the database has broken a circle of waiting transactions, whichever of its clients they belonged to. */
    private long deadlocks() {
        return work.app
                .inUnit(() -> work.app
                        .sql()
                        .one(
                                "SELECT count FROM information_schema.innodb_metrics WHERE name = 'lock_deadlocks'",
                                row -> row.getLong(1)))
                .orElseThrow();
    }

    @Test
    void saves_of_one_unit_in_opposite_order_are_run_again_for_the_caller() throws Exception {
        var li = work.sales("li");
        var one = account("A");
        var two = account("B");

        var results = together(IntStream.range(0, 2)
                .<Callable<Integer>>mapToObj(thread -> () -> {
                    int saved = 0;
                    for (int i = 0; i < 10; i++) {
                        var first = thread % 2 == 0 ? one : two;
                        var second = thread % 2 == 0 ? two : one;
                        var name = "N" + thread + "-" + i;
                        saved += work.app.inUnit(() -> change(li, first, name) + change(li, second, name));
                    }
                    return saved;
                })
                .toList());

        int versions = work.find(li, "account", one).version()
                + work.find(li, "account", two).version();
        assertThat(results.stream().mapToInt(Integer::intValue).sum())
                .isPositive()
                .isEqualTo(versions - 2);
    }

    private int change(Actor actor, RecordId id, String name) {
        return work.records.save(actor, rename(actor, "account", id, name)) instanceof SaveResult.Saved ? 1 : 0;
    }
}
