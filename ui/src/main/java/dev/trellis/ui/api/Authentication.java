package dev.trellis.ui.api;

import dev.trellis.core.access.Actor;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.problem.Problem;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets nobody past without a bearer token, except to routes marked {@link OpenToAll}. Cookies count for nothing. */
@ServerFilter("/api/**")
final class Authentication {

    /** The request attribute that holds the caller as an {@link Actor.Person}. */
    static final String ACTOR = "dev.trellis.actor";

    private static final Pattern BEARER = Pattern.compile("(?i)bearer +([A-Za-z0-9._~+/=-]{1,512})");

    private final ActorResolver actors;

    Authentication(ActorResolver actors) {
        this.actors = actors;
    }

    @RequestFilter
    @Nullable
    HttpResponse<ApiResponse> filter(HttpRequest<?> request) {
        if (isOpen(request)) {
            return null;
        }
        var header = request.getHeaders().get("Authorization");
        if (header == null) {
            return refuse(Problem.at("", ApiProblems.NOT_SIGNED_IN));
        }
        var actor = bearer(header).flatMap(actors::byToken);
        if (actor.isEmpty()) {
            return refuse(Problem.at("", ApiProblems.TOKEN_NOT_VALID));
        }
        var servlet = ApiRequestBinder.servlet(request);
        servlet.setAttribute(ACTOR, actor.get());
        var scope = actor.get().scope();
        if (scope != null && !TokenAreas.isOpen(scope, servlet.getRequestURI())) {
            return HttpResponse.<ApiResponse>status(HttpStatus.FORBIDDEN)
                    .body(ApiResponse.refused(Problem.at("", ApiProblems.TOKEN_DOES_NOT_REACH)));
        }
        return null;
    }

    /** Returns the token of an {@code Authorization} header, if it is one of ours in form. */
    static Optional<String> bearer(String header) {
        var matcher = BEARER.matcher(header.strip());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static boolean isOpen(HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request)
                .map(route -> route.getAnnotationMetadata().hasAnnotation(OpenToAll.class))
                .orElse(false);
    }

    private static HttpResponse<ApiResponse> refuse(Problem problem) {
        return HttpResponse.unauthorized()
                .body(ApiResponse.refused(401, problem).with("WWW-Authenticate", "Bearer realm=\"trellis\""));
    }
}
