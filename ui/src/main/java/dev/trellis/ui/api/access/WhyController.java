package dev.trellis.ui.api.access;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.reason.Why;
import dev.trellis.core.reason.WhyResult;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.record.RecordAnswers;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /records/<entity>/<id>/why}: explains what somebody may do with a record or a field. */
@Controller("/api/v1/records/{entity}/{id}/why")
final class WhyController {

    private static final ProblemCode WHY_NO_ACCOUNT = ProblemCode.invalid("WHY_NO_ACCOUNT");

    private final Why why;
    private final RecordAnswers answers;

    WhyController(Why why, RecordAnswers answers) {
        this.why = why;
        this.answers = answers;
    }

    @Get
    ApiResponse explain(ApiRequest request, String entity, String id) {
        return request.withParameters(
                Set.of("access", "field", "user"),
                () -> answers.withRecord(request, entity, id, found -> explain(request, entity, found)));
    }

    private ApiResponse explain(ApiRequest request, String entity, RecordId id) {
        var given = request.parameter("user");
        Optional<RecordId> user = given.flatMap(RecordId::parse);
        if (given.isPresent() && user.isEmpty()) {
            return ApiResponse.refused(Problem.at("user", WHY_NO_ACCOUNT));
        }
        var field = request.parameter("field");
        var result = field.isPresent()
                ? why.field(Asked.speaking(request), entity, id, field.get(), user.orElse(null))
                : why.access(Asked.speaking(request), entity, id, user.orElse(null));
        return switch (result) {
            case WhyResult.Access access -> ApiResponse.ok(json(access));
            case WhyResult.Field one -> ApiResponse.ok(json(one));
            case WhyResult.NotFound _ -> RecordAnswers.notFound(id.toString());
            case WhyResult.Refused(var problem) -> ApiResponse.refused(problem);
        };
    }

    private static ObjectNode json(WhyResult.Access access) {
        var json = JsonNodeFactory.instance.objectNode().put("person", access.person());
        var list = json.putArray("access");
        for (var answer : access.answers()) {
            var item = list.addObject().put("verb", answer.verb().key()).put("allowed", answer.allowed());
            var reasons = item.putArray("reasons");
            answer.reasons().forEach(reasons::add);
        }
        return json;
    }

    private static ObjectNode json(WhyResult.Field field) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("person", field.person())
                .put("field", field.field())
                .put("right", field.right().key());
        var reasons = json.putArray("reasons");
        field.reasons().forEach(reasons::add);
        return json;
    }
}
