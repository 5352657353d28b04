package dev.trellis.ui.api.many;

import dev.trellis.core.many.Many;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.record.RecordAnswers;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /records/{entity}/bulk}: up to 1,000 changes, all or none, or each for itself. Every change has its own
 * result, in the order in which they were given.
 */
@Controller("/api/v1/records/{entity}/bulk")
final class BulkController {

    static final int MOST = 1_000;

    private static final ProblemCode BULK_TOO_LARGE = ProblemCode.malformed("BULK_TOO_LARGE");
    private static final ProblemCode BULK_MODE_UNKNOWN = ProblemCode.malformed("BULK_MODE_UNKNOWN");
    private static final ProblemCode BULK_NOT_APPLIED = ProblemCode.invalid("BULK_NOT_APPLIED");

    private final Many many;
    private final RecordAnswers answers;

    BulkController(Many many, RecordAnswers answers) {
        this.many = many;
        this.answers = answers;
    }

    @Post
    ApiResponse bulk(ApiRequest request, String entity) {
        return answers.withEntity(
                request,
                entity,
                schema -> many.refusal(request.actor(), entity)
                        .map(ApiResponse::refused)
                        .orElseGet(() -> request.withBody(Set.of("mode", "operations"), body -> {
                            var mode = mode(body.text("mode").orElse("all"));
                            if (mode.isEmpty()) {
                                body.fault(Problem.at("mode", BULK_MODE_UNKNOWN)
                                        .with("given", body.text("mode").orElse(""))
                                        .with("allowed", List.of("all", "each")));
                            }
                            var given = body.requiredList("operations");
                            if (given.size() > MOST) {
                                body.fault(Problem.at("operations", BULK_TOO_LARGE)
                                        .with("given", given.size())
                                        .with("max", MOST));
                            }
                            return body.answer(() -> {
                                var read = new OperationsBody(schema, entity).read(given);
                                return read.problems().isEmpty()
                                        ? applied(request, entity, read.changes(), mode.orElse(Records.Mode.ALL))
                                        : ApiResponse.refused(read.problems());
                            });
                        })));
    }

    private ApiResponse applied(ApiRequest request, String entity, List<Change> changes, Records.Mode mode) {
        var results = many.apply(request.actor(), entity, changes, mode);
        var list = JsonNodeFactory.instance.arrayNode();
        int refused = 0;
        for (int i = 0; i < changes.size(); i++) {
            var result = results.get(i);
            list.add(result(request, changes.get(i), result));
            refused += result instanceof SaveResult.Saved ? 0 : 1;
        }
        if (mode == Records.Mode.ALL && refused > 0) {
            return ApiResponse.refused(Problem.at("operations", BULK_NOT_APPLIED)
                            .with(
                                    "count",
                                    results.stream()
                                            .filter(result -> !(result instanceof SaveResult.NotApplied))
                                            .count())
                            .with("of", results.size()))
                    .withMember("results", list);
        }
        var answer = JsonNodeFactory.instance.objectNode();
        answer.put("applied", changes.size() - refused).put("refused", refused);
        answer.set("results", list);
        return ApiResponse.ok(answer);
    }

    private ObjectNode result(ApiRequest request, Change change, SaveResult result) {
        var json = JsonNodeFactory.instance.objectNode();
        if (result instanceof SaveResult.Saved(var id, var version, var ignored)) {
            return json.put("status", change instanceof Change.Create ? 201 : 200)
                    .put("id", id.toString())
                    .put("version", version);
        }
        var refusal = answers.answer(OperationsBody.id(change), result, saved -> ApiResponse.nothing());
        json.put("status", refusal.status());
        json.set("problem", request.document(refusal));
        return json;
    }

    private static Optional<Records.Mode> mode(String given) {
        return switch (given) {
            case "all" -> Optional.of(Records.Mode.ALL);
            case "each" -> Optional.of(Records.Mode.EACH);
            default -> Optional.empty();
        };
    }
}
