package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.workflow.random.RandomFlow;
import dev.trellis.workflow.recorded.Recorded;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Flows drawn at random, on the engine and the database: whatever people do, tables, engine and records stay in step. */
class RandomFlowsOnEngineTest {

    private static final int ACTIONS = 8;
    private static final List<String> PEOPLE = List.of("Wang", "Li", "Zhou", "Qian", "Admin");

    private static Deals deals;
    private static Company company;

    @BeforeAll
    static void start() {
        deals = Deals.start();
        company = deals.company();
        company.publish("""
                {"role": [{"id": "vacant", "label": {"en": "Vacant"}}]}""");
    }

    @AfterAll
    static void stop() {
        deals.close();
    }

    /** Random flows in random organisations, each with a request on which random people do random things. */
    @Test
    void random_flows_keep_engine_tables_and_records_in_step() {
        var run = Recorded.begin("random-flows", RandomFlowsOnEngineTest.class, 60, 5_000, 20_261_128L);
        var seed = run.seed();
        // Each check looks at all requests there are: with many rounds, less often.
        int checked = Math.max(20, run.rounds() / 50);
        int taken = 0;
        int submitted = 0;
        var ends = new EnumMap<ApprovalState, Integer>(ApprovalState.class);
        for (int flow = 0; flow < run.rounds(); flow++) {
            var random = new Random(seed + flow);
            organise(random);
            deals.install(RandomFlow.draw(random, "deal_approval", "deal"));
            var deal = deals.deal(
                    Map.of("amount", new BigDecimal(random.nextInt(2_000)), "note", random.nextBoolean() ? "x" : "y"));
            if (company.submit("Wang", "deal", deal) instanceof ApprovalResult.Done) {
                submitted++;
                for (int action = 0; action < ACTIONS; action++) {
                    taken += RandomRequestsTest.actOn(random, company, "deal", deal) instanceof ApprovalResult.Done
                            ? 1
                            : 0;
                    deals.later(random.nextInt(120));
                    if (random.nextInt(8) == 0) {
                        deputise(random, true);
                    } else if (random.nextInt(8) == 0) {
                        endDeputies();
                    }
                }
                RandomRequestsTest.assertRebuilt(company, "deal", deal, "seed " + (seed + flow));
                ends.merge(deals.state(deal), 1, Integer::sum);
            }
            if (flow % checked == checked - 1 || flow == run.rounds() - 1) {
                assertThat(company.app().get(Reconcile.class).differences())
                        .as("flows up to seed %d", seed + flow)
                        .isEmpty();
            }
        }
        run.write(
                "Random flows on engine and database",
                List.of(
                        "%,d random flows in random organisations; %,d could be submitted; %,d of %,d actions counted."
                                .formatted(run.rounds(), submitted, taken, submitted * ACTIONS),
                        "The requests stand at last as %s.".formatted(ends),
                        "Every log rebuilt its state; differences between tables, engine and records: 0."));
        assertThat(submitted).isGreaterThan(run.rounds() / 2);
        assertThat(taken).isGreaterThan(run.rounds());
    }

    /** Who directs and who does the books, and who stands in for whom. */
    private static void organise(Random random) {
        for (var role : List.of("director", "finance")) {
            company.vacate(role);
            for (int holder = random.nextInt(3); holder > 0; holder--) {
                company.assign(PEOPLE.get(random.nextInt(PEOPLE.size())), role);
            }
        }
        endDeputies();
        deputise(random, random.nextInt(3) == 0);
    }

    private static void endDeputies() {
        PEOPLE.forEach(name -> {
            var person = company.who(name);
            company.approvals()
                    .deputies(person)
                    .forEach(deputy -> company.approvals().endDeputy(person, deputy.id()));
        });
    }

    private static void deputise(Random random, boolean really) {
        if (really) {
            var now = Instant.now();
            company.approvals()
                    .deputise(
                            company.who(PEOPLE.get(random.nextInt(PEOPLE.size()))),
                            new Deputy.Terms(
                                    company.who(PEOPLE.get(random.nextInt(PEOPLE.size())))
                                            .user(),
                                    null,
                                    now.minusSeconds(60),
                                    now.plusSeconds(3_600),
                                    null,
                                    random.nextBoolean()));
        }
    }
}
