package dev.trellis.samples.search;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.Database;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.search.Search;
import dev.trellis.core.search.SearchRequest;
import dev.trellis.core.search.SearchResult;
import dev.trellis.ui.Settings;
import dev.trellis.ui.Trellis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Fills a workspace with accounts and contacts, has the index built, then asks the search what people ask: as somebody who
 * sees all records and as somebody who sees a thousandth. Arguments: data folder, number of records, seed, result file. A
 * folder that is already filled is used as it is.
 */
public final class SearchBenchmark {

    private static final Actor INSTALL = new Actor.Platform(Actor.Purpose.INSTALL);
    private static final int OWNERS = 1_000;
    private static final int WARM_UP = 300;
    private static final int MEASURED = 2_000;

    private final Records records;
    private final Search search;
    private final Filler filling;
    private final long seed;
    private final List<String> report = new ArrayList<>();

    /** Makes what fills the tables, once the owners are known. */
    @FunctionalInterface
    private interface Filler {
        Filling with(List<RecordId> owners);
    }

    private SearchBenchmark(Records records, Search search, Filler filling, long seed) {
        this.filling = filling;
        this.records = records;
        this.search = search;
        this.seed = seed;
    }

    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]).toAbsolutePath();
        int count = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        var settings = new Settings(0, "127.0.0.1", folder, Optional.empty(), false, "crm-standard");
        try (var trellis = Trellis.start(settings)) {
            var beans = trellis.context();
            var benchmark = new SearchBenchmark(
                    beans.getBean(Records.class),
                    beans.getBean(Search.class),
                    owners -> new Filling(
                            beans.getBean(Database.class), beans.getBean(RecordIds.class), seed + 1, owners),
                    seed);
            benchmark.run(count, folder);
            Files.createDirectories(Path.of(arguments[3]).toAbsolutePath().getParent());
            Files.write(Path.of(arguments[3]), benchmark.report);
        }
    }

    private void run(int count, Path folder) throws IOException {
        say("# Search on %,d records".formatted(count));
        say("");
        say("Seed %d, %s. Machine: %d processors, %s, heap %,d MB, %s; the load generator runs in the same process."
                .formatted(
                        seed,
                        Instant.now(),
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        Runtime.getRuntime().maxMemory() >> 20,
                        "Java " + Runtime.version()));
        say("");
        var owners = ids("user").stream().sorted().limit(OWNERS).toList();
        if (owners.size() < OWNERS) {
            owners = users();
        }
        long missing = count - total("account") - total("contact");
        if (missing > 0) {
            filling.with(owners).write(missing);
        }
        say("- accounts %,d, contacts %,d, owners %,d".formatted(total("account"), total("contact"), owners.size()));
        var began = System.nanoTime();
        search.rebuild();
        search.catchUp();
        long took = Math.max(1, seconds(began));
        say("- index built in %,d s (%,d records/s)".formatted(took, count / took));
        say("- size of the index on disk %,d MB".formatted(size(folder.resolve("search")) >> 20));
        say("");
        say("Milliseconds for a page of 20, read through the gate, with marks; %,d searches each after %,d to warm up."
                .formatted(MEASURED, WARM_UP));
        say("");
        say("| caller | what is typed | searches | found something | p50 | p95 | p99 | most |");
        say("|---|---|---|---|---|---|---|---|");
        measure(
                "sees all",
                new Actor.Person(owners.getFirst(), "all", Set.of("finance"), Set.of(), Locale.CHINA, Actor.Via.API));
        measure(
                "sees 0.1 %",
                new Actor.Person(owners.get(7), "few", Set.of("sales"), Set.of(), Locale.CHINA, Actor.Via.API));
    }

    private void measure(String caller, Actor.Person actor) {
        var questions = new Questions(seed, samples(actor));
        for (int i = 0; i < WARM_UP; i++) {
            ask(actor, questions.next().text());
        }
        var times = new TreeMap<String, List<Long>>();
        var hits = new TreeMap<String, Integer>();
        for (int i = 0; i < MEASURED; i++) {
            var question = questions.next();
            long began = System.nanoTime();
            int found = ask(actor, question.text());
            long took = System.nanoTime() - began;
            for (var kind : List.of(question.kind(), "(together)")) {
                times.computeIfAbsent(kind, _ -> new ArrayList<>()).add(took);
                hits.merge(kind, found > 0 ? 1 : 0, Integer::sum);
            }
        }
        times.forEach((kind, nanos) -> say("| %s | %s | %,d | %,d %% | %s | %s | %s | %s |"
                .formatted(
                        caller,
                        kind,
                        nanos.size(),
                        100L * hits.getOrDefault(kind, 0) / nanos.size(),
                        at(nanos, 0.50),
                        at(nanos, 0.95),
                        at(nanos, 0.99),
                        at(nanos, 1))));
    }

    private int ask(Actor actor, String text) {
        return switch (search.find(actor, SearchRequest.of(text))) {
            case SearchResult.Found(var found, var _, var _) -> found.size();
            case SearchResult.Invalid(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    /** Names of records the caller may see, for something to look for. */
    private List<String> samples(Actor actor) {
        var names = new ArrayList<String>();
        for (var entity : List.of("account", "contact")) {
            for (int page = 0; page < 4; page++) {
                page(actor, RecordQuery.of(entity, List.of("name")).page(page * 53, 100)).items().stream()
                        .map(record -> String.valueOf(record.value("name")))
                        .forEach(names::add);
            }
        }
        return names;
    }

    private List<RecordId> users() {
        var names = new BelievableNames(seed);
        var changes = new ArrayList<Change>();
        for (int i = 0; i < OWNERS; i++) {
            changes.add(new Change.Create("user", Map.of("name", names.person())));
        }
        return saved(changes);
    }

    private List<RecordId> saved(List<Change> changes) {
        return records.apply(INSTALL, changes, Records.Mode.ALL).stream()
                .map(SearchBenchmark::id)
                .toList();
    }

    private static RecordId id(SaveResult result) {
        if (result instanceof SaveResult.Saved saved) {
            return saved.id();
        }
        throw new IllegalStateException("A made-up record was refused: " + result);
    }

    private List<RecordId> ids(String entity) {
        var ids = new ArrayList<RecordId>();
        var query = RecordQuery.of(entity, List.of()).page(0, RecordQuery.MAX_LIMIT);
        for (int at = 0; at < OWNERS; at += RecordQuery.MAX_LIMIT) {
            page(INSTALL, query.page(at, RecordQuery.MAX_LIMIT)).items().forEach(record -> ids.add(record.id()));
        }
        return ids;
    }

    private long total(String entity) {
        var count = page(INSTALL, RecordQuery.of(entity, List.of()).page(0, 1).counting(RecordQuery.Count.EXACT))
                .count();
        return count == null ? 0 : count.value();
    }

    private QueryResult.Page page(Actor actor, RecordQuery query) {
        return (QueryResult.Page) records.query(actor, query);
    }

    private void say(String line) {
        System.out.println(line);
        report.add(line);
    }

    private static String at(List<Long> nanos, double share) {
        var sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        int index = (int) Math.min(sorted.length - 1L, Math.round(share * sorted.length));
        return "%.1f".formatted(sorted[index] / 1e6);
    }

    private static long seconds(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toSeconds();
    }

    private static long size(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static String processor() throws IOException {
        var facts = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(facts)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(facts).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }
}
