package dev.trellis.workflow.sales;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.SaveResult;
import dev.trellis.workflow.pool.PoolRecycle;
import dev.trellis.workflow.pool.Pools;
import dev.trellis.workflow.recorded.Recorded;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Fifty people on two processes want the same records; several look after the same pools. The clocks are wrong. */
class ClaimRaceTest {

    private static final int PEOPLE = 50;
    private static final Duration WRONG = Duration.ofMinutes(20);

    private static SalesTeam team;
    private static ClaimingNode other;
    private static ExecutorService threads;

    @BeforeAll
    static void start() throws IOException {
        team = SalesTeam.start();
        var wrong = new ArrayList<>(SkewedClock.ahead(WRONG, Path.of("target", "clock-ahead")));
        wrong.add("-Duser.timezone=Pacific/Kiritimati");
        other = ClaimingNode.start(team.app().url(), wrong);
        threads = Executors.newFixedThreadPool(PEOPLE / 2);
    }

    @AfterAll
    static void stop() throws IOException {
        threads.shutdown();
        other.close();
        team.close();
    }

    @Test
    void every_record_has_exactly_one_winner_and_nobody_gets_more_than_the_limits_allow() throws IOException {
        var run = Recorded.begin("claims", ClaimRaceTest.class, 100, 10_000, 0);
        var seed = run.seed();
        var random = new Random(seed);
        // Some more than the limits leave room for, so that towards the end whole rounds are refused.
        var people = people("R", Math.max(PEOPLE, run.rounds() / 5));
        var wins = new HashMap<RecordId, Integer>();
        int won = 0;
        int full = 0;
        for (int round = 0; round < run.rounds(); round++) {
            var lead = team.inPool("race " + round);
            var free = new ArrayList<>(people);
            Collections.shuffle(free, random);
            // Most of them may still claim; some have reached the limit and must be refused.
            var chosen = free.stream()
                    .filter(user -> wins.getOrDefault(user, 0) < 5 || random.nextInt(4) == 0)
                    .limit(PEOPLE)
                    .toList();
            var here = chosen.subList(0, chosen.size() / 2);
            other.ask("claim " + lead + " "
                    + chosen.subList(chosen.size() / 2, chosen.size()).stream()
                            .map(RecordId::toString)
                            .collect(Collectors.joining(" ")));

            int winners = ClaimingNode.claim(team.get(Pools.class), threads, lead, here) + other.answer();

            var owner = team.read("lead", lead).value("owner");
            var anybody = chosen.stream().anyMatch(user -> wins.getOrDefault(user, 0) < 5);
            assertThat(winners).as("seed %d, round %d", seed, round).isEqualTo(anybody ? 1 : 0);
            won += winners;
            full += winners == 0 ? 1 : 0;
            if (owner instanceof RecordId user) {
                assertThat(chosen).contains(user);
                wins.merge(user, 1, Integer::sum);
            }
        }
        assertThat(wins.values()).allMatch(count -> count <= 5);
        assertThat(won)
                .isEqualTo(wins.values().stream().mapToInt(Integer::intValue).sum());
        run.write(
                "Claims raced",
                List.of(
                        "%d people on 2 processes want each of %,d records at once.".formatted(PEOPLE, run.rounds()),
                        "Claimed by exactly one: %,d; refused to everybody because all had reached the limit: %,d."
                                .formatted(won, full),
                        "Most claims of one person: %d (limit 5)."
                                .formatted(wins.values().stream()
                                        .mapToInt(Integer::intValue)
                                        .max()
                                        .orElse(0))));
    }

    @Test
    void nobody_gets_past_the_cap_by_claiming_many_at_once() throws Exception {
        var one = people("Greedy", 1).getFirst();
        var person = new Actor.Person(
                one, "Greedy", java.util.Set.of("seller"), java.util.Set.of(), java.util.Locale.ENGLISH, Actor.Via.API);
        var leads = new ArrayList<RecordId>();
        for (int i = 0; i < 20; i++) {
            leads.add(team.inPool("greedy " + i));
        }

        var results = threads.invokeAll(leads.stream()
                .<java.util.concurrent.Callable<SaveResult>>map(
                        lead -> () -> team.get(Pools.class).claim(person, "lead", lead))
                .toList());

        int got = 0;
        for (var result : results) {
            got += result.get() instanceof SaveResult.Saved ? 1 : 0;
        }
        assertThat(got).isEqualTo(5);
    }

    @Test
    void nodes_whose_clocks_are_wrong_take_every_idle_record_back_once_and_no_other() throws IOException {
        int count = Recorded.isFull() ? 1_000 : 40;
        var owners = people("Idle", count / 5);
        var fresh = new HashSet<RecordId>();
        var idle = new HashSet<RecordId>();
        for (int i = 0; i < count; i++) {
            var lead = team.inPool("idle " + i);
            assertThat(team.get(Pools.class).assign(team.who("Li"), "lead", lead, owners.get(i % owners.size())))
                    .isInstanceOf(SaveResult.Saved.class);
            // Seven days are the limit; both are nearer to it than the clocks are wrong.
            var isIdle = i % 2 == 0;
            var age = isIdle
                    ? Duration.ofDays(7).plusMinutes(5)
                    : Duration.ofDays(7).minusMinutes(5);
            team.age("lead", lead, "claimed_at", age);
            team.age("lead", lead, "created_at", age);
            (isIdle ? idle : fresh).add(lead);
        }

        int moved;
        try (var behind = ClaimingNode.start(
                team.app().url(), SkewedClock.ahead(WRONG.negated(), Path.of("target", "clock-behind")))) {
            assertThat(clock(behind)).isBefore(Instant.now().minus(WRONG.dividedBy(2)));
            other.ask("recycle");
            behind.ask("recycle");
            moved = team.get(PoolRecycle.class).run() + other.answer() + behind.answer();
        }

        assertThat(moved).isEqualTo(idle.size());
        assertThat(idle)
                .allSatisfy(
                        lead -> assertThat(team.outbox("pool.recycled", lead)).isEqualTo(1));
        assertThat(fresh)
                .allSatisfy(lead ->
                        assertThat(team.read("lead", lead).value("owner")).isNotNull());
    }

    @Test
    void what_a_node_with_a_wrong_clock_writes_has_the_time_of_the_database() throws IOException {
        assertThat(clock(other)).isAfter(Instant.now().plus(WRONG.dividedBy(2)));
        var user = people("Elsewhere", 1).getFirst();
        var lead = team.inPool("elsewhere");
        var before = team.now().minus(WRONG.dividedBy(2));

        other.ask("claim " + lead + " " + user);
        assertThat(other.answer()).isEqualTo(1);
        other.ask("note " + lead);
        assertThat(other.answer()).isEqualTo(1);

        var after = team.now().plus(WRONG.dividedBy(2));
        var stored = team.read("lead", lead);
        assertThat(List.of("claimed_at", "last_note", "changed_at"))
                .allSatisfy(field -> assertThat((Instant) stored.value(field)).isBetween(before, after));
    }

    private static Instant clock(ClaimingNode node) throws IOException {
        node.ask("clock");
        return Instant.ofEpochSecond(node.answer());
    }

    private static List<RecordId> people(String prefix, int count) {
        var people = new ArrayList<RecordId>();
        for (int i = 0; i < count; i++) {
            people.add(team.hire(prefix + i, Map.of(), "seller"));
        }
        return people;
    }
}
