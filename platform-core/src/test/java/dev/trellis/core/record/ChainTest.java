package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.merge.MergeRequest;
import dev.trellis.core.merge.MergeResult;
import dev.trellis.core.merge.Merges;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Values that are computed from values that are computed, over four entities, after thousands of random edits, deletes,
 * restores, merges and merges undone: regions add up their customers' scores, customers their deals, deals their items, items are quantity times price.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChainTest {

    private static final boolean FULL = Boolean.getBoolean("trellis.test.full");
    private static final int EDITS = Integer.getInteger("trellis.test.edits", FULL ? 50_000 : 2_000);
    private static final int BETWEEN_CHECKS = 100;

    private final long seed = Long.getLong("trellis.test.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final Map<String, TreeMap<RecordId, Entry>> entered = new HashMap<>();
    private final Map<String, TreeMap<RecordId, Entry>> deleted = new HashMap<>();
    private final List<Merged> merged = new ArrayList<>();
    private TestWorkspace work;

    /** What a record was given, and its version. */
    private static final class Entry {
        private final Map<String, Object> values = new HashMap<>();
        private int version = 1;

        private BigDecimal number(String field) {
            return (BigDecimal) values.getOrDefault(field, BigDecimal.ZERO);
        }
    }

    /** A merge that may be taken back, with the survivor's values before and after and whose references moved. */
    private record Merged(
            RecordId id,
            String entity,
            RecordId survivor,
            RecordId other,
            Map<String, Object> before,
            Map<String, Object> given,
            List<Entry> moved) {}

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
        work.publish(TestWorkspace.chain());
        for (var entity : List.of("region", "customer", "deal", "item")) {
            entered.put(entity, new TreeMap<>());
            deleted.put(entity, new TreeMap<>());
        }
    }

    @AfterAll
    void stop() {
        work.close();
    }

    @Test
    void chained_roll_ups_equal_brute_force_after_random_edits() {
        System.out.println("ChainTest seed " + seed + " (-Dtrellis.test.seed=" + seed + ")");
        int saved = 0;
        for (int i = 0; i < 30; i++) {
            saved += edit("region", "customer", "deal", "item");
        }
        for (int done = saved; done < EDITS; ) {
            int until = done + BETWEEN_CHECKS;
            while (done < until) {
                if (random.nextInt(12) == 0) {
                    done += merge(List.of("region", "customer", "deal", "item").get(random.nextInt(4)));
                }
                done += edit("region", "customer", "customer", "deal", "deal", "deal", "item", "item", "item", "item");
            }
            check();
            saved = done;
        }
        assertThat(saved).isGreaterThanOrEqualTo(EDITS);
    }

    /** Changes some records in one call and notes what was saved. */
    private int edit(String... entities) {
        var changes = new ArrayList<Change>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            changes.add(change(entities[random.nextInt(entities.length)]));
        }
        var results = work.records.apply(TestWorkspace.INSTALL, changes, Records.Mode.EACH);
        int saved = 0;
        for (int i = 0; i < changes.size(); i++) {
            if (results.get(i) instanceof SaveResult.Saved(var id, var version, var warnings)) {
                note(changes.get(i), id, version);
                saved++;
            }
        }
        return saved;
    }

    private Change change(String entity) {
        var there = entered.get(entity);
        int kind = there.size() < 3 ? 0 : random.nextInt(10);
        if (kind < 4) {
            return new Change.Create(entity, values(entity, true));
        }
        var bin = List.copyOf(deleted.get(entity).keySet());
        if (kind == 5 && !bin.isEmpty()) {
            return new Change.Restore(entity, bin.get(random.nextInt(bin.size())));
        }
        var id = any(entity);
        return kind == 4
                ? new Change.Delete(entity, id, there.get(id).version)
                : new Change.Update(entity, id, there.get(id).version, values(entity, false));
    }

    /** Merges two records, or takes the last merge back, and notes what belongs to whom. */
    private int merge(String entity) {
        if (!merged.isEmpty() && random.nextInt(3) == 0) {
            return unmerge(merged.removeLast());
        }
        var survivor = any(entity);
        var other = any(entity);
        if (survivor == null || survivor.equals(other)) {
            return 0;
        }
        var here = entered.get(entity).get(survivor);
        var there = entered.get(entity).get(other);
        var choices = new HashMap<String, MergeRequest.Choice>();
        var before = new HashMap<>(here.values);
        for (var field : List.of("name", "factor", "discount", "closed", "quantity", "price", "active")) {
            boolean isField = work.records
                    .schema(TestWorkspace.INSTALL)
                    .field(entity, field)
                    .isPresent();
            if (isField && random.nextBoolean()) {
                choices.put(field, MergeRequest.Choice.OTHER);
            }
        }
        var result = work.app
                .get(Merges.class)
                .merge(
                        TestWorkspace.INSTALL,
                        new MergeRequest(entity, survivor, here.version, other, there.version, choices));
        assertThat(result).isInstanceOf(MergeResult.Merged.class);
        var done = (MergeResult.Merged) result;
        var moved = new ArrayList<Entry>();
        entered.values()
                .forEach(entries -> entries.values().stream()
                        .filter(entry -> other.equals(entry.values.get(entity)))
                        .forEach(entry -> {
                            entry.values.put(entity, survivor);
                            entry.version++;
                            moved.add(entry);
                        }));
        deleted.values()
                .forEach(entries -> entries.values().stream()
                        .filter(entry -> other.equals(entry.values.get(entity)))
                        .forEach(entry -> {
                            entry.values.put(entity, survivor);
                            moved.add(entry);
                        }));
        choices.keySet().forEach(field -> {
            if (there.values.get(field) == null) {
                here.values.remove(field);
            } else {
                here.values.put(field, there.values.get(field));
            }
        });
        here.version = done.version();
        deleted.get(entity).put(other, entered.get(entity).remove(other));
        merged.add(new Merged(done.merge(), entity, survivor, other, before, new HashMap<>(here.values), moved));
        return 1;
    }

    private int unmerge(Merged merge) {
        var here = entered.get(merge.entity()).get(merge.survivor());
        var there = deleted.get(merge.entity()).get(merge.other());
        var result = work.app.get(Merges.class).undo(TestWorkspace.INSTALL, merge.id());
        if (here == null || there == null) {
            assertThat(result).isNotInstanceOf(MergeResult.Undone.class);
            return 0;
        }
        assertThat(result).isInstanceOf(MergeResult.Undone.class);
        merge.given().forEach((field, value) -> {
            var old = merge.before().get(field);
            if (Objects.equals(here.values.get(field), value) && !Objects.equals(old, value)) {
                if (old == null) {
                    here.values.remove(field);
                } else {
                    here.values.put(field, old);
                }
            }
        });
        merge.before().forEach((field, old) -> {
            if (!merge.given().containsKey(field) && here.values.get(field) == null) {
                here.values.put(field, old);
            }
        });
        merge.moved().stream()
                .filter(entry -> merge.survivor().equals(entry.values.get(merge.entity())))
                .forEach(entry -> entry.values.put(merge.entity(), merge.other()));
        entered.get(merge.entity())
                .put(merge.other(), deleted.get(merge.entity()).remove(merge.other()));
        // What versions came of it the database says; the values are what is held against it.
        entered.forEach((entity, entries) ->
                stored(entity).forEach((id, record) -> entries.get(id).version = record.version()));
        return 1;
    }

    private RecordId any(String entity) {
        var ids = List.copyOf(entered.get(entity).keySet());
        return ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
    }

    private Map<String, Object> values(String entity, boolean all) {
        var values = new HashMap<String, Object>();
        switch (entity) {
            case "region" -> values.put("name", "R" + random.nextInt(100));
            case "customer" -> {
                some(values, all, "name", () -> "C" + random.nextInt(100));
                some(values, all, "factor", () -> decimal(300, 2));
                some(values, all, "region", () -> any("region"));
            }
            case "deal" -> {
                some(values, all, "name", () -> "D" + random.nextInt(100));
                some(values, all, "discount", () -> decimal(100, 2));
                some(values, all, "closed", () -> LocalDate.of(2026, 1, 1).plusDays(random.nextInt(20)));
                some(values, all, "customer", () -> any("customer"));
            }
            default -> {
                some(values, all, "quantity", () -> decimal(10_000, 3));
                some(values, all, "price", () -> decimal(100_000, 2));
                some(values, all, "active", random::nextBoolean);
                some(values, all, "deal", () -> any("deal"));
            }
        }
        return values;
    }

    private void some(
            Map<String, Object> values, boolean all, String field, java.util.function.Supplier<Object> value) {
        if (all || random.nextInt(3) == 0) {
            values.put(field, random.nextInt(8) == 0 ? null : value.get());
        }
    }

    private BigDecimal decimal(int most, int scale) {
        return BigDecimal.valueOf(random.nextInt(most), scale);
    }

    private void note(Change change, RecordId id, int version) {
        var there = entered.get(change.entity());
        switch (change) {
            case Change.Create create -> {
                there.put(id, new Entry());
                put(there.get(id), create.values(), 1);
            }
            case Change.Update update -> put(there.get(id), update.values(), version);
            case Change.Delete _ -> deleted.get(change.entity()).put(id, there.remove(id));
            case Change.Restore _ -> {
                there.put(id, deleted.get(change.entity()).remove(id));
                there.get(id).version = version;
            }
            case Change.Lock _ -> throw new IllegalStateException();
        }
    }

    private static void put(Entry entry, Map<String, Object> values, int version) {
        values.forEach((field, value) -> {
            if (value == null) {
                entry.values.remove(field);
            } else {
                entry.values.put(field, value);
            }
        });
        entry.version = version;
    }

    /** Computes everything from what was entered and compares it with what is stored. */
    private void check() {
        var totals = new HashMap<RecordId, BigDecimal>();
        var nets = new HashMap<RecordId, BigDecimal>();
        var scores = new HashMap<RecordId, BigDecimal>();
        expect("item", (id, item) -> Map.of("amount", amount(item)));
        expect("deal", (id, deal) -> {
            var total = members("item", "deal", id)
                    .filter(item -> Boolean.TRUE.equals(item.values.get("active")))
                    .map(ChainTest::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            var net = money(total.multiply(BigDecimal.ONE.subtract(deal.number("discount"))));
            totals.put(id, total);
            nets.put(id, net);
            return Map.of(
                    "total",
                    total,
                    "net",
                    net,
                    "items",
                    BigDecimal.valueOf(members("item", "deal", id).count()));
        });
        expect("customer", (id, customer) -> {
            var deals = entered.get("deal").entrySet().stream()
                    .filter(deal -> id.equals(deal.getValue().values.get("customer")))
                    .toList();
            var own = deals.stream().map(deal -> nets.get(deal.getKey())).toList();
            var revenue = own.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            var score = money(revenue.multiply(customer.number("factor")).add(BigDecimal.valueOf(deals.size())));
            scores.put(id, score);
            var byDay = Comparator.comparing(
                            (Map.Entry<RecordId, Entry> deal) ->
                                    (LocalDate) deal.getValue().values.get("closed"),
                            Comparator.nullsFirst(Comparator.naturalOrder()))
                    .thenComparing(Map.Entry::getKey);
            var expected = new HashMap<String, Object>();
            expected.put("revenue", revenue);
            expected.put("score", score);
            expected.put("deals", BigDecimal.valueOf(deals.size()));
            expected.put("smallest", own.stream().min(Comparator.naturalOrder()).orElse(null));
            expected.put("largest", own.stream().max(Comparator.naturalOrder()).orElse(null));
            expected.put(
                    "usual",
                    own.isEmpty() ? null : revenue.divide(BigDecimal.valueOf(own.size()), 2, RoundingMode.HALF_UP));
            expected.put(
                    "first_deal",
                    deals.isEmpty() ? null : deals.getFirst().getValue().values.get("name"));
            expected.put(
                    "last_deal",
                    deals.stream()
                            .max(byDay)
                            .map(deal -> deal.getValue().values.get("name"))
                            .orElse(null));
            expected.put(
                    "names",
                    deals.stream()
                            .map(deal -> (String) deal.getValue().values.get("name"))
                            .filter(Objects::nonNull)
                            .collect(Collectors.collectingAndThen(
                                    Collectors.joining("/"), names -> names.isEmpty() ? null : names)));
            expected.put(
                    "last_closed",
                    deals.stream()
                            .map(deal -> (LocalDate) deal.getValue().values.get("closed"))
                            .filter(Objects::nonNull)
                            .max(Comparator.naturalOrder())
                            .orElse(null));
            return expected;
        });
        expect(
                "region",
                (id, region) -> Map.of(
                        "total",
                        entered.get("customer").entrySet().stream()
                                .filter(customer ->
                                        id.equals(customer.getValue().values.get("region")))
                                .map(customer -> scores.get(customer.getKey()))
                                .reduce(BigDecimal.ZERO, BigDecimal::add)));
        expect("deal", (id, deal) -> {
            var customer = living("customer", deal);
            var region = customer == null ? null : living("region", customer);
            var text = Stream.of(customer, region)
                    .map(found -> found == null ? "" : (String) found.values.getOrDefault("name", ""))
                    .collect(Collectors.joining("@"));
            return Map.of("place", text);
        });
    }

    /** What a lookup named like its entity leads to, or null. */
    private Entry living(String lookup, Entry from) {
        var id = (RecordId) from.values.get(lookup);
        return id == null ? null : entered.get(lookup).get(id);
    }

    private Stream<Entry> members(String entity, String via, RecordId owner) {
        return entered.get(entity).values().stream().filter(entry -> owner.equals(entry.values.get(via)));
    }

    private static BigDecimal amount(Entry item) {
        return money(item.number("quantity").multiply(item.number("price")));
    }

    private static BigDecimal money(BigDecimal exact) {
        return exact.setScale(2, RoundingMode.HALF_UP);
    }

    private void expect(String entity, java.util.function.BiFunction<RecordId, Entry, Map<String, Object>> expected) {
        var stored = stored(entity);
        assertThat(stored.keySet()).as(entity).isEqualTo(entered.get(entity).keySet());
        entered.get(entity).forEach((id, entry) -> {
            var record = stored.get(id);
            assertThat(record.version()).as("version of %s %s", entity, id).isEqualTo(entry.version);
            expected.apply(id, entry)
                    .forEach((field, value) -> assertThat(Values.equal(record.value(field), value))
                            .as("seed %s: %s %s %s is %s, not %s", seed, entity, id, field, record.value(field), value)
                            .isTrue());
        });
    }

    private Map<RecordId, StoredRecord> stored(String entity) {
        var paths = work.records.schema(TestWorkspace.INSTALL).fields(entity).stream()
                .map(field -> field.id())
                .toList();
        var found = new TreeMap<RecordId, StoredRecord>();
        QueryResult.Page page;
        do {
            page = work.page(
                    TestWorkspace.INSTALL, RecordQuery.of(entity, paths).page(found.size(), 500));
            found.putAll(page.items().stream().collect(Collectors.toMap(StoredRecord::id, Function.identity())));
        } while (page.items().size() == 500);
        return found;
    }
}
