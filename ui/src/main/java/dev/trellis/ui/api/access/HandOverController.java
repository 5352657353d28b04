package dev.trellis.ui.api.access;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.handover.HandOverResult;
import dev.trellis.core.handover.HandOvers;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.Records;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.Body;
import dev.trellis.ui.api.record.RecordAnswers;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code /people/{id}/hand-over}: what somebody leaves, and who takes it over. */
@Controller("/api/v1/people/{id}/hand-over")
final class HandOverController {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ProblemCode ADMINISTER_DENIED = ProblemCode.denied("ADMINISTER_DENIED");
    private static final ProblemCode NOT_A_PERSON = ProblemCode.malformed("APPROVAL_NOT_A_PERSON");

    private final HandOvers handOvers;
    private final Records records;

    HandOverController(HandOvers handOvers, Records records) {
        this.handOvers = handOvers;
        this.records = records;
    }

    @Get
    ApiResponse see(ApiRequest request, String id) {
        return withPerson(request, id, user -> answer(request, id, handOvers.see(Asked.speaking(request), user)));
    }

    /** {@code {"successors": {"records/account": "…"}, "reason": "…"}}; 202 with the job that does it. */
    @Post
    ApiResponse begin(ApiRequest request, String id) {
        return withPerson(
                request,
                id,
                user -> request.withBody(Set.of("successors", "reason"), body -> {
                    var successors = successors(body);
                    var reason = body.text("reason").orElse("");
                    return body.answer(() ->
                            answer(request, id, handOvers.begin(Asked.speaking(request), user, successors, reason)));
                }));
    }

    private static Map<String, RecordId> successors(Body body) {
        var successors = new LinkedHashMap<String, RecordId>();
        for (var entry : body.requiredObject("successors").properties()) {
            var to = RecordId.parse(entry.getValue().asString(""));
            if (to.isEmpty()) {
                body.fault(Problem.at("successors/" + entry.getKey(), NOT_A_PERSON)
                        .with("given", entry.getValue().asString("")));
            } else {
                successors.put(entry.getKey(), to.get());
            }
        }
        return successors;
    }

    private ApiResponse withPerson(ApiRequest request, String id, Function<RecordId, ApiResponse> use) {
        if (!records.schema(request.actor()).metadata().grants(request.actor().roles(), Right.ADMINISTER)) {
            return ApiResponse.refused(Problem.at("", ADMINISTER_DENIED));
        }
        return RecordId.parse(id).map(use).orElseGet(() -> RecordAnswers.notFound(id));
    }

    private static ApiResponse answer(ApiRequest request, String id, HandOverResult result) {
        return switch (result) {
            case HandOverResult.Found(var name, var parts) -> {
                var json = NODES.objectNode().put("name", name);
                var items = json.putArray("parts");
                for (var part : parts) {
                    items.addObject()
                            .put("id", part.id())
                            .put("label", part.label().text(request.locale()))
                            .put("count", part.count())
                            .put("sole", part.sole())
                            .put("movable", part.movable());
                }
                yield ApiResponse.ok(json);
            }
            case HandOverResult.Begun(var job) ->
                ApiResponse.accepted(NODES.objectNode().put("job", job.toString()));
            case HandOverResult.Denied(var problem) -> ApiResponse.refused(problem);
            case HandOverResult.Rejected(var problems) -> ApiResponse.refused(problems);
            case HandOverResult.NotFound _ -> RecordAnswers.notFound(id);
        };
    }
}
