package dev.trellis.ui.api.automation;

import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.InboundRate;
import dev.trellis.ui.api.OpenToAll;
import dev.trellis.workflow.rule.InboundCall;
import dev.trellis.workflow.rule.InboundRules;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code /inbound/<rule>}: signed calls of other systems; whoever signs with the secret of the rule needs no token. */
@Controller("/api/v1/inbound")
final class InboundController {

    private static final ProblemCode NOT_KNOWN = ProblemCode.notFound("INBOUND_NOT_KNOWN");

    private final InboundRules inbound;
    private final InboundRate rate;

    InboundController(InboundRules inbound, InboundRate rate) {
        this.inbound = inbound;
        this.rate = rate;
    }

    @OpenToAll
    @Post("/{rule}")
    ApiResponse take(ApiRequest request, String rule) {
        return rate.refusal(rule, request.remoteAddress()).orElseGet(() -> taken(request, rule));
    }

    private ApiResponse taken(ApiRequest request, String rule) {
        return request.withBytes(body -> switch (inbound.take(
                rule,
                request.header("Trellis-Signature").orElse(null),
                request.header("Trellis-Delivery").orElse(null),
                body)) {
            case InboundCall.Taken(var record, var again) ->
                ApiResponse.accepted(JsonNodeFactory.instance
                        .objectNode()
                        .put("record", record.toString())
                        .put("again", again));
            case InboundCall.NotKnown _ -> ApiResponse.refused(Problem.at("", NOT_KNOWN));
            case InboundCall.Refused(var problems) -> ApiResponse.refused(problems);
        });
    }
}
