package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SampleMetadata;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a save hands over is what a reader of the record finds then, whoever it is and whatever they ask for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SavedAnswerTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> FIELDS = List.of(
            "{\"id\": \"story\", \"label\": {\"en\": \"Story\"}, \"type\": \"long_text\"}",
            "{\"id\": \"share\", \"label\": {\"en\": \"Share\"}, \"type\": \"percent\", \"scale\": 3}",
            "{\"id\": \"size\", \"label\": {\"en\": \"Size\"}, \"type\": \"decimal\", \"scale\": 2}",
            "{\"id\": \"half\", \"label\": {\"en\": \"Half\"}, \"type\": \"formula\", \"expression\": \"size / 2\","
                    + " \"result\": {\"type\": \"decimal\", \"scale\": 1}}",
            "{\"id\": \"budget\", \"label\": {\"en\": \"Budget\"}, \"type\": \"money\"}",
            "{\"id\": \"seen_at\", \"label\": {\"en\": \"Seen\"}, \"type\": \"date_time\"}",
            "{\"id\": \"opens\", \"label\": {\"en\": \"Opens\"}, \"type\": \"time\"}",
            "{\"id\": \"quotes\", \"label\": {\"en\": \"Quotes\"}, \"type\": \"roll_up\", \"entity\": \"quote\","
                    + " \"via\": \"account\", \"function\": \"count\", \"result\": {\"type\": \"integer\"}}");
    private static final List<String> PATHS = List.of(
            "name",
            "tax_no",
            "founded",
            "rating",
            "secret",
            "key_account",
            "story",
            "share",
            "size",
            "half",
            "budget",
            "seen_at",
            "opens",
            "quotes",
            "owner",
            "owner.name",
            "created_at",
            "version");

    private final long seed = Long.getLong("trellis.test.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private TestWorkspace work;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
        var all = TestWorkspace.json();
        for (var entity : all.get("entity")) {
            if (entity.get("id").stringValue().equals("account")) {
                FIELDS.forEach(
                        field -> ((ObjectNode) entity).withArray("fields").add(JSON.readTree(field)));
            }
        }
        var sales = (ObjectNode) all.get("role").get(1);
        ((ObjectNode) sales.at("/entities/account/fields"))
                .put("tax_no", "masked")
                .put("story", "masked");
        work.publish(SampleMetadata.definitions(all));
    }

    @AfterAll
    void stop() {
        work.close();
    }

    @Test
    void a_save_answers_what_a_reader_finds() {
        System.out.println("SavedAnswerTest seed " + seed + " (-Dtrellis.test.seed=" + seed + ")");
        var ids = new ArrayList<RecordId>();
        for (int i = 0; i < 150; i++) {
            var actor = actor();
            var isNew = ids.isEmpty() || random.nextInt(3) == 0;
            var id = isNew ? null : ids.get(random.nextInt(ids.size()));
            var answered = work.records.save(actor, change(actor, id), paths(actor));
            if (answered.result() instanceof SaveResult.Saved(var saved, var version, var _)) {
                ids.add(saved);
                var shown = answered.record();
                var asked = shown instanceof FindResult.Found(var record)
                        ? new LinkedHashSet<>(record.values().keySet())
                        : new LinkedHashSet<>(List.of("name"));
                assertThat(shown)
                        .as("seed %s, save %s", seed, i)
                        .isEqualTo(work.records.find(actor, "account", saved, asked));
                if (shown instanceof FindResult.Found(var record)) {
                    assertThat(record.version()).isEqualTo(version);
                }
            } else {
                assertThat(answered.record()).isNotInstanceOf(FindResult.Found.class);
            }
        }
        assertThat(ids).hasSizeGreaterThan(50);
    }

    @Test
    void a_path_that_does_not_exist_for_the_actor_saves_nothing() {
        long before = work.rows("r_account");

        var answered = work.records.save(
                work.sales("li"), new Change.Create("account", Map.of("name", "Unseen")), Set.of("name", "secret"));

        assertThat(answered.result()).isEqualTo(new SaveResult.NotApplied());
        assertThat(answered.record()).isInstanceOf(FindResult.Invalid.class);
        assertThat(work.rows("r_account")).isEqualTo(before);
    }

    @Test
    void a_refused_save_answers_its_refusal() {
        var answered = work.records.save(
                work.admin(), new Change.Create("account", Map.of("story", "Without a name")), Set.of("name"));

        assertThat(answered.result()).isInstanceOf(SaveResult.Rejected.class);
        assertThat(answered.record()).isEqualTo(new FindResult.NotFound());
    }

    private Actor.Person actor() {
        return switch (random.nextInt(4)) {
            case 0 -> work.admin();
            case 1 -> work.sales("li");
            case 2 -> work.sales("chen");
            default -> work.actor("wang", "sales", "manager");
        };
    }

    private Change change(Actor.Person actor, RecordId id) {
        var values = values(actor);
        if (id == null) {
            values.put("name", "Account " + random.nextInt(1_000));
            return new Change.Create("account", values);
        }
        return new Change.Update(
                "account", id, work.find(TestWorkspace.INSTALL, "account", id).version(), values);
    }

    private Map<String, Object> values(Actor.Person actor) {
        var values = new HashMap<String, Object>();
        put(values, "story", "  Cafe\u0301 " + random.nextInt(100) + " ");
        put(values, "share", new BigDecimal(random.nextInt(1_000)).movePointLeft(4));
        put(values, "size", new BigDecimal(random.nextInt(100_000)).movePointLeft(random.nextInt(4)));
        put(values, "budget", new Money(new BigDecimal(random.nextInt(100_000)).movePointLeft(3), "USD"));
        put(
                values,
                "seen_at",
                Instant.ofEpochSecond(1_700_000_000L + random.nextInt(1_000_000), random.nextInt(1_000_000_000)));
        put(values, "opens", LocalTime.of(random.nextInt(24), random.nextInt(60)));
        put(values, "founded", LocalDate.of(2000 + random.nextInt(30), 1 + random.nextInt(12), 28));
        put(values, "key_account", random.nextBoolean());
        if (actor.roles().contains("admin")) {
            put(values, "rating", BigDecimal.valueOf(random.nextInt(9)));
            put(values, "secret", "s" + random.nextInt(9));
            put(values, "owner", work.id(List.of("li", "chen", "wang").get(random.nextInt(3))));
        }
        return values;
    }

    private void put(Map<String, Object> values, String field, Object value) {
        if (random.nextInt(3) == 0) {
            values.put(field, value);
        }
    }

    private Set<String> paths(Actor.Person actor) {
        var paths = new LinkedHashSet<String>();
        boolean isPlain = random.nextBoolean();
        for (var path : PATHS) {
            boolean isHidden = path.equals("secret") && !actor.roles().contains("admin");
            if (!isHidden && !(isPlain && path.startsWith("owner")) && random.nextBoolean()) {
                paths.add(path);
            }
        }
        return paths;
    }
}
