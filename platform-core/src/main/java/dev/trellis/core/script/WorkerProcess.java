package dev.trellis.core.script;

import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.script.worker.Frames;
import dev.trellis.core.script.worker.FunctionWorker;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One worker: a JVM with little memory, low priority, no environment, GraalJS and nothing else on its class path. It ends when this
 * process ends, however that happens, because its pipe closes. For one thread at a time.
 */
final class WorkerProcess implements AutoCloseable {

    /** How long one row may take. */
    static final long ROW_MILLIS = 2_000;

    /** What every further row of a batch may add to the time of the whole. */
    private static final long MORE_MILLIS = 20;

    private static final long START_MILLIS = 60_000;

    /** Nothing of a function runs while it is loaded: what takes long is a machine with other work. */
    private static final long LOAD_MILLIS = 10_000;

    private static final long LOOK_MILLIS = 40;
    private static final int OUT_OF_MEMORY = 3;

    /** Gives way to the server where both want a processor, so that a loop in a function delays nobody else. */
    private static final Path NICE = Path.of("/usr/bin/nice");

    private static final String NICENESS = "10";

    /** One class of each library that a worker needs, by which its place is found. */
    private static final List<String> LIBRARIES = List.of(
            "org/graalvm/polyglot/Context.class",
            "com/oracle/truffle/js/lang/JavaScriptLanguage.class",
            "com/oracle/truffle/api/Truffle.class",
            "com/oracle/truffle/regex/RegexLanguage.class",
            "org/graalvm/collections/EconomicMap.class",
            "org/graalvm/nativeimage/ImageInfo.class",
            "org/graalvm/word/WordBase.class",
            "org/graalvm/shadowed/com/ibm/icu/text/Normalizer2.class",
            "org/graalvm/shadowed/org/tukaani/xz/XZ.class");

    private final Process process;
    private final DataOutputStream requests;
    private final DataInputStream answers;
    private final ScheduledExecutorService clock;
    private volatile long began;
    private volatile long progress;
    private volatile boolean late;

    private WorkerProcess(Process process, ScheduledExecutorService clock) {
        this.process = process;
        this.clock = clock;
        this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        this.answers = new DataInputStream(process.getInputStream());
    }

    /** Starts a worker and waits until it is ready. */
    static WorkerProcess start(ScheduledExecutorService clock) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<String>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", NICENESS));
        }
        command.addAll(List.of(
                java,
                "-Xmx128m",
                "-Xss2m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:MaxMetaspaceSize=128m",
                "-XX:MaxDirectMemorySize=8m",
                "-XX:ActiveProcessorCount=1",
                "-Duser.timezone=UTC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath(),
                FunctionWorker.class.getName()));
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.directory(new File(System.getProperty("java.io.tmpdir")));
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            var worker = new WorkerProcess(builder.start(), clock);
            var timer = worker.timer(START_MILLIS, START_MILLIS);
            try {
                Frames.read(worker.answers, Frames.MAX_ANSWER);
                return worker;
            } catch (IOException e) {
                worker.close();
                throw new TrellisException("A worker for functions in JavaScript did not start", e);
            } finally {
                timer.cancel(false);
            }
        } catch (IOException e) {
            throw new TrellisException("A worker for functions in JavaScript cannot be started", e);
        }
    }

    /** What a batch gave: an answer per row, up to where the worker had to be stopped. */
    record Outcome(List<String> answers, End end) {}

    /** How a batch ended. */
    enum End {
        DONE,
        TOO_SLOW,
        OUT_OF_MEMORY,
        BROKEN
    }

    Outcome run(FunctionDefinition function, String hash, List<String> rows) {
        var given = new ArrayList<String>();
        var timer = timer(LOAD_MILLIS, LOAD_MILLIS);
        try {
            Frames.write(requests, hash);
            texts(function.parameters().stream()
                    .flatMap(parameter ->
                            List.of(parameter.id(), parameter.type().key()).stream())
                    .toList());
            Frames.write(requests, function.result().key());
            Frames.write(requests, function.source());
            texts(rows);
            requests.flush();
            Frames.read(answers, Frames.MAX_ANSWER);
            timer.cancel(false);
            timer = timer(ROW_MILLIS, ROW_MILLIS + MORE_MILLIS * (rows.size() - 1));
            while (given.size() < rows.size()) {
                given.add(Frames.read(answers, Frames.MAX_ANSWER));
                progress = System.nanoTime();
            }
            return new Outcome(given, End.DONE);
        } catch (IOException e) {
            return new Outcome(given, end());
        } finally {
            timer.cancel(false);
        }
    }

    private End end() {
        if (late) {
            return End.TOO_SLOW;
        }
        try {
            if (process.waitFor(1, TimeUnit.SECONDS) && process.exitValue() == OUT_OF_MEMORY) {
                return End.OUT_OF_MEMORY;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return End.BROKEN;
    }

    private void texts(List<String> texts) throws IOException {
        requests.writeInt(texts.size());
        for (var text : texts) {
            Frames.write(requests, text);
        }
    }

    private java.util.concurrent.ScheduledFuture<?> timer(long each, long whole) {
        began = System.nanoTime();
        progress = began;
        return clock.scheduleAtFixedRate(
                () -> {
                    long now = System.nanoTime();
                    if (now - progress > TimeUnit.MILLISECONDS.toNanos(each)
                            || now - began > TimeUnit.MILLISECONDS.toNanos(whole)) {
                        late = true;
                        process.destroyForcibly();
                    }
                },
                LOOK_MILLIS,
                LOOK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    boolean isAlive() {
        return process.isAlive() && !late;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static String classPath() {
        var loader = WorkerProcess.class.getClassLoader();
        var own = FunctionWorker.class.getName().replace('.', '/') + ".class";
        var harness = "trellis/script/harness.js";
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(own, harness), LIBRARIES.stream())
                .map(name -> place(name, loader.getResource(name)))
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The jar or folder in which a resource was found. */
    private static String place(String name, @org.jspecify.annotations.Nullable URL found) {
        if (found == null) {
            throw new TrellisException("The library with " + name + " is not on the class path");
        }
        var text = found.toString();
        try {
            if (text.startsWith("jar:")) {
                return Path.of(new URI(text.substring("jar:".length(), text.indexOf("!/"))))
                        .toString();
            }
            return Path.of(new URI(text.substring(0, text.length() - name.length())))
                    .toString();
        } catch (URISyntaxException e) {
            throw new TrellisException("The place of " + name + " cannot be read: " + text, e);
        }
    }
}
