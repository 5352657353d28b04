package dev.trellis.ui.api.account;

import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.account.Tokens;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.Records;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /tokens}: the caller's personal tokens. Their texts can be read once, when they are made. */
@Controller("/api/v1/tokens")
final class TokenController {

    private static final ProblemCode TOKEN_NOT_FOUND = ProblemCode.notFound("TOKEN_NOT_FOUND");

    private final Tokens tokens;
    private final ActorResolver actors;
    private final Records records;

    TokenController(Tokens tokens, ActorResolver actors, Records records) {
        this.tokens = tokens;
        this.actors = actors;
        this.records = records;
    }

    @Get
    ApiResponse list(ApiRequest request) {
        var answer = JsonNodeFactory.instance.objectNode();
        var items = answer.putArray("items");
        tokens.of(request.actor().user()).stream()
                .filter(entry -> entry.kind() == Tokens.Kind.PERSONAL)
                .map(TokenController::write)
                .forEach(items::add);
        return ApiResponse.ok(answer);
    }

    @Post
    ApiResponse create(ApiRequest request) {
        return request.withBody(Set.of("label", "days", "entities", "areas"), body -> {
            var wanted = TokenBody.read(body, records.schema(request.actor()));
            return body.answer(() -> {
                var issued = tokens.issuePersonal(
                        request.actor().user(), wanted.label(), Duration.ofDays(wanted.days()), wanted.scope());
                var answer = JsonNodeFactory.instance
                        .objectNode()
                        .put("id", issued.id().toString())
                        .put("token", issued.token())
                        .put("expiresAt", issued.expiresAt().toString());
                return ApiResponse.created("/api/v1/tokens/" + issued.id(), answer);
            });
        });
    }

    @Delete("/{id}")
    ApiResponse revoke(ApiRequest request, String id) {
        var ended = RecordId.parse(id)
                .filter(found -> tokens.revoke(request.actor().user(), found))
                .isPresent();
        actors.forget();
        return ended
                ? ApiResponse.nothing()
                : ApiResponse.refused(Problem.at("id", TOKEN_NOT_FOUND).with("given", id));
    }

    private static ObjectNode write(Tokens.Entry entry) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("id", entry.id().toString())
                .put("label", entry.label())
                .put("createdAt", entry.createdAt().toString())
                .put("expiresAt", entry.expiresAt().toString())
                .put("lastUsedAt", entry.lastUsedAt().toString());
        var scope = entry.scope();
        if (scope != null) {
            TokenBody.write(json, scope);
        }
        return json;
    }
}
