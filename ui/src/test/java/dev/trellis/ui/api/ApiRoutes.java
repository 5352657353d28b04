package dev.trellis.ui.api;

import dev.trellis.ui.LiveTrellis;
import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import java.util.Set;
import java.util.TreeSet;

/** The routes of the API as the router knows them: {@code GET /records/{entity}/{id}}. */
public final class ApiRoutes {

    private static final String BASE = "/api/v1";

    private ApiRoutes() {}

    public static Set<String> all() {
        var calls = new TreeSet<String>();
        LiveTrellis.get()
                .context()
                .getBean(Router.class)
                .uriRoutes()
                .filter(route ->
                        route.getHttpMethod() != HttpMethod.HEAD && route.getHttpMethod() != HttpMethod.OPTIONS)
                .forEach(route -> calls.add(route.getHttpMethod() + " "
                        + route.getUriMatchTemplate().toPathString().substring(BASE.length())));
        return calls;
    }
}
