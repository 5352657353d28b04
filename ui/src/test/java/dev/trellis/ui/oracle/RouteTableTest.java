package dev.trellis.ui.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.ui.oracle.Http.Call;
import dev.trellis.ui.oracle.RightsModel.Right;
import dev.trellis.ui.oracle.RightsModel.Role;
import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every route of the API stands in {@code oracle-routes.txt} with whom it serves; one that does not fails the build. Each
 * is called without a token, with a wrong one, by people with and without the right, and with tokens of narrow scope.
 */
class RouteTableTest {

    /** Whom a route serves. */
    private enum Serves {
        /** Everybody, without a token. */
        OPEN,
        /** Whoever is signed in. */
        PERSON,
        /** Whoever the entity in its path exists for. */
        ENTITY,
        /** Whoever may design. */
        DESIGN,
        /** Whoever may operate. */
        OPERATE,
        /** Whoever may administer. */
        ADMINISTER,
        /** Nobody without a token; whom else is asked where its feature is tested. */
        KNOWN
    }

    private static final Map<String, String> SAMPLES = Map.of(
            "entity",
            "thing",
            "kind",
            "entity",
            "version",
            "1",
            "field",
            "code",
            "value",
            "x",
            "id",
            "7000000000000000001");

    private final List<String> deviations = new ArrayList<>();
    private int cells;

    @Test
    void every_route_serves_whom_it_should_and_nobody_else() {
        var table = table();
        try (var world = OracleWorld.start("routes", roles())) {
            var routes = routes(world);
            assertThat(table.keySet())
                    .as("every route stands in oracle-routes.txt")
                    .containsAll(routes);
            table.keySet().retainAll(routes);
            var home = world.make("home", "department", Map.of("name", "Home"));
            var unchanged = new Unchanged(world.schemaName());
            var nobody = new Http(world.address(), null);
            var forger = new Http(world.address(), "trellis_forged");
            var guest = new Http(world.address(), world.person("guest", home));
            var user = new Http(world.address(), world.person("user", home, "user_role"));
            var designer = new Http(world.address(), world.person("designer", home, "designer"));
            var narrow = new Http(world.address(), narrow(user, "{\"place\": [\"read\"]}"));
            table.forEach((route, serves) -> {
                var call = call(route);
                if (serves != Serves.OPEN) {
                    refused(nobody, call, unchanged, 401);
                    refused(forger, call, unchanged, 401);
                }
                if (route.endsWith(" /auth/token")) {
                    return;
                }
                switch (serves) {
                    case OPEN -> served(nobody, call);
                    case PERSON -> served(guest, call);
                    case ENTITY -> {
                        refused(guest, call, unchanged, 404);
                        refused(narrow, call, unchanged, 404, 403);
                        served(user, call);
                    }
                    case DESIGN -> {
                        refused(guest, call, unchanged, 403);
                        refused(user, call, unchanged, 403);
                        refused(narrow, call, unchanged, 403);
                        served(designer, call);
                    }
                    case KNOWN -> sound(guest, call, unchanged);
                    case OPERATE, ADMINISTER -> {
                        refused(guest, call, unchanged, 403);
                        refused(user, call, unchanged, 403);
                        refused(narrow, call, unchanged, 403);
                        served(designer, call);
                    }
                }
            });
        }

        Results.write(
                "routes",
                false,
                0,
                "%d routes, %d cells, %d deviations".formatted(table.size(), cells, deviations.size()));
        assertThat(deviations).isEmpty();
    }

    /** Refused, with one of these statuses, and the database is as it was. */
    private void refused(Http who, Call call, Unchanged unchanged, Integer... statuses) {
        unchanged.committed();
        var answer = who.send(call);
        var written = unchanged.committed();
        cells += 2;
        if (!List.of(statuses).contains(answer.status())) {
            deviations.add(call + " expected " + List.of(statuses) + ": " + answer.status() + " " + answer.body());
        }
        if (!written.isEmpty()) {
            deviations.add(call + " was refused and wrote " + written);
        }
    }

    /** Not refused for want of a right; what is asked with a sample may be refused for other reasons. */
    private void served(Http who, Call call) {
        var answer = who.send(call);
        cells++;
        if (answer.status() == 401
                || answer.status() == 403
                || answer.status() >= 500
                || answer.code().equals("ENTITY_NOT_FOUND")) {
            deviations.add(call + " expected to be served: " + answer.status() + " " + answer.body());
        }
    }

    /** No error of ours, and nothing written by somebody without any role who is refused. */
    private void sound(Http who, Call call, Unchanged unchanged) {
        unchanged.committed();
        var answer = who.send(call);
        var written = unchanged.committed();
        cells += 2;
        if (answer.status() >= 500 || (answer.status() >= 400 && !written.isEmpty())) {
            deviations.add(call + ": " + answer.status() + " " + answer.body() + " " + written);
        }
    }

    private static String narrow(Http owner, String entities) {
        var made = owner.send(Call.post("/tokens", "{\"label\": \"narrow\", \"entities\": " + entities + "}"));
        return made.json().path("token").stringValue();
    }

    private static Call call(String route) {
        int space = route.indexOf(' ');
        var method = route.substring(0, space);
        var path = route.substring(space + 1);
        for (var sample : SAMPLES.entrySet()) {
            path = path.replace("{" + sample.getKey() + "}", sample.getValue());
        }
        path = path.replaceAll("\\{\\w+}", "1");
        return method.equals("GET") ? Call.get(path) : new Call(method, path, "{}", Map.of("If-Match", "\"1\""));
    }

    private static List<ObjectNode> roles() {
        var all = Map.of(
                "create",
                "all",
                "read",
                "all",
                "edit",
                "all",
                "delete",
                "all",
                "transfer",
                "all",
                "history",
                "all",
                "import",
                "all",
                "export",
                "all",
                "bulk",
                "all");
        var user = new Role("user_role", all, Right.WRITE, Map.of(), Right.WRITE, Map.of(), true).json();
        var designer = new Role("designer", all, Right.WRITE, Map.of(), Right.WRITE, Map.of(), true).json();
        designer.putArray("rights")
                .add("design")
                .add("publish")
                .add("administer")
                .add("operate");
        return List.of(user, designer);
    }

    private static Set<String> routes(OracleWorld world) {
        var routes = new TreeSet<String>();
        world.trellis()
                .context()
                .getBean(Router.class)
                .uriRoutes()
                .filter(route ->
                        route.getHttpMethod() != HttpMethod.HEAD && route.getHttpMethod() != HttpMethod.OPTIONS)
                .forEach(route -> routes.add(route.getHttpMethod() + " "
                        + route.getUriMatchTemplate().toPathString().replaceFirst("^/api/v1", "")));
        return routes;
    }

    private static Map<String, Serves> table() {
        try (var stream = RouteTableTest.class.getClassLoader().getResourceAsStream("oracle-routes.txt")) {
            var table = new TreeMap<String, Serves>();
            new String(java.util.Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        var parts = line.strip().split("\\s+");
                        table.put(parts[0] + " " + parts[1], Serves.valueOf(parts[2]));
                    });
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
