package dev.trellis.workflow.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that must not be made: SEC-SSRF-1 to 3. */
class OutboundTest {

    private static final Target.Rules STRICT = new Target.Rules(List.of(), false);
    private static final Target.Rules LOOPBACK = new Target.Rules(List.of(), true);

    /** Resolves as the machine does, for notations of addresses; names are public. */
    private static List<InetAddress> resolved(String host) throws UnknownHostException {
        return host.matches("[a-z.-]+") ? List.of(address("93.184.215.14")) : List.of(InetAddress.getAllByName(host));
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.1/",
                "http://127.0.1/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://0177.0.0.1/",
                "http://017700000001/",
                "http://0177.0.0.01/",
                "http://127.0.0.1./",
                "http://localhost/",
                "http://LOCALHOST/",
                "http://localhost./",
                "http://localhost.localdomain./",
                "http://0/",
                "http://0.0.0.0/",
                "http://127.255.255.254/",
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.1.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://100.64.0.1/",
                "http://192.0.0.1/",
                "http://198.18.0.1/",
                "http://224.0.0.1/",
                "http://240.0.0.1/",
                "http://255.255.255.255/",
                "http://[::1]/",
                "http://[::]/",
                "http://[0:0:0:0:0:0:0:1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::127.0.0.1]/",
                "http://[fe80::1]/",
                "http://[fc00::1]/",
                "http://[fd00:ec2::254]/",
                "http://[ff02::1]/",
                "http://[2002:7f00:0001::]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[2001:0:7f00:1::]/",
                "http://[fe80::1%25lo]/",
                "http://user@example.com/",
                "http://example.com@127.0.0.1/",
                "http://user:password@example.com/",
                "http://example.com#@127.0.0.1/",
                "http://example.com\\@127.0.0.1/",
                "http://１２７.0.0.1/",
                "http://ⓛocalhost/",
                "http://127。0。0。1/",
                "http:///",
                "http://",
                "//127.0.0.1/",
                "http:127.0.0.1/",
                "http://example.com:0/",
                "http://example.com:99999/",
                "http://exa mple.com/",
                "file:///etc/passwd",
                "gopher://127.0.0.1:6379/_",
                "jar:http://example.com/a.jar!/",
                "ftp://example.com/",
                "dict://127.0.0.1/",
                "ldap://example.com/",
                "javascript:alert(1)",
                ""
            })
    void no_notation_of_an_address_that_is_not_public_and_no_other_scheme_is_called(String url) {
        var outbound = new Outbound(STRICT, OutboundTest::resolved);

        assertThat(outbound.objection(url)).isPresent();
        assertThat(outbound.post(url, Map.of(), new byte[0])).isInstanceOf(Outbound.Result.Refused.class);
    }

    @Test
    void a_public_name_and_a_public_address_may_be_called() {
        var outbound = new Outbound(STRICT, OutboundTest::resolved);

        assertThat(outbound.objection("https://hooks.example.com/a?b=c")).isEmpty();
        assertThat(outbound.objection("https://93.184.215.14:8443/")).isEmpty();
        assertThat(outbound.objection("http://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/"))
                .contains("host");
    }

    @Test
    void a_name_with_one_address_that_is_not_public_is_refused() {
        var outbound = new Outbound(STRICT, host -> List.of(address("93.184.215.14"), address("10.0.0.7")));

        assertThat(outbound.objection("https://hooks.example.com/")).contains("address");
    }

    @Test
    void only_hosts_on_the_list_are_called_where_there_is_one() {
        var outbound = new Outbound(
                new Target.Rules(List.of("erp.example.com", "*.example.org"), false), OutboundTest::resolved);

        assertThat(outbound.objection("https://erp.example.com/")).isEmpty();
        assertThat(outbound.objection("https://a.example.org/")).isEmpty();
        assertThat(outbound.objection("https://example.org/")).contains("list");
        assertThat(outbound.objection("https://evil-erp.example.com/")).contains("list");
        assertThat(outbound.objection("https://erp.example.com.evil.net/")).contains("list");
    }

    @Test
    void a_name_is_resolved_once_and_the_connection_goes_to_what_was_vetted() throws IOException {
        var seen = new CopyOnWriteArrayList<String>();
        try (var server =
                new Server(exchange -> seen.add(exchange.getRequestHeaders().getFirst("Host")))) {
            var asked = new ArrayList<String>();
            var outbound = new Outbound(LOOPBACK, host -> {
                asked.add(host);
                return List.of(asked.size() == 1 ? address("127.0.0.1") : address("10.0.0.1"));
            });

            var result = outbound.post(
                    "http://rebind.example.com:" + server.port() + "/",
                    Map.of(),
                    "{}".getBytes(StandardCharsets.UTF_8));

            assertThat(result).isEqualTo(new Outbound.Result.Answered(200));
            assertThat(asked).containsExactly("rebind.example.com");
            assertThat(seen).containsExactly("rebind.example.com:" + server.port());
        }
    }

    @Test
    void a_redirect_to_an_address_that_is_not_public_is_not_followed() throws IOException {
        for (var target : List.of("http://10.0.0.1/", "http://169.254.169.254/", "file:///etc/passwd")) {
            try (var server = new Server(exchange -> redirect(exchange, target))) {
                var outbound =
                        new Outbound(LOOPBACK, host -> List.of(address(host.contains("example") ? "127.0.0.1" : host)));

                var result = outbound.post("http://a.example.com:" + server.port() + "/", Map.of(), new byte[0]);

                assertThat(result).as(target).isInstanceOf(Outbound.Result.Refused.class);
            }
        }
    }

    @Test
    void redirects_end_after_three_and_no_signature_reaches_another_host() throws IOException {
        var signatures = new CopyOnWriteArrayList<String>();
        try (var server = new Server(exchange -> {
            signatures.add(exchange.getRequestHeaders().getFirst("Host") + " "
                    + exchange.getRequestHeaders().getFirst("Trellis-Signature"));
            redirect(
                    exchange,
                    "http://b.example.com:" + exchange.getLocalAddress().getPort() + "/");
        })) {
            var outbound = new Outbound(LOOPBACK, host -> List.of(address("127.0.0.1")));

            var result = outbound.post(
                    "http://a.example.com:" + server.port() + "/", Map.of("Trellis-Signature", "secret"), new byte[0]);

            assertThat(result).isEqualTo(new Outbound.Result.Refused("redirects"));
            assertThat(signatures).hasSize(4);
            assertThat(signatures.getFirst()).endsWith(" secret");
            assertThat(signatures.subList(1, 4)).allMatch(line -> line.endsWith(" null"));
        }
    }

    @Test
    void what_does_not_speak_http_is_a_failure_and_no_exception() {
        var outbound = new Outbound(LOOPBACK, host -> List.of(address("127.0.0.1")));

        assertThat(outbound.post("http://a.example.com:1/", Map.of(), new byte[0]))
                .isInstanceOf(Outbound.Result.Failed.class);
    }

    private static void redirect(HttpExchange exchange, String to) {
        exchange.getResponseHeaders().set("Location", to);
    }

    /** Answers on this machine. */
    private static final class Server implements AutoCloseable {

        private final HttpServer server;

        Server(Consumer<HttpExchange> look) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                look.accept(exchange);
                int status = exchange.getResponseHeaders().containsKey("Location") ? 307 : 200;
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            server.start();
        }

        int port() {
            return server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
