package dev.trellis.workflow.outbound;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Calls other systems: the name is resolved once, every address looked at, the connection goes to the one that was looked at,
 * and each redirect is looked at again. What the other side answers is read up to 1 MiB and never shown to anybody but its
 * status. {@code trellis.outbound.hosts} names the only hosts that may be called.
 */
@Singleton
public final class Outbound {

    private static final int MOST_REDIRECTS = 3;
    private static final int MOST_BYTES = 1 << 20;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration IN_ALL = Duration.ofSeconds(10);

    private final Target.Rules rules;
    private final Resolver resolver;

    @jakarta.inject.Inject
    Outbound(
            @Value("${trellis.outbound.hosts:}") String hosts,
            @Value("${trellis.outbound.test-loopback:false}") boolean loopback) {
        this(
                new Target.Rules(
                        Arrays.stream(hosts.split(","))
                                .map(String::strip)
                                .filter(host -> !host.isEmpty())
                                .toList(),
                        loopback),
                host -> List.of(InetAddress.getAllByName(host)));
    }

    Outbound(Target.Rules rules, Resolver resolver) {
        this.rules = rules;
        this.resolver = resolver;
    }

    /** What became of a call. */
    public sealed interface Result {

        record Answered(int status) implements Result {
            public boolean isSuccess() {
                return status >= 200 && status < 300;
            }
        }

        /** The address may not be called; the reason is one word: form, scheme, host, list, unknown, address, redirects. */
        record Refused(String reason) implements Result {}

        /** The other side was not reached or did not speak HTTP. */
        record Failed(String reason) implements Result {}
    }

    /** Tells why an address may not be called; empty if it may. Asks the name servers. */
    public Optional<String> objection(String url) {
        try {
            Target.of(url, rules, resolver);
            return Optional.empty();
        } catch (Target.Refused e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    /**
     * Posts JSON.
     *
     * @param headers sent to the first host only, with all hosts of redirects left out
     */
    public Result post(String url, Map<String, String> headers, byte[] body) {
        long until = System.nanoTime() + IN_ALL.toNanos();
        try {
            var at = url;
            var sent = headers;
            var first = "";
            for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
                var target = Target.of(at, rules, resolver);
                first = hop == 0 ? target.host() : first;
                if (!target.host().equals(first)) {
                    sent = Map.of();
                }
                var answer = exchange(target, sent, body, until);
                var location = answer.headers().get("location");
                if ((answer.status() != 307 && answer.status() != 308) || location == null) {
                    return new Result.Answered(answer.status());
                }
                at = URI.create(at).resolve(location).toString();
            }
            return new Result.Refused("redirects");
        } catch (Target.Refused e) {
            return new Result.Refused(String.valueOf(e.getMessage()));
        } catch (IOException | IllegalArgumentException e) {
            return new Result.Failed(e.getClass().getSimpleName());
        }
    }

    private record Answer(int status, Map<String, String> headers) {}

    private static Answer exchange(Target target, Map<String, String> headers, byte[] body, long until)
            throws IOException {
        try (var socket = connected(target, until)) {
            socket.setSoTimeout(remaining(until));
            var all = new LinkedHashMap<String, String>();
            all.put("Host", target.host() + (isUsual(target) ? "" : ":" + target.port()));
            all.put("User-Agent", "Trellis");
            all.put("Content-Type", "application/json");
            all.put("Content-Length", String.valueOf(body.length));
            all.put("Connection", "close");
            all.putAll(headers);
            var head = new StringBuilder("POST " + target.path() + " HTTP/1.1\r\n");
            all.forEach((name, value) ->
                    head.append(name).append(": ").append(oneLine(value)).append("\r\n"));
            var out = socket.getOutputStream();
            out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            return read(socket, until);
        }
    }

    private static Socket connected(Target target, long until) throws IOException {
        var plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(target.address(), target.port()), (int)
                    Math.min(CONNECT.toMillis(), remaining(until)));
            if (!target.encrypted()) {
                return plain;
            }
            plain.setSoTimeout(remaining(until));
            var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
            var secure = (SSLSocket) factory.createSocket(plain, target.host(), target.port(), true);
            var parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return secure;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static Answer read(Socket socket, long until) throws IOException {
        var in = new BufferedInputStream(socket.getInputStream());
        int left = MOST_BYTES;
        var status = line(in, left);
        var parts = status.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("[1-5][0-9]{2}")) {
            throw new IOException("No HTTP");
        }
        var headers = new TreeMap<String, String>();
        for (var line = line(in, left); !line.isEmpty(); line = line(in, left)) {
            left -= line.length() + 2;
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            socket.setSoTimeout(remaining(until));
        }
        return new Answer(Integer.parseInt(parts[1]), headers);
    }

    private static String line(InputStream in, int most) throws IOException {
        var line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            if (line.size() >= Math.min(most, 16_384)) {
                throw new IOException("Too long");
            }
            line.write(next);
            next = in.read();
        }
        if (next < 0 && line.size() == 0) {
            throw new IOException("Nothing");
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static boolean isUsual(Target target) {
        return target.port() == (target.encrypted() ? 443 : 80);
    }

    private static String oneLine(String value) {
        return value.replaceAll("[\\r\\n]", "");
    }

    private static int remaining(long until) throws IOException {
        long millis = Duration.ofNanos(until - System.nanoTime()).toMillis();
        if (millis <= 0) {
            throw new IOException("Too slow");
        }
        return (int) millis;
    }
}
