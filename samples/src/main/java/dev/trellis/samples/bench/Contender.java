package dev.trellis.samples.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A server under test in a process of its own. */
final class Contender implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final Pattern ASIDE = Pattern.compile("^(C[12] Compiler|GC |G1 |VM )");

    private final String name;
    private final Process process;
    private final String address;
    private String token = "";

    private Contender(String name, Process process, String address) {
        this.name = name;
        this.process = process;
        this.address = address;
    }

    static Contender start(
            String name,
            int port,
            Path log,
            Map<String, String> environment,
            List<String> javaOptions,
            String mainClass,
            List<String> arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-Xmx768m", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(new File(log.toString()));
        builder.environment().putAll(environment);
        var contender = new Contender(name, builder.start(), "http://127.0.0.1:" + port);
        contender.awaitAnswer(log);
        return contender;
    }

    private void awaitAnswer(Path log) throws InterruptedException {
        for (int i = 0; i < 1_200; i++) {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " has ended; see " + log);
            }
            try {
                send("GET", "/health/ready", "", Map.of());
                return;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException(name + " does not answer; see " + log);
    }

    String name() {
        return name;
    }

    void token(String given) {
        token = given;
    }

    HttpResponse<String> send(String method, String path, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofMinutes(5))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, "", Map.of());
    }

    /** What its processors have done so far, all threads together. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** How much of {@link #processorTime} its compiler and its collector took so far; nothing where nobody tells. */
    Duration asideTime() {
        long nanos = 0;
        var threads = Path.of("/proc", Long.toString(process.pid()), "task");
        if (!Files.isDirectory(threads)) {
            return Duration.ZERO;
        }
        try (var all = Files.newDirectoryStream(threads)) {
            for (var thread : all) {
                nanos += asideNanos(thread);
            }
        } catch (IOException ended) {
            return Duration.ofNanos(nanos);
        }
        return Duration.ofNanos(nanos);
    }

    private static long asideNanos(Path thread) {
        try {
            var name = Files.readString(thread.resolve("comm"));
            return ASIDE.matcher(name).find()
                    ? Long.parseLong(
                            Files.readString(thread.resolve("schedstat")).split(" ", -1)[0])
                    : 0;
        } catch (IOException ended) {
            return 0;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
