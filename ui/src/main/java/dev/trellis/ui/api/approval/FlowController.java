package dev.trellis.ui.api.approval;

import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.publish.Drafts;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.ProblemDocument;
import dev.trellis.ui.api.metadata.DesignRight;
import dev.trellis.workflow.approval.FlowTrial;
import dev.trellis.workflow.approval.FlowTrial.Report;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /metadata/approval/{id}/…}: what a designer asks about a flow in the own draft before publishing it. */
@Controller("/api/v1/metadata/approval")
final class FlowController {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int LAST = 50;
    private static final ProblemCode DEFINITION_NOT_FOUND = ProblemCode.notFound("DEFINITION_NOT_FOUND");
    private static final ProblemCode NUMBER_EXPECTED = ProblemCode.malformed("NUMBER_EXPECTED");

    private final DesignRight right;
    private final Drafts drafts;
    private final FlowTrial flows;

    FlowController(DesignRight right, Drafts drafts, FlowTrial flows) {
        this.right = right;
        this.drafts = drafts;
        this.flows = flows;
    }

    @Get("/{id}/findings")
    ApiResponse findings(ApiRequest request, String id) {
        return withFlow(request, id, (target, flow) -> {
            var answer = NODES.objectNode();
            var items = answer.putArray("findings");
            for (var finding : flows.findings(target, flow)) {
                var item = (ObjectNode) ProblemDocument.entries(List.of(finding.problem()), request.locale())
                        .get(0);
                items.add(item.put("node", finding.node()));
            }
            return ApiResponse.ok(answer);
        });
    }

    @Get("/{id}/trial")
    ApiResponse trial(ApiRequest request, String id) {
        return request.withParameters(Set.of("last"), () -> {
            var given = request.parameter("last").orElse(Integer.toString(LAST));
            if (!given.matches("[0-9]{1,3}")
                    || Integer.parseInt(given) < 1
                    || Integer.parseInt(given) > FlowTrial.MAX_RECORDS) {
                return ApiResponse.refused(Problem.at("last", NUMBER_EXPECTED)
                        .with("given", given)
                        .with("least", 1)
                        .with("most", FlowTrial.MAX_RECORDS));
            }
            return withFlow(
                    request,
                    id,
                    (target, flow) -> ApiResponse.ok(
                            report(flows.run(request.actor(), flow, Integer.parseInt(given)), request.locale())));
        });
    }

    private ApiResponse withFlow(
            ApiRequest request, String id, BiFunction<Metadata, ApprovalDefinition, ApiResponse> use) {
        return right.require(request, (actor, live) -> {
            var target = drafts.target(actor);
            return target.all(ApprovalDefinition.class).stream()
                    .filter(flow -> flow.id().equals(id))
                    .findFirst()
                    .map(flow -> use.apply(target, flow))
                    .orElseGet(() -> ApiResponse.refused(
                            Problem.at("id", DEFINITION_NOT_FOUND).with("id", "approval/" + id)));
        });
    }

    private static ObjectNode report(Report report, Locale locale) {
        var json = new ApprovalJson(locale);
        var answer = NODES.objectNode();
        answer.put("records", report.trials().size());
        answer.put("changed", report.changed());
        answer.put("stuck", report.stuck());
        answer.put("unmanned", report.unmanned());
        var load = answer.putArray("load");
        report.load()
                .forEach(one -> load.addObject()
                        .put("user", one.user().toString())
                        .put("name", one.name())
                        .put("tasks", one.tasks()));
        var trials = answer.putArray("trials");
        for (var trial : report.trials()) {
            var item = trials.addObject()
                    .put("record", trial.record().toString())
                    .put("title", trial.title())
                    .put("starts", trial.starts())
                    .put("changed", trial.isChanged());
            var unmanned = item.putArray("unmanned");
            trial.unmanned().forEach(label -> unmanned.add(label.text(locale)));
            var before = trial.before();
            item.set("before", before == null ? NODES.nullNode() : json.path(before));
            var after = trial.after();
            item.set("after", after == null ? NODES.nullNode() : json.path(after));
            item.set("problems", ProblemDocument.entries(trial.problems(), locale));
        }
        return answer;
    }
}
