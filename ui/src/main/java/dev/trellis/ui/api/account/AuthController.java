package dev.trellis.ui.api.account;

import dev.trellis.core.account.AccountProblems;
import dev.trellis.core.account.Accounts;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.account.SignInResult;
import dev.trellis.core.account.Tokens;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Records;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.OpenToAll;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.time.Instant;
import java.util.Set;

/** Hands out bearer tokens for a user name and a password, takes them back, and says who one is. */
@Controller("/api/v1")
final class AuthController {

    private final Accounts accounts;
    private final Tokens tokens;
    private final ActorResolver actors;
    private final Records records;

    AuthController(Accounts accounts, Tokens tokens, ActorResolver actors, Records records) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.actors = actors;
        this.records = records;
    }

    /** What a sign-in gives. */
    record TokenBody(String token, String expiresAt) {}

    @OpenToAll
    @Post("/auth/token")
    ApiResponse signIn(ApiRequest request) {
        return request.withBody(Set.of("username", "password"), body -> {
            var username = body.requiredText("username");
            var password = body.requiredText("password");
            return body.answer(() -> token(accounts.signIn(username, password, request.remoteAddress())));
        });
    }

    @Delete("/auth/token")
    ApiResponse signOut(ApiRequest request) {
        request.bearerToken().ifPresent(tokens::revoke);
        actors.forget();
        return ApiResponse.nothing();
    }

    @Get("/me")
    ApiResponse me(ApiRequest request) {
        return ApiResponse.ok(MeJson.write(request.actor(), records.schema(request.actor())));
    }

    private static ApiResponse token(SignInResult result) {
        return switch (result) {
            case SignInResult.SignedIn(var ignored, var token, Instant expiresAt) ->
                ApiResponse.ok(new TokenBody(token, expiresAt.toString()));
            case SignInResult.Refused(var problem) -> refused(problem);
        };
    }

    private static ApiResponse refused(Problem problem) {
        if (!problem.code().equals(AccountProblems.SIGN_IN_THROTTLED)) {
            return ApiResponse.refused(401, problem);
        }
        var seconds = problem.arguments().getOrDefault("seconds", 60);
        return ApiResponse.refused(429, problem).with("Retry-After", seconds.toString());
    }
}
