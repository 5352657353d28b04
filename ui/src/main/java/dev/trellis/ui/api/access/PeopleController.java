package dev.trellis.ui.api.access;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.staff.Staff;
import dev.trellis.core.staff.StaffResult;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.record.RecordAnswers;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code /people/{id}}: who may sign in, and what is in somebody's hands. */
@Controller("/api/v1/people/{id}")
final class PeopleController {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ProblemCode ADMINISTER_DENIED = ProblemCode.denied("ADMINISTER_DENIED");
    private static final ProblemCode LANGUAGE_UNKNOWN = ProblemCode.invalid("LANGUAGE_UNKNOWN");
    private static final List<String> LANGUAGES = List.of("zh-CN", "en");

    private final Staff staff;

    PeopleController(Staff staff) {
        this.staff = staff;
    }

    @Get
    ApiResponse see(ApiRequest request, String id) {
        return withPerson(request, id, user -> answer(request, id, staff.see(Asked.speaking(request), user)));
    }

    @Post("/account")
    ApiResponse admit(ApiRequest request, String id) {
        return withPerson(
                request,
                id,
                user -> request.withBody(Set.of("login", "language"), body -> {
                    var login = body.requiredText("login");
                    var language = body.text("language").orElse(LANGUAGES.getFirst());
                    if (!LANGUAGES.contains(language)) {
                        body.fault(Problem.at("language", LANGUAGE_UNKNOWN)
                                .with("given", language)
                                .with("allowed", LANGUAGES));
                    }
                    return body.answer(() -> answer(
                            request,
                            id,
                            staff.admit(Asked.speaking(request), user, login, Locale.forLanguageTag(language))));
                }));
    }

    @Post("/password")
    ApiResponse resetPassword(ApiRequest request, String id) {
        return withPerson(request, id, user -> answer(request, id, staff.resetPassword(Asked.speaking(request), user)));
    }

    private ApiResponse withPerson(ApiRequest request, String id, Function<RecordId, ApiResponse> use) {
        if (!staff.mayAdminister(request.actor())) {
            return ApiResponse.refused(Problem.at("", ADMINISTER_DENIED));
        }
        return RecordId.parse(id).map(use).orElseGet(() -> RecordAnswers.notFound(id));
    }

    private static ApiResponse answer(ApiRequest request, String id, StaffResult result) {
        return switch (result) {
            case StaffResult.Seen seen -> ApiResponse.ok(json(request, seen));
            case StaffResult.Told(var login, var password) ->
                ApiResponse.ok(NODES.objectNode().put("login", login).put("password", password));
            case StaffResult.Denied(var problem) -> ApiResponse.refused(problem);
            case StaffResult.Rejected(var problems) -> ApiResponse.refused(problems);
            case StaffResult.NotFound _ -> RecordAnswers.notFound(id);
        };
    }

    private static JsonNode json(ApiRequest request, StaffResult.Seen seen) {
        var json = NODES.objectNode();
        var account = seen.account();
        if (account == null) {
            json.putNull("account");
        } else {
            json.putObject("account")
                    .put("login", account.login())
                    .put("language", account.language().toLanguageTag())
                    .put("active", account.active());
        }
        var belongings = json.putArray("belongings");
        for (var belonging : seen.belongings()) {
            var item = belongings.addObject();
            item.put("entity", belonging.entity().isEmpty() ? null : belonging.entity());
            item.put("label", belonging.label().text(request.locale()));
            item.put("count", belonging.count());
        }
        return json;
    }
}
