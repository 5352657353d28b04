package dev.trellis.core.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.metadata.FunctionDefinition.Parameter;
import dev.trellis.core.metadata.FunctionType;
import dev.trellis.core.name.Label;
import dev.trellis.core.script.WorkerProcess.End;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways out of a sandbox that others have found: each ends in an error for its author, and touches nothing. */
class EscapeTest {

    private static final String SECRET = "canary-4711";

    /** Uses what a payload might have spoilt. */
    private static final FunctionDefinition WITNESS = function("""
            const parts = [3, 1, 2].map((n) => n * 2).sort().join('-');
            return parts + ({}).polluted + typeof polluted + new Date(0).toISOString() + JSON.stringify({ a: code });
            """);

    private static final String WITNESSED =
            "{\"v\":\"2-4-6undefinedundefined1970-01-01T00:00:00.000Z{\\\"a\\\":\\\"x\\\"}\"}";

    record Payload(String expected, String body) {}

    @Test
    void every_payload_is_blocked_and_no_canary_is_touched(@TempDir Path folder) throws Exception {
        var canary = Files.writeString(folder.resolve("canary.txt"), SECRET);
        var clock = Executors.newSingleThreadScheduledExecutor();
        try (var port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port.setSoTimeout(1);
            var payloads = payloads(canary, port.getLocalPort());
            assertThat(payloads.size()).isGreaterThanOrEqualTo(150);
            var worker = WorkerProcess.start(clock);
            var wrong = new ArrayList<String>();
            for (var payload : payloads) {
                var function = function(payload.body());
                var outcome = worker.run(function, function.hash(), List.of("[\"x\"]"));
                if (outcome.end() != End.DONE) {
                    worker.close();
                    worker = WorkerProcess.start(clock);
                }
                var answer = String.join("", outcome.answers());
                if (!isBlocked(payload, outcome.end(), answer)) {
                    wrong.add(payload + " gave " + outcome.end() + " " + answer);
                }
                assertThat(answer).as("answer of %s", payload).doesNotContain(SECRET);
                assertThat(worker.run(WITNESS, WITNESS.hash(), List.of("[\"x\"]"))
                                .answers())
                        .as("another function after %s", payload)
                        .containsExactly(WITNESSED);
                assertThat(isCalled(port)).as("a connection by %s", payload).isFalse();
            }
            worker.close();

            assertThat(wrong).isEmpty();
            assertThat(Files.readString(canary)).isEqualTo(SECRET);
            try (var files = Files.list(folder)) {
                assertThat(files).containsExactly(canary);
            }
        } finally {
            clock.shutdownNow();
        }
    }

    private static boolean isBlocked(Payload payload, End end, String answer) {
        return switch (payload.expected()) {
            case "error" -> end != End.DONE || answer.startsWith("{\"e\":");
            case "undefined" -> answer.equals("{\"v\":\"undefined\"}");
            default -> end == End.DONE && answer.startsWith("{");
        };
    }

    private static boolean isCalled(ServerSocket port) throws IOException {
        try (var socket = port.accept()) {
            return socket.isConnected();
        } catch (SocketTimeoutException none) {
            return false;
        }
    }

    private static List<Payload> payloads(Path canary, int port) throws IOException {
        try (var stream = EscapeTest.class.getResourceAsStream("/trellis/script/escapes.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", 2))
                    .map(parts -> new Payload(
                            parts[0],
                            parts[1].replace("@FILE@", canary.toString()).replace("@PORT@", "" + port)))
                    .toList();
        }
    }

    private static FunctionDefinition function(String body) {
        return new FunctionDefinition(
                "hostile",
                Label.of("Hostile", "敌意"),
                Label.EMPTY,
                List.of(new Parameter("code", Label.EMPTY, FunctionType.TEXT)),
                FunctionType.TEXT,
                body,
                List.of());
    }
}
