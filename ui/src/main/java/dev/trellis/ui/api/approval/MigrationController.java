package dev.trellis.ui.api.approval;

import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.Body;
import dev.trellis.ui.api.ProblemDocument;
import dev.trellis.workflow.approval.ApprovalView.Target;
import dev.trellis.workflow.approval.RunningRequests;
import dev.trellis.workflow.approval.RunningRequests.Report;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /approvals/{approval}/…}: running requests and the version of the approval under which they run. */
@Controller("/api/v1/approvals/{approval}")
final class MigrationController {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ProblemCode NOT_A_STEP = ProblemCode.malformed("APPROVAL_NOT_A_STEP");

    private final RunningRequests requests;

    MigrationController(RunningRequests requests) {
        this.requests = requests;
    }

    /** Tells what moving would do. */
    @Post("/move-preview")
    ApiResponse look(ApiRequest request, String approval) {
        return request.withBody(Set.of("steps"), body -> {
            var steps = steps(body);
            return body.answer(() -> answer(request, requests.look(request.actor(), approval, steps)));
        });
    }

    @Post("/move")
    ApiResponse move(ApiRequest request, String approval) {
        return request.withBody(Set.of("steps", "reason"), body -> {
            var steps = steps(body);
            var reason = body.requiredText("reason");
            return body.answer(() -> answer(request, requests.move(request.actor(), approval, steps, reason)));
        });
    }

    private static Map<String, String> steps(Body body) {
        var steps = new TreeMap<String, String>();
        body.object("steps").properties().forEach(entry -> {
            if (entry.getValue().isString()) {
                steps.put(entry.getKey(), entry.getValue().stringValue());
            } else {
                body.fault(Problem.at("steps." + entry.getKey(), NOT_A_STEP)
                        .with("given", entry.getValue().toString()));
            }
        });
        return steps;
    }

    private static ApiResponse answer(ApiRequest request, Report report) {
        if (!report.problems().isEmpty()) {
            return ApiResponse.refused(report.problems());
        }
        var answer = NODES.objectNode();
        var items = answer.putArray("requests");
        for (var moving : report.requests()) {
            var item = items.addObject()
                    .put("instance", moving.instance().toString())
                    .put("entity", moving.entity())
                    .put("record", moving.record().toString())
                    .put("title", moving.title())
                    .put("movable", moving.isMovable());
            item.set("at", step(moving.at(), request.locale()));
            item.set("to", step(moving.to(), request.locale()));
            item.set("problems", ProblemDocument.entries(moving.problems(), request.locale()));
        }
        var targets = answer.putArray("steps");
        report.targets().forEach(target -> targets.add(step(target, request.locale())));
        return ApiResponse.ok(answer);
    }

    private static @Nullable ObjectNode step(@Nullable Target target, Locale locale) {
        return target == null
                ? null
                : NODES.objectNode()
                        .put("node", target.node())
                        .put("label", target.label().text(locale));
    }
}
