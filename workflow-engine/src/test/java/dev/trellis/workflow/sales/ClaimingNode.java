package dev.trellis.workflow.sales;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Actor.Via;
import dev.trellis.core.database.Database;
import dev.trellis.core.database.DatabaseSettings;
import dev.trellis.core.database.DatabaseStart;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.workflow.pool.PoolRecycle;
import dev.trellis.workflow.pool.Pools;
import io.micronaut.context.ApplicationContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A node in a process of its own. Each line it reads is a task: {@code claim <record> <user>…} lets all of them claim at the
 * same moment, {@code recycle} looks after the pools, {@code note <record>} follows one up, {@code clock} tells the seconds
 * of its clock. It answers with a line of how many it was.
 */
final class ClaimingNode implements AutoCloseable {

    private static final int PEOPLE = 25;

    private final Process process;
    private final BufferedReader output;

    private ClaimingNode(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    public static void main(String[] arguments) throws IOException {
        var start = (DatabaseStart.Starting) Database.open(DatabaseSettings.External.at(arguments[0]));
        try (var context = ApplicationContext.builder()
                        .environments("test")
                        .banner(false)
                        .singletons(start.database())
                        .start();
                var threads = Executors.newFixedThreadPool(PEOPLE);
                var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            context.getBean(Pools.class);
            System.out.println("ready");
            for (var line = input.readLine(); line != null; line = input.readLine()) {
                var words = Arrays.asList(line.split(" "));
                int answer = switch (words.getFirst()) {
                    case "recycle" -> context.getBean(PoolRecycle.class).run();
                    case "note" -> note(context.getBean(Records.class), RecordId.of(words.get(1)));
                    case "clock" -> (int) Instant.now().getEpochSecond();
                    default ->
                        claim(
                                context.getBean(Pools.class),
                                threads,
                                RecordId.of(words.get(1)),
                                words.subList(2, words.size()).stream()
                                        .map(RecordId::of)
                                        .toList());
                };
                System.out.println("done " + answer);
            }
        }
    }

    private static int note(Records records, RecordId lead) {
        var note = new Change.Create("note", Map.of("text", "called", "lead", lead));
        return records.save(SalesTeam.INSTALL, note) instanceof SaveResult.Saved ? 1 : 0;
    }

    /** Lets people claim a record at the same moment; returns how many got it. */
    static int claim(Pools pools, ExecutorService threads, RecordId lead, List<RecordId> people) {
        var gate = new CountDownLatch(1);
        var claims = new ArrayList<java.util.concurrent.Future<SaveResult>>();
        for (var user : people) {
            var person = new Actor.Person(user, "P" + user, Set.of("seller"), Set.of(), Locale.ENGLISH, Via.API);
            claims.add(threads.submit(() -> {
                gate.await();
                return pools.claim(person, "lead", lead);
            }));
        }
        gate.countDown();
        int won = 0;
        for (var claim : claims) {
            try {
                var result = claim.get();
                if (result instanceof SaveResult.Saved) {
                    won++;
                } else if (!(result instanceof SaveResult.Rejected)) {
                    throw new IllegalStateException("A claim ended as " + result);
                }
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return won;
    }

    /**
     * Starts a node.
     *
     * @param options of its virtual machine
     */
    static ClaimingNode start(String url, List<String> options) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(ClaimingNode.class.getName());
        command.add(url);
        var node = new ClaimingNode(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        node.await("ready");
        return node;
    }

    void ask(String task) throws IOException {
        var writer = process.outputWriter(StandardCharsets.UTF_8);
        writer.write(task);
        writer.newLine();
        writer.flush();
    }

    int answer() throws IOException {
        return Integer.parseInt(await("done").substring("done ".length()));
    }

    private String await(String word) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(word)) {
                return line;
            }
        }
        throw new IOException("The node ended");
    }

    @Override
    public void close() throws IOException {
        process.outputWriter().close();
        process.destroy();
    }
}
