package dev.trellis.core.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.core.problem.TrellisException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnitOfWorkTest {

    private static TestApp app;

    @BeforeAll
    static void start() throws Exception {
        app = TestApp.start();
        try (var connection = app.database().rawConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE counter (id INT PRIMARY KEY, amount INT NOT NULL)");
        }
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void fill() {
        app.inUnit(() -> {
            app.sql().update("DELETE FROM counter");
            app.sql().batch("INSERT INTO counter (id, amount) VALUES (?, ?)", List.of(List.of(1, 0), List.of(2, 0)));
        });
    }

    @Test
    void what_was_written_stays_when_the_work_returns() {
        app.inUnit(() -> set(1, 7));

        assertThat(amount(1)).isEqualTo(7);
    }

    @Test
    void what_only_reads_may_not_write() {
        var unit = app.get(UnitOfWork.class);

        assertThat(unit.<Integer>read(() -> amount(1))).isZero();
        assertThatThrownBy(() -> unit.read(() -> app.sql().update("UPDATE counter SET amount = 7 WHERE id = 1")))
                .isInstanceOf(TrellisException.class)
                .hasMessageContaining("only reads");
        assertThat(amount(1)).isZero();
    }

    @Test
    void a_unit_inside_what_only_reads_is_committed_when_it_returns() {
        var unit = app.get(UnitOfWork.class);

        unit.read(() -> {
            assertThat(unit.isTransaction()).isFalse();
            unit.run(() -> set(1, 7));
            assertThatThrownBy(() -> unit.run(() -> {
                        set(2, 7);
                        throw new IllegalStateException("on purpose");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(unit.isActive()).isTrue();
            return amount(1);
        });

        assertThat(List.of(amount(1), amount(2))).containsExactly(7, 0);
        assertThat(unit.isActive()).isFalse();
    }

    @Test
    void what_only_reads_belongs_to_the_unit_around_it() {
        var unit = app.get(UnitOfWork.class);

        int seen = unit.<Integer>run(() -> {
            set(1, 7);
            return unit.<Integer>read(() -> amount(1));
        });

        assertThat(seen).isEqualTo(7);
    }

    @Test
    void nothing_stays_when_the_work_throws() {
        assertThatThrownBy(() -> app.inUnit(() -> {
                    set(1, 7);
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(amount(1)).isZero();
    }

    @Test
    void an_inner_unit_joins_the_outer_one() {
        assertThatThrownBy(() -> app.inUnit(() -> {
                    app.inUnit(() -> set(1, 7));
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(amount(1)).isZero();
    }

    @Test
    void a_failure_inside_cannot_be_passed_over() {
        assertThatThrownBy(() -> app.inUnit(() -> {
                    set(1, 7);
                    try {
                        app.inUnit(() -> {
                            throw new IllegalStateException("on purpose");
                        });
                    } catch (IllegalStateException passedOver) {
                        set(2, 7);
                    }
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(amount(1)).isZero();
        assertThat(amount(2)).isZero();
    }

    @Test
    void a_refusal_returns_its_result_and_undoes_the_rest() {
        var unit = app.get(UnitOfWork.class);
        var followed = new AtomicInteger();

        var result = app.inUnit(() -> {
            set(1, 7);
            unit.afterCommit(followed::incrementAndGet);
            unit.rollBack();
            return "refused";
        });

        assertThat(result).isEqualTo("refused");
        assertThat(amount(1)).isZero();
        assertThat(followed).hasValue(0);
    }

    @Test
    void what_follows_a_commit_sees_what_was_committed() {
        var unit = app.get(UnitOfWork.class);
        var seen = new ArrayList<Integer>();

        app.inUnit(() -> {
            unit.afterCommit(() -> seen.add(amount(1)));
            set(1, 7);
        });

        assertThat(seen).containsExactly(7);
    }

    @Test
    void after_commit_needs_a_unit_of_work() {
        assertThatThrownBy(() -> app.get(UnitOfWork.class).afterCommit(() -> {}))
                .isInstanceOf(TrellisException.class)
                .hasMessageContaining("unit of work");
    }

    @Test
    void a_statement_outside_a_unit_of_work_fails() {
        assertThatThrownBy(() -> app.sql().update("DELETE FROM counter")).isInstanceOf(RuntimeException.class);
    }

    @Test
    void two_units_that_deadlock_both_succeed_because_one_runs_again() {
        var attempts = new AtomicInteger();
        var bothHoldOne = new CyclicBarrier(2);

        var first = CompletableFuture.runAsync(() -> addToBoth(1, 2, attempts, bothHoldOne));
        var second = CompletableFuture.runAsync(() -> addToBoth(2, 1, attempts, bothHoldOne));
        CompletableFuture.allOf(first, second).join();

        assertThat(attempts).hasValue(3);
        assertThat(amount(1)).isEqualTo(2);
        assertThat(amount(2)).isEqualTo(2);
    }

    @Test
    void a_unit_whose_connection_is_lost_runs_again() {
        var attempts = new AtomicInteger();

        app.inUnit(() -> {
            set(1, 7);
            if (attempts.incrementAndGet() == 1) {
                killOwnConnection();
                set(2, 7);
            }
        });

        assertThat(attempts).hasValue(2);
        assertThat(amount(1)).isEqualTo(7);
        assertThat(amount(2)).isZero();
    }

    @Test
    void a_unit_that_always_collides_gives_up_after_five_tries() {
        var attempts = new AtomicInteger();

        assertThatThrownBy(() -> app.inUnit(() -> {
                    attempts.incrementAndGet();
                    app.sql().update("SIGNAL SQLSTATE '40001'");
                }))
                .isInstanceOf(TrellisException.class);

        assertThat(attempts).hasValue(UnitOfWork.TRIES);
    }

    private static void addToBoth(int first, int second, AtomicInteger attempts, CyclicBarrier bothHoldOne) {
        app.inUnit(() -> {
            var attempt = attempts.incrementAndGet();
            app.sql().update("UPDATE counter SET amount = amount + 1 WHERE id = ?", first);
            if (attempt <= 2) {
                await(bothHoldOne);
            }
            app.sql().update("UPDATE counter SET amount = amount + 1 WHERE id = ?", second);
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void killOwnConnection() {
        var id = app.sql()
                .one("SELECT CONNECTION_ID() AS id", row -> row.getLong("id"))
                .orElseThrow();
        try (var other = app.database().rawConnection();
                var statement = other.createStatement()) {
            statement.execute("KILL " + id);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(int id, int amount) {
        app.sql().update("UPDATE counter SET amount = ? WHERE id = ?", amount, id);
    }

    private static int amount(int id) {
        return app.inUnit(() -> app.sql()
                .one("SELECT amount FROM counter WHERE id = ?", row -> row.getInt("amount"), id)
                .orElseThrow());
    }
}
