package dev.trellis.form.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.TestApp;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.publish.PublishResult;
import dev.trellis.core.publish.Publisher;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.form.Shop;
import dev.trellis.form.form.FormComposer;
import dev.trellis.form.session.FormState.Phase;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormDriverTest {

    private static final Actor.Platform INSTALL = new Actor.Platform(Actor.Purpose.INSTALL);

    private TestApp app;
    private Records records;
    private RecordId user;
    private final List<RecordId> products = new ArrayList<>();
    private final List<RecordId> accounts = new ArrayList<>();

    @BeforeAll
    void start() {
        app = TestApp.start();
        assertThat(app.get(Publisher.class).install(INSTALL, Shop.withPeople(), "shop"))
                .isInstanceOf(PublishResult.Published.class);
        records = app.get(Records.class);
        var department = install("department", Map.of("name", "销售部"));
        user = install("user", Map.of("name", "王芳", "primary_department", department));
        for (int i = 0; i < 12; i++) {
            products.add(install(
                    "product",
                    Map.of(
                            "name",
                            "Product " + i,
                            "price",
                            new Money(new BigDecimal("19.99").multiply(BigDecimal.valueOf(i * 7L + 1)), "CNY"))));
            accounts.add(install(
                    "account",
                    Map.of(
                            "name",
                            "Account " + i,
                            "rebate",
                            new BigDecimal("0.0125").multiply(BigDecimal.valueOf(i)))));
        }
        accounts.add(install("account", Map.of("name", "No rebate")));
    }

    @AfterAll
    void stop() {
        app.close();
    }

    private RecordId install(String entity, Map<String, Object> values) {
        var result = records.save(INSTALL, new Change.Create(entity, values));
        assertThat(result).isInstanceOf(SaveResult.Saved.class);
        return ((SaveResult.Saved) result).id();
    }

    private Actor.Person person(String role) {
        return new Actor.Person(user, "王芳", Set.of(role), Set.of(), Locale.ENGLISH, Actor.Via.WEB);
    }

    private FormDriver form(String role) {
        var actor = person(role);
        var form = FormComposer.compose(records.schema(actor), "offer", null, Locale.ENGLISH)
                .orElseThrow();
        return new FormDriver(records, actor, form, InstantSource.system());
    }

    private StoredRecord stored(String role, RecordId id) {
        return ((FindResult.Found) records.find(person(role), "offer", id, Set.of())).record();
    }

    /** What the form shows is what is stored, to the last digit. */
    private void assertStored(FormState shown, StoredRecord stored, String description) {
        for (var field : stored.values().keySet()) {
            if (!SystemFields.ALL.contains(field) && !field.equals("lines")) {
                assertThat(Values.same(shown.value(field), stored.value(field)))
                        .as("%s: %s shown %s, stored %s", description, field, shown.value(field), stored.value(field))
                        .isTrue();
            }
        }
        var rows = stored.lines("lines");
        assertThat(shown.lines("lines")).as(description).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            var line = shown.lines("lines").get(i);
            for (var field : rows.get(i).values().keySet()) {
                if (!SystemFields.ALL.contains(field)) {
                    assertThat(Values.same(line.value(field), rows.get(i).value(field)))
                            .as(
                                    "%s: lines[%s].%s shown %s, stored %s",
                                    description,
                                    i,
                                    field,
                                    line.value(field),
                                    rows.get(i).value(field))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void what_the_form_computes_is_what_is_stored_for_random_offers() {
        long seed = new Random().nextLong();
        System.out.println("FormDriverTest seed " + seed);
        var random = new Random(seed);
        for (int run = 0; run < 40; run++) {
            var role = random.nextBoolean() ? Shop.SALES : Shop.BOSS;
            var description = "seed " + seed + " run " + run + " " + role;
            var driver = form(role);
            driver.openNew(Map.of(), Map.of());
            driver.send(new FormEvent.ValueChanged("title", "Offer " + run, null));
            edit(driver, random, 12);
            save(driver, role, description);

            var again = form(role);
            again.open(driver.state().id());
            edit(again, random, 8);
            save(again, role, description + " again");
        }
    }

    private void save(FormDriver driver, String role, String description) {
        var shown = driver.state();
        assertThat(shown.problems()).as(description).isEmpty();
        var saved = driver.send(new FormEvent.SaveRequested());
        assertThat(saved.phase()).as("%s: %s", description, saved.problems()).isEqualTo(new Phase.Stored());
        assertStored(shown, stored(role, saved.id()), description);
        assertStored(saved, stored(role, saved.id()), description + " reloaded");
        assertThat(saved.isDirty()).isFalse();
    }

    private void edit(FormDriver driver, RandomGenerator random, int events) {
        for (int i = 0; i < events; i++) {
            var lines = driver.state().lines("lines");
            var key = lines.isEmpty()
                    ? ""
                    : lines.get(random.nextInt(lines.size())).key();
            var product = products.get(random.nextInt(products.size()));
            switch (random.nextInt(lines.isEmpty() ? 4 : 11)) {
                case 0, 1 ->
                    driver.send(new FormEvent.LineAdded("lines", random.nextInt(5), Map.of("product", product)));
                case 2 ->
                    driver.send(
                            new FormEvent.ValueChanged("account", accounts.get(random.nextInt(accounts.size())), null));
                case 3 -> {
                    driver.send(new FormEvent.ValueChanged("discount", decimal(random, 0.5, 6), null));
                    driver.send(new FormEvent.ValueChanged("reason", "because " + i, null));
                }
                case 4 -> driver.send(new FormEvent.LineChanged("lines", key, "product", product, null));
                case 5, 6 ->
                    driver.send(new FormEvent.LineChanged(
                            "lines", key, "quantity", decimal(random, 1000, 5).add(BigDecimal.ONE), null));
                case 7 ->
                    driver.send(new FormEvent.LineChanged(
                            "lines", key, "unit_price", new Money(decimal(random, 99999, 6), "CNY"), null));
                case 8 -> driver.send(new FormEvent.LineChanged("lines", key, "unit_price", null, null));
                case 9 -> driver.send(new FormEvent.LineMoved("lines", key, random.nextInt(lines.size())));
                default -> driver.send(new FormEvent.LineRemoved("lines", key));
            }
        }
        if (driver.state().facets().required().contains("reason")) {
            driver.send(new FormEvent.ValueChanged("reason", "because", null));
        }
    }

    private static BigDecimal decimal(RandomGenerator random, double most, int scale) {
        return BigDecimal.valueOf(random.nextDouble() * most).setScale(scale, java.math.RoundingMode.HALF_UP);
    }

    @Test
    void a_pasted_product_is_found_by_its_name_and_fills_its_line() {
        var driver = form(Shop.SALES);
        driver.openNew(Map.of(), Map.of());

        driver.send(new FormEvent.LinesPasted("lines", null, "product", "Product 3\t\t2\nProduct 99\t\t1"));

        var line = driver.state().lines("lines").getFirst();
        assertThat(line.value("product")).isEqualTo(products.get(3));
        assertThat(line.value("unit_price")).isEqualTo(new Money(new BigDecimal("439.78"), "CNY"));
        assertThat(line.value("amount")).isEqualTo(new Money(new BigDecimal("879.56"), "CNY"));
        assertThat(driver.state().problems())
                .anyMatch(problem -> problem.path().equals("lines[1].product")
                        && problem.code().equals(SessionProblem.TITLE_NOT_FOUND));
    }

    @Test
    void two_people_who_save_at_once_are_told_and_can_keep_both_changes() {
        var mine = form(Shop.SALES);
        mine.openNew(Map.of(), Map.of());
        mine.send(new FormEvent.ValueChanged("title", "Shared", null));
        var id = mine.send(new FormEvent.SaveRequested()).id();
        var theirs = form(Shop.BOSS);
        theirs.open(id);
        theirs.send(new FormEvent.ValueChanged("reason", "theirs", null));
        theirs.send(new FormEvent.SaveRequested());

        mine.send(new FormEvent.ValueChanged("title", "Mine", null));
        var refused = mine.send(new FormEvent.SaveRequested());
        assertThat(refused.phase()).isEqualTo(new Phase.Conflicting(2, List.of("reason")));

        mine.send(new FormEvent.ReloadRequested(true));
        mine.send(new FormEvent.SaveRequested());

        var stored = stored(Shop.BOSS, id);
        assertThat(stored.value("title")).isEqualTo("Mine");
        assertThat(stored.value("reason")).isEqualTo("theirs");
    }

    @Test
    void what_only_the_gate_can_know_is_told_at_the_field() {
        var driver = form(Shop.SALES);
        driver.openNew(Map.of(), Map.of());
        driver.send(new FormEvent.ValueChanged("title", "Lost account", null));
        driver.send(new FormEvent.ValueChanged("account", new RecordId(4711), "?"));

        var state = driver.send(new FormEvent.SaveRequested());

        assertThat(state.phase()).isEqualTo(new Phase.Editing());
        assertThat(state.problems()).anyMatch(problem -> problem.path().equals("account"));
    }

    @Test
    void a_record_that_does_not_exist_for_the_actor_is_gone() {
        assertThat(form(Shop.SALES).open(new RecordId(4711)).phase()).isEqualTo(new Phase.Vanished());
    }

    @Test
    void a_hidden_value_is_nowhere_in_the_state() {
        var boss = form(Shop.BOSS);
        boss.openNew(Map.of(), Map.of());
        boss.send(new FormEvent.ValueChanged("title", "Secret", null));
        boss.send(new FormEvent.ValueChanged("cost", new BigDecimal("98765.43"), null));
        var id = boss.send(new FormEvent.SaveRequested()).id();

        var sales = form(Shop.SALES);
        var state = sales.open(id);

        assertThat(state.toString()).doesNotContain("cost=");
        assertThat(state.record().values()).doesNotContainKey("cost");
    }
}
