package dev.trellis.workflow.approval;

import dev.trellis.core.database.Database;
import dev.trellis.core.database.DatabaseSettings;
import dev.trellis.core.database.DatabaseStart;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.job.EventDelivery;
import dev.trellis.workflow.approval.RacingNode.Deed;
import dev.trellis.workflow.engine.FlowableEngine;
import io.micronaut.context.ApplicationContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A node in a process of its own that carries out deeds, each in a thread and a transaction of its own, stops each of them
 * before one of its writes, before its commit or behind it, says so, and is killed while all of them stand there.
 */
final class CrashingNode implements AutoCloseable {

    /** Stops behind the commit. */
    static final int AFTER_COMMIT = 0;

    private static final int NEVER = -1;

    /** Half of them are for transactions, and each of some 150 that stop keeps one. */
    private static final int CONNECTIONS = 360;

    private final Process process;
    private final BufferedReader output;

    private CrashingNode(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    public static void main(String[] arguments) throws IOException {
        var url = arguments[0] + "?queryInterceptors=" + WriteStops.class.getName();
        var start = (DatabaseStart.Starting) Database.open(new DatabaseSettings.External(url, "", "", CONNECTIONS));
        var context = ApplicationContext.builder()
                .environments("test")
                .banner(false)
                .singletons(start.database())
                .start();
        context.getBean(Approvals.class);
        context.getBean(FlowableEngine.class).awaitReady();
        say("ready");
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = input.readLine(); line != null; line = input.readLine()) {
            var words = line.split(" ", 3);
            var at = Integer.parseInt(words[1]);
            var deed = words[2];
            Thread.ofPlatform().daemon().start(() -> run(context, at, deed));
        }
        context.close();
    }

    private static void run(ApplicationContext context, int at, String deed) {
        var count = new WriteStops.Count(at, () -> say("stopped"));
        WriteStops.follow(count);
        try {
            if (deed.equals("deliver")) {
                context.getBean(EventDelivery.class).deliver();
            } else {
                var approvals = context.getBean(Approvals.class);
                var came = context.getBean(UnitOfWork.class).run(() -> {
                    var result = Deed.read(deed).doOn(approvals);
                    count.atCommit();
                    return result;
                });
                if (!came.isDone()) {
                    say("failed " + came.what());
                }
            }
        } catch (RuntimeException e) {
            say("failed " + e);
        }
        if (at == AFTER_COMMIT) {
            count.stop();
        }
        say("written " + count.writes());
    }

    private static void say(String line) {
        synchronized (CrashingNode.class) {
            System.out.println(line);
            System.out.flush();
        }
    }

    static CrashingNode start(String url) throws IOException {
        var node = new CrashingNode(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingNode.class.getName(),
                        url))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        node.await("ready");
        return node;
    }

    /** Carries out a deed to its end and returns how many writes it took. */
    int carryOut(Deed deed) throws IOException {
        ask(NEVER, deed.line());
        return Integer.parseInt(await("written ").substring("written ".length()));
    }

    /**
     * Begins a deed that will stop.
     *
     * @param at the write before which it stops, or {@link #AFTER_COMMIT}; one behind its last write is its commit
     */
    void begin(Deed deed, int at) throws IOException {
        ask(at, deed.line());
    }

    /** Hands out events, and stops before a write. */
    void beginDelivery(int at) throws IOException {
        ask(at, "deliver");
    }

    void awaitStopped(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            await("stopped");
        }
    }

    /** Waits until so many have stopped, and ends the process as {@code kill -9} does. */
    void killWhenStopped(int count) throws IOException, InterruptedException {
        awaitStopped(count);
        process.destroyForcibly().waitFor();
    }

    private void ask(int at, String deed) throws IOException {
        var writer = process.outputWriter(StandardCharsets.UTF_8);
        writer.write("at " + at + " " + deed);
        writer.newLine();
        writer.flush();
    }

    private String await(String beginning) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
            if (line.startsWith("failed ")) {
                throw new IOException("The node could not do it: " + line);
            }
        }
        throw new IOException("The node ended before it stopped");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
